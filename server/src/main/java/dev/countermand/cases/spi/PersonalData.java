package dev.countermand.cases.spi;

import dev.countermand.kernel.OrderRef;
import java.util.Optional;
import java.util.Set;

/// Forgets what a module stored about the person who ordered. Whoever keeps a name, an address or a word
/// of a person outside the case log plugs in here; a test looks for forgotten ones in every table.
public interface PersonalData {

    /// The person of one order.
    ///
    /// @param customer the shop's id of him
    /// @param addresses every e-mail address that the order has, lower case
    record Person(OrderRef order, String customer, Set<String> addresses) {}

    /// Why he is still needed, in one sentence without personal data; empty when he is not. Asked under
    /// the order's lock.
    default Optional<String> stillNeeded(OrderRef order) {
        return Optional.empty();
    }

    /// Forgets him, inside the caller's transaction and under the order's lock. What proves something
    /// stays. A second call changes nothing.
    void forget(Person person);
}
