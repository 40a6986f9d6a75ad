package dev.countermand.payments;

import dev.countermand.cases.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The news of money. Amounts are minor units of `currency`; `effect` and `reference` are public
/// ids of effects.
///
/// A fact says "refunded" only when whoever moved the money said so; what was merely promised is
/// `planned`, what was told to him is `instructed`.
public sealed interface PaymentFact extends Fact {

    /// Which payment.
    ///
    /// @param publicId our public id of it; `id` is the shop's own
    record Tender(String publicId, String id, String tender, String gateway) {}

    /// An amount promised to one payment.
    ///
    /// @param kind `void` (not charged), `refund` or `credit` (store credit in place of a refund)
    record Promise(String effect, Tender payment, String kind, long amount) {}

    /// Money will go back for units that were given back.
    ///
    /// @param causeKind what for, such as `cancellation`; `cause` is its public id
    /// @param money the whole arithmetic
    /// @param effects the promises; empty when nothing was paid yet or everything is back already
    record Planned(String causeKind, String cause, MoneyBack money, List<Promise> effects) implements PaymentFact {

        @Override
        public String kind() {
            return "payment.planned";
        }
    }

    /// Whoever moves the money was told to. With a manual gateway that is the shop: it moves the
    /// money and reports it by `POST /v1/payments/{publicId}/events` with this `reference`.
    ///
    /// @param reference the public id of the effect
    /// @param action `void` (release the whole hold), `reduce` (release a part of it), `refund` or
    ///     `store_credit` (give the shopper so much store credit in place of a refund)
    record Instructed(
            String reference,
            Tender payment,
            String action,
            long amount,
            String currency,
            String causeKind,
            String cause,
            boolean byShop)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment.instructed";
        }
    }

    /// Money moved, or a hold was confirmed.
    ///
    /// @param type `authorized`, `captured`, `voided`, `refunded` or `credited` (given as store credit in
    ///     place of a refund): the kind follows it
    /// @param effect which of our effects it fulfils; null when it was none of ours
    /// @param reference what the teller called it, when he did and it is none of our effects
    /// @param origin who told: `snapshot`, `report` or `gateway`
    /// @param at when it happened, as it was told
    record Moved(
            String type,
            Tender payment,
            long amount,
            String currency,
            @Nullable String effect,
            @Nullable String reference,
            String origin,
            Instant at)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment." + type;
        }
    }

    /// A promised movement failed for certain, or was reversed after it had been done. It can be
    /// planned again.
    ///
    /// @param effect which one; null for a refund of the shop's own that came back
    /// @param action `void`, `refund` or `credit`
    /// @param reversal whether it had been done before
    record Failed(
            @Nullable String effect,
            Tender payment,
            String action,
            long amount,
            String currency,
            @Nullable String reason,
            boolean reversal)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment.failed";
        }
    }

    /// Nobody knows whether the money moved. It counts as spent until it is read back.
    record Unknown(String effect, Tender payment, String action, long amount, String currency) implements PaymentFact {

        @Override
        public String kind() {
            return "payment.unknown";
        }
    }

    /// The hold was captured before it was released: linked effects promise the same money in its
    /// place.
    record Superseded(String effect, Tender payment, long amount, String currency, List<Promise> effects)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment.superseded";
        }
    }

    /// What had failed is planned again.
    record Retried(String effect, Tender payment, long amount, String currency, List<Promise> effects)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment.retried";
        }
    }

    /// Money came in that need not have been paid any more: it goes back.
    record Overpaid(long amount, String currency, List<Promise> effects) implements PaymentFact {

        @Override
        public String kind() {
            return "payment.overpaid";
        }
    }
}
