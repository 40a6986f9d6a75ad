package dev.countermand.cancellations.spi;

import dev.countermand.kernel.SellerId;
import java.util.Optional;

/// Knows which warehouse a seller works with.
public interface StopperChoice {

    /// The name of the [OrderStopper] that is asked for this seller; empty when nothing was chosen: then
    /// people answer.
    Optional<String> of(SellerId seller);
}
