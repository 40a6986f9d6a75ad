package dev.countermand.payments;

import dev.countermand.cases.Fact;
import dev.countermand.cases.Personal;
import dev.countermand.cases.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

    /// Canceled units made place for others by a change: the difference will come back (`money`) or is due (`more`).
    ///
    /// @param due what is not paid by any tender after it
    record Swapped(
            String causeKind,
            String cause,
            String currency,
            long more,
            long due,
            MoneyBack money,
            List<Exchanged.Line> lines,
            List<Promise> effects)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment.exchanged";
        }
    }

    /// Whoever moves the money was told to. With a manual gateway that is the shop: it moves the
    /// money and reports it by `POST /v1/payments/{publicId}/events` with this `reference`.
    ///
    /// @param reference the public id of the effect
    /// @param action `void` (release the whole hold), `reduce` (release a part of it), `refund` or
    ///     `credit` (give the shopper so much store credit in place of a refund)
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

        static Instructed of(Scene scene, Payment payment, Effect effect, boolean byShop) {
            return new Instructed(
                    effect.publicId(),
                    payment.told(),
                    Objects.requireNonNull(effect.delivery().action()),
                    effect.amount(),
                    scene.currency(),
                    effect.cause().kind(),
                    effect.cause().id(),
                    byShop);
        }

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
    /// @param recipient who reads that his money was sent back; null when nobody is told
    record Moved(
            String type,
            Tender payment,
            long amount,
            String currency,
            @Nullable String effect,
            @Nullable String reference,
            String origin,
            Instant at,
            @Personal @Nullable Recipient recipient)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment." + type;
        }

        @Override
        public boolean tellsCustomer() {
            return type.equals("refunded");
        }
    }

    /// A promised movement failed for certain, or was reversed after it had been done. It can be
    /// planned again.
    ///
    /// @param effect which one; null for a refund of the shop's own that came back
    /// @param action `void`, `refund` or `credit`
    /// @param reversal whether it had been done before
    /// @param recipient who reads that his money came back, when he was told that it was sent
    record Failed(
            @Nullable String effect,
            Tender payment,
            String action,
            long amount,
            String currency,
            @Nullable String reason,
            boolean reversal,
            @Personal @Nullable Recipient recipient)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment.failed";
        }

        @Override
        public boolean tellsCustomer() {
            return reversal;
        }
    }

    /// Nobody knows whether the money moved. It counts as spent until it is read back.
    record Unknown(String effect, Tender payment, String action, long amount, String currency) implements PaymentFact {

        @Override
        public String kind() {
            return "payment.unknown";
        }
    }

    /// Others took the place of a promise: linked effects, money that went back by another way, or both.
    ///
    /// @param effects what is promised in its place
    /// @param why `captured` (the hold was captured before it was released), `refunded_elsewhere` (somebody
    ///     refunded at the provider), `lost` (it went with a lost dispute), `dismissed` (a person said
    ///     that it
    ///     went back by another way)
    record Superseded(
            String effect,
            Tender payment,
            long amount,
            String currency,
            List<Promise> effects,
            @Nullable String why) implements PaymentFact {

        static final String CAPTURED = "captured";
        static final String REFUNDED_ELSEWHERE = "refunded_elsewhere";
        static final String LOST = "lost";
        static final String DISMISSED = "dismissed";

        @Override
        public String kind() {
            return "payment.superseded";
        }
    }

    /// What had failed is promised again by others, which are linked to it.
    ///
    /// @param why `again` (it is tried once more), `released` (the hold is gone all the same: nothing is told to
    ///     anybody, the others are done with this)
    record Retried(String effect, Tender payment, long amount, String currency, List<Promise> effects, String why)
            implements PaymentFact {

        static final String AGAIN = "again";
        static final String RELEASED = "released";

        @Override
        public String kind() {
            return "payment.retried";
        }
    }

    /// A promised refund is not sent for now.
    ///
    /// @param why `dispute` (the customer's bank disputes the payment), `discovered` (somebody refunded at the
    ///     provider after this was promised: perhaps the same money), `seller_balance` (a marketplace has paid
    ///     it out: the seller first sees that his balance there suffices)
    record Held(String effect, Tender payment, long amount, String currency, String why) implements PaymentFact {

        @Override
        public String kind() {
            return "payment.held";
        }
    }

    /// A refund that was held is sent after all.
    record Resumed(String effect, Tender payment, long amount, String currency) implements PaymentFact {

        @Override
        public String kind() {
            return "payment.resumed";
        }
    }

    /// The hold, or what was left of it, ended by itself: nothing of it was charged, and nothing can be any
    /// more.
    ///
    /// @param at when the provider says it ended, or when we learned it
    record Expired(Tender payment, long amount, String currency, Instant at) implements PaymentFact {

        @Override
        public String kind() {
            return "payment.expired";
        }
    }

    /// The customer's bank disputes a payment. Refunds of it wait until the dispute is closed.
    ///
    /// @param dispute our public id of it; `reference` is the provider's
    /// @param reason the bank's word for it
    /// @param answerBy until when the shop must answer it at the provider
    /// @param refunding what was on its way back when it opened
    record Disputed(
            String dispute,
            Tender payment,
            long amount,
            String currency,
            String reference,
            @Nullable String reason,
            @Nullable Instant answerBy,
            long refunding)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment.disputed";
        }
    }

    /// A dispute ended for the shop: the money stays with it, and refunds that waited are sent.
    ///
    /// @param returned what had counted as gone before, when it had been lost first
    record DisputeWon(String dispute, Tender payment, long amount, String currency, String reference, long returned)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment.dispute_won";
        }
    }

    /// A dispute ended against the shop: the money is gone.
    ///
    /// @param counted how much of it had not gone back before
    /// @param excess how much of it had: it went twice, and the shop should ask for it back
    record DisputeLost(
            String dispute, Tender payment, long amount, String currency, String reference, long counted, long excess)
            implements PaymentFact {

        @Override
        public String kind() {
            return "payment.dispute_lost";
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
