package dev.countermand.connectors.fulfilment.spi;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.net.URI;

/// A warehouse that speaks the calls of kind `http`, at an address that need not be typed in: such as the
/// sandbox's. It plugs in an `OrderStopper` of the same name beside.
public interface WarehouseHost {

    /// What the warehouse must know about a seller.
    ///
    /// @param partner public id of the partnership, `fp_…`
    /// @param secret what both sides sign with, `whsec_…`
    record Account(String partner, SellerId seller, String secret) {}

    /// The name by which a seller chooses it, such as `sandbox`.
    String kind();

    /// Where it takes calls for this partnership, at this moment.
    URI calls(String partner);

    /// Where it says how an attempt stands.
    URI status(String partner, String attempt);

    /// Opens or changes the seller's account there. Speaks to the outside: never called in a transaction.
    /// Fails with UNAVAILABLE when the warehouse does not answer.
    void connect(Account account, Actor actor);
}
