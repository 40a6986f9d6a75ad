package dev.countermand.policies.law;

import dev.countermand.orders.Order;
import dev.countermand.policies.Window;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A right that a law gives buyers, whatever the seller's terms say.
///
/// @param id unique in its pack, such as `withdrawal`
/// @param source the law, as people cite it
/// @param read how far that source was read
/// @param since orders placed from this day on have it
/// @param until orders placed from this day on have it no more; null while it is in force
/// @param only the countries that have it; empty for all of the pack
/// @param regions the states or provinces that have it, as addresses name them; empty for all
/// @param window how long the right lasts, null for as long as is reasonable; of a `late` one after how
///     long it begins where the seller promised no day, null for never
/// @param prolonged how much longer it lasts for a buyer who was not told of it; null for no longer
/// @param promise what the seller promised, which a `late` right waits for; null for any other
/// @param fromPlaced kinds of goods whose window begins when the order is placed
/// @param endsOnWorkingDay whether a window that ends on a day of rest goes on until the next working day
/// @param kinds the kinds of goods that have it
/// @param exempt words which, among the `exempt` ones of a line's metadata, take it away
/// @param consent whether digital goods lose it once they were accessed with the buyer's consent
/// @param refund what goes back and by when; null where the law says nothing of its own
/// @param free whether it costs the buyer nothing, the way back included
/// @param unlessDisplayed whether it is only against sellers who do not display their terms
public record LegalRight(
        String id,
        Kind kind,
        String source,
        Read read,
        LocalDate since,
        @Nullable LocalDate until,
        Set<String> only,
        Set<String> regions,
        @Nullable Window window,
        @Nullable Window prolonged,
        @Nullable Promise promise,
        Set<Order.Kind> fromPlaced,
        boolean endsOnWorkingDay,
        Set<Order.Kind> kinds,
        Set<String> exempt,
        boolean consent,
        @Nullable Refund refund,
        boolean free,
        boolean unlessDisplayed) {

    /// What the seller promised.
    ///
    /// @param word under which the metadata of a line or of its order name the day
    /// @param grace how much longer the buyer has to wait after that day, or after the usual window;
    ///     null for no longer
    public record Promise(String word, @Nullable Window grace) {}

    /// The money of a buyer who made use of his right.
    ///
    /// @param within which time it must be back, from when he has said so
    /// @param waitsForGoods whether that time waits until shipped goods, or proof that they were sent,
    ///     are back
    /// @param allShipping whether all that he paid for shipping goes back; else no more than the
    ///     cheapest standard costs
    public record Refund(Window within, boolean waitsForGoods, boolean allShipping) {}

    /// What sort of right it is.
    public enum Kind {
        /// To withdraw from the contract without a reason, from the order on until some time after delivery.
        WITHDRAWAL,
        /// To end a contract that is not fulfilled in time.
        LATE,
        /// That faulty goods are mended, replaced or paid back.
        GUARANTEE,
        /// To reject faulty goods.
        REJECTION,
        /// To send goods back without a reason.
        RETURN;

        /// Whether it lets the buyer stop an order before it leaves.
        public boolean stopsOrders() {
            return this == WITHDRAWAL || this == LATE;
        }

        /// The name in data and texts: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How far the source of a right was read.
    public enum Read {
        /// The text of the law itself.
        PRIMARY,
        /// Commentaries on it.
        SECONDARY,
        /// Known, not read.
        KNOWN,
        /// Told, not verified.
        UNVERIFIED
    }

    boolean isInForce(LocalDate placed) {
        return !placed.isBefore(since) && (until == null || placed.isBefore(until));
    }

    boolean holdsIn(String country, @Nullable String region) {
        return (only.isEmpty() || only.contains(country))
                && (regions.isEmpty() || (region != null && regions.contains(region.strip())));
    }
}
