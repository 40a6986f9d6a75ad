package dev.countermand.policies;

import dev.countermand.orders.Order;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The terms in force for an order: what the seller allows, and what silence means.
///
/// @param version names the document and its version, such as `default-1`; kept with every decision
/// @param cancellation what may be canceled, by whom and how
public record Terms(String version, Cancellation cancellation) {

    /// How units in a stage may be canceled.
    public enum Rule {
        /// At once, when the warehouse has not got them; as an attempt, when it has.
        ALLOWED,
        /// Only when a person of the shop approves.
        PERSON,
        /// Not at all.
        NEVER
    }

    /// What it means when nobody answers by the deadline.
    public enum Silence {
        /// The attempt failed; the order goes on.
        UNABLE,
        /// The attempt succeeded.
        SUCCESSFUL
    }

    /// What happens to the price of shipping when a part of the order goes back.
    public enum ShippingBack {
        /// Never given back.
        NEVER,
        /// Each unit's share goes back with it.
        ALWAYS,
        /// Given back when the last unit goes back before shipping.
        WITH_LAST_UNIT
    }

    /// Terms of cancellation.
    ///
    /// @param open units that the warehouse has not got
    /// @param released units being picked, packed, labelled
    /// @param window how long after placing the shopper may cancel himself, open units at once and released
    ///     ones by an attempt; null for no limit
    /// @param personKinds kinds of goods for which a person decides, whatever their stage
    /// @param refusedKinds kinds of goods that cannot be canceled by the shopper
    /// @param deadline how long an attempt or an approval may wait for its answer
    /// @param silence what it means when nobody answers
    /// @param shipping what happens to the price of shipping
    public record Cancellation(
            Rule open,
            Rule released,
            @Nullable Duration window,
            Set<Order.Kind> personKinds,
            Set<Order.Kind> refusedKinds,
            Duration deadline,
            Silence silence,
            ShippingBack shipping) {

        /// Keeps the kinds in one order, so that the same terms read the same everywhere.
        public Cancellation {
            personKinds = ordered(personKinds);
            refusedKinds = ordered(refusedKinds);
        }

        private static Set<Order.Kind> ordered(Set<Order.Kind> kinds) {
            var ordered = EnumSet.noneOf(Order.Kind.class);
            ordered.addAll(kinds);
            return Collections.unmodifiableSet(ordered);
        }
    }
}
