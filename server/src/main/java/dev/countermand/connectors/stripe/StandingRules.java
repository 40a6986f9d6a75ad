package dev.countermand.connectors.stripe;

import dev.countermand.connectors.stripe.StripeReader.Found;
import dev.countermand.connectors.stripe.Unreadable.Why;
import dev.countermand.payments.spi.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a payment stands, from Stripe's objects, in our minor units. Pure. What cannot be read to the unit and
/// in the order's currency is not read at all.
///
/// See <https://docs.stripe.com/payments/paymentintents/lifecycle>.
final class StandingRules {

    private static final String HELD = "requires_capture";
    private static final String SUCCEEDED = "succeeded";
    private static final String CANCELED = "canceled";

    /// Why Stripe cancels by itself what was never captured; `automatic` was the word until 2025.
    private static final Set<String> EXPIRED = Set.of("expired", "automatic");

    /// Stripe once wrote the end of a hold down as a refund: no money moved.
    private static final String NO_MONEY = "expired_uncaptured_charge";

    private StandingRules() {}

    /// @param currency the order's, ISO 4217
    static Standing standing(Found found, String currency) throws Unreadable {
        check(found.currency(), currency);
        var intent = found.intent();
        var charge = found.charge();
        var sums = intent != null ? sums(intent) : sums(charge);
        long captured = amount(sums.captured(), currency);
        return new Standing(
                amount(sums.authorized(), currency),
                captured,
                amount(sums.released(), currency),
                sums.expired(),
                sums.held() && charge != null ? charge.captureBefore() : null,
                scheme(charge),
                captured == 0 ? List.of() : refunds(found.refunds(), currency),
                disputes(found.disputes(), currency));
    }

    /// @param held whether something is
    private record Sums(long authorized, long captured, long released, boolean expired, boolean held) {}

    /// A payment that is not authorized yet counts as held: it may still be charged, and canceling ends that.
    private static Sums sums(Wire.Intent intent) {
        long authorized = Math.max(intent.amount(), intent.received());
        long rest = authorized - intent.received();
        return switch (intent.status()) {
            case SUCCEEDED -> new Sums(authorized, intent.received(), rest, false, false);
            case CANCELED -> new Sums(authorized, intent.received(), rest, isExpired(intent), false);
            // Captured in several parts, a part may have been let go.
            case HELD ->
                new Sums(
                        authorized,
                        intent.received(),
                        Math.max(0, rest - intent.capturable()),
                        false,
                        intent.capturable() > 0);
            default -> new Sums(authorized, intent.received(), 0, false, false);
        };
    }

    /// Whether a canceled payment ended by itself.
    static boolean isExpired(Wire.Intent intent) {
        return EXPIRED.contains(intent.cancellation());
    }

    private static Sums sums(Wire.@Nullable Charge charge) throws Unreadable {
        if (charge == null) {
            throw new Unreadable(Why.NOT_THERE, "There is no payment.");
        }
        if (charge.isCaptured()) {
            return new Sums(charge.amount(), charge.captured(), charge.amount() - charge.captured(), false, false);
        }
        boolean over = charge.isRefunded() || charge.status().equals("failed");
        return new Sums(charge.amount(), 0, over ? charge.amount() : 0, false, !over);
    }

    private static @Nullable String scheme(Wire.@Nullable Charge charge) {
        return charge == null || charge.brand().isEmpty() ? null : charge.brand();
    }

    private static List<Standing.Refund> refunds(List<Wire.Refund> refunds, String currency) throws Unreadable {
        var read = new ArrayList<Standing.Refund>();
        for (var refund : refunds) {
            if (!refund.reason().equals(NO_MONEY)) {
                check(refund.currency(), currency);
                read.add(StripeRules.refund(refund, amount(refund.amount(), currency))
                        .orElseThrow(() -> unknownStatus("refund", refund.status())));
            }
        }
        return List.copyOf(read);
    }

    private static List<Standing.Dispute> disputes(List<Wire.Dispute> disputes, String currency) throws Unreadable {
        var read = new ArrayList<Standing.Dispute>();
        for (var dispute : disputes) {
            var state = StripeRules.dispute(dispute.status(), dispute.moved());
            if (state.isPresent()) {
                check(dispute.currency(), currency);
                Instant due = state.get() == Standing.State.OPEN ? dispute.dueBy() : null;
                read.add(new Standing.Dispute(
                        dispute.id(),
                        amount(dispute.amount(), currency),
                        state.get(),
                        dispute.reason().isEmpty() ? null : dispute.reason(),
                        dispute.created(),
                        due));
            }
        }
        return List.copyOf(read);
    }

    /// Our minor units.
    static long amount(long stripes, String currency) throws Unreadable {
        var amount = StripeAmounts.fromStripe(stripes, currency);
        if (amount.isEmpty()) {
            throw new Unreadable(
                    Why.NOT_UNDERSTOOD,
                    "Stripe's amount " + stripes + " is no whole number of the smallest units of " + currency + ".");
        }
        return amount.getAsLong();
    }

    /// Whether Stripe speaks of the order's currency.
    static void check(String stripes, String currency) throws Unreadable {
        if (!stripes.equalsIgnoreCase(currency)) {
            throw new Unreadable(
                    Why.OTHER_CURRENCY,
                    "The payment is in " + stripes.toUpperCase(Locale.ROOT) + " at Stripe, and the order in " + currency
                            + ".");
        }
    }

    private static Unreadable unknownStatus(String what, String status) {
        return new Unreadable(
                Why.NOT_UNDERSTOOD, "Stripe named a status of a " + what + " that nobody knows: " + status);
    }
}
