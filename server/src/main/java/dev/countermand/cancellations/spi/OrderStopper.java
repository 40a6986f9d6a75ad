package dev.countermand.cancellations.spi;

import dev.countermand.kernel.OrderRef;
import java.util.Map;

/// A warehouse that can be asked to stop units, and told to go on. Called by the cancellations' worker
/// after the intent was committed; the answer comes back through `Cancellations.answer`, at any time or
/// never.
public interface OrderStopper {

    /// The units of one attempt.
    ///
    /// @param id of this message: the same on every re-send, another for whatever else is said about the
    ///     attempt
    /// @param attempt our public id of the attempt
    /// @param units line → how many units
    record Ask(String id, String attempt, OrderRef order, Map<String, Integer> units) {}

    /// The name by which a seller chooses it, such as `manual`.
    String name();

    /// Asks the warehouse to stop these units. An exception means: not delivered, try again.
    void ask(Ask ask);

    /// Tells the warehouse to go on with these units. An exception means: not delivered, try again.
    void resume(Ask ask);
}
