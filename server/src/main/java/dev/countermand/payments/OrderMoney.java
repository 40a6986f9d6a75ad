package dev.countermand.payments;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The money of an order as it stands, for pages and API. Amounts are minor units of `currency`.
///
/// @param total what the order cost when it was taken; after changes, what it came to by them
/// @param remaining what it costs now: all that was not given back
/// @param due what was to be paid outside the payments at intake; `notDue` of it need not be paid
///     any more
/// @param kept withheld by terms; `fee` of it for canceling
/// @param already given back by the shop in its own way before we had to
/// @param lines the frozen shares
/// @param payments in the order of the snapshot
public record OrderMoney(
        OrderRef order,
        String currency,
        boolean taxIncluded,
        long total,
        long remaining,
        long due,
        long notDue,
        long kept,
        long fee,
        long already,
        List<LineMoney> lines,
        List<PaymentMoney> payments) {

    /// What a line costs with its shares of everything, and how many of its units were given
    /// back.
    ///
    /// @param goods price less line discount; `tax` and `shippingTax` are on top only when prices
    ///     exclude them
    /// @param fees the share of the order's fees
    public record LineMoney(
            String line,
            int units,
            int givenBack,
            long goods,
            long orderDiscount,
            long tax,
            long shipping,
            long shippingTax,
            long fees,
            long total) {}

    /// A payment and everything that happened to it.
    ///
    /// @param publicId our public id; `id` is the shop's own
    /// @param authorized its amount in the snapshot
    /// @param releasing promised as not charged, not yet known to be done
    /// @param refunding promised to be sent back, not yet known to be done
    /// @param credited of `refunded`, given as store credit; `crediting` of `refunding`, to be given so
    /// @param unknown of the two, whose outcome nobody knows: counts as spent
    /// @param failed promised, failed for certain, waiting to be planned again
    /// @param waiting of `refunding`, what is not sent for now: a dispute, or a refund that somebody else
    ///     made
    /// @param disputed what the customer's bank disputes at the moment
    /// @param lost what went with lost disputes
    /// @param provider what the provider says about it
    public record PaymentMoney(
            String publicId,
            String id,
            String tender,
            String gateway,
            long authorized,
            long captured,
            long voided,
            long refunded,
            long releasing,
            long refunding,
            long credited,
            long crediting,
            long unknown,
            long failed,
            long waiting,
            long disputed,
            long lost,
            ProviderSays provider,
            List<DisputeMoney> disputes,
            List<EffectMoney> effects,
            List<Movement> events) {

        /// Whether people of the shop move its money, and no provider.
        public boolean movedByShop() {
            return gateway.equals(ManualGateway.NAME);
        }
    }

    /// What the provider of a payment says about it.
    ///
    /// @param reference his own name of it, such as `pi_…`; null when he knows it by the shop's id
    /// @param takenAt when we were told of the payment
    /// @param holdEnds when the hold ends by itself; null when nothing is held or nobody knows
    /// @param holdEndsByProvider whether the provider says so; else it is what is usual for the scheme
    /// @param holdEndedAt when it did
    /// @param lookedAt when he was last asked how the payment stands
    public record ProviderSays(
            @Nullable String reference,
            @Nullable String scheme,
            @Nullable Instant takenAt,
            @Nullable Instant holdEnds,
            boolean holdEndsByProvider,
            @Nullable Instant holdEndedAt,
            @Nullable Instant lookedAt) {}

    /// A dispute about a payment.
    ///
    /// @param id our public id; `reference` is the provider's name of it
    /// @param state `open`, `won` or `lost`
    /// @param counted of a lost one, what had not gone back before
    /// @param refunding what was on its way back when it opened
    public record DisputeMoney(
            String id,
            String reference,
            String state,
            long amount,
            long counted,
            long refunding,
            @Nullable String reason,
            Instant openedAt,
            @Nullable Instant answerBy,
            @Nullable Instant closedAt) {}

    /// A promise of an amount, with every step it took.
    ///
    /// @param kind `void`, `refund` or `credit`
    /// @param done how much of it is known to have moved
    /// @param state `planned`, `sent`, `done`, `failed`, `unknown` or `superseded`
    /// @param action what whoever moves the money was told; null before
    /// @param follows the effect it replaces or tries again, or null
    /// @param replaced whether others took the place of what of it had not moved
    /// @param reference the provider's own
    /// @param reason why it failed, as the provider says: a word of `PaymentGateway.Reason`
    /// @param heldFor why it is not sent for now: `dispute`, `discovered` or
    ///     `seller_balance`
    public record EffectMoney(
            String id,
            String kind,
            long amount,
            long done,
            String state,
            @Nullable String action,
            String causeKind,
            String cause,
            @Nullable String follows,
            boolean replaced,
            @Nullable String reference,
            @Nullable String message,
            @Nullable String reason,
            @Nullable String heldFor,
            Instant plannedAt,
            List<Step> steps) {}

    /// One step of an effect.
    public record Step(
            int seq,
            String state,
            Instant at,
            @Nullable String reference,
            @Nullable String message,
            String actor) {}

    /// One entry of the money journal.
    ///
    /// @param effect which of our effects it belongs to; null when none
    /// @param origin who told: `snapshot`, `report` or `gateway`
    /// @param at when it happened, as told; `recordedAt` is when we learned it
    public record Movement(
            int seq,
            String type,
            long amount,
            @Nullable String effect,
            @Nullable String reference,
            @Nullable String id,
            String origin,
            Instant at,
            Instant recordedAt,
            String actor) {}

    /// Still held on the customer's means of payment, to be charged when goods leave.
    public long held() {
        return payments.stream()
                .mapToLong(p -> p.authorized() - p.captured() - p.voided() - p.releasing())
                .sum();
    }

    /// Taken from the customer so far, refunds not subtracted.
    public long captured() {
        return payments.stream().mapToLong(PaymentMoney::captured).sum();
    }

    /// Released, or never to be charged, for certain.
    public long voided() {
        return payments.stream().mapToLong(PaymentMoney::voided).sum();
    }

    /// Sent back for certain.
    public long refunded() {
        return payments.stream().mapToLong(PaymentMoney::refunded).sum();
    }

    /// Promised as not charged and not yet confirmed.
    public long releasing() {
        return payments.stream().mapToLong(PaymentMoney::releasing).sum();
    }

    /// Promised to be sent back and not yet confirmed.
    public long refunding() {
        return payments.stream().mapToLong(PaymentMoney::refunding).sum();
    }

    /// Given as store credit for certain, in place of a refund; part of what was refunded.
    public long credited() {
        return payments.stream().mapToLong(PaymentMoney::credited).sum();
    }

    /// Of what is on its way, that of which nobody knows whether it arrived.
    public long unknown() {
        return payments.stream().mapToLong(PaymentMoney::unknown).sum();
    }

    /// Promised, failed for certain, waiting to be planned again.
    public long failed() {
        return payments.stream().mapToLong(PaymentMoney::failed).sum();
    }

    /// What customers' banks dispute at the moment.
    public long disputed() {
        return payments.stream().mapToLong(PaymentMoney::disputed).sum();
    }

    /// What went with lost disputes.
    public long lost() {
        return payments.stream().mapToLong(PaymentMoney::lost).sum();
    }

    /// What is to be paid outside the listed payments as it stands.
    public long stillDue() {
        return due - notDue;
    }
}
