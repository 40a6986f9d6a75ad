package dev.countermand.cancellations;

import dev.countermand.kernel.Problem;
import dev.countermand.payments.RefundTerms;
import dev.countermand.policies.Terms;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the terms of cancellation mean for the money of one cancellation. Pure.
public final class RefundRules {

    private RefundRules() {}

    /// The terms for the money of a cancellation.
    public static RefundTerms of(Terms.Cancellation terms, Cancellation cancellation) {
        return of(terms, cancellation.reason(), cancellation.payout(), cancellation.byLaw());
    }

    /// The terms for money of a cancellation for this reason. When the store cancels for reasons of its
    /// own, it keeps nothing: no fee for canceling, and shipping and fees go back at the latest with the
    /// last unit.
    ///
    /// @param byLaw what the law wants, where the buyer cancels by a right that it gives him
    static RefundTerms of(Terms.Cancellation terms, RequestReason reason, Payout payout, ByLaw byLaw) {
        boolean byStore = reason.isStores();
        return new RefundTerms(
                byStore ? allShipping(terms.shipping()) : shippingByShopper(terms.shipping(), byLaw),
                (byStore || byLaw.isRight()) && terms.fees() == Terms.FeesBack.NEVER
                        ? word(Terms.FeesBack.WITH_LAST_UNIT)
                        : word(terms.fees()),
                terms.tenderOrder(),
                byStore || byLaw.isRight() ? null : fee(terms.fee()),
                payout == Payout.STORE_CREDIT);
    }

    /// For what happened before we were told: nobody can withhold a fee afterwards.
    static RefundTerms past(Terms.Cancellation terms, RequestReason reason) {
        var now = of(terms, reason, Payout.SOURCE, ByLaw.NOTHING);
        return new RefundTerms(now.shipping(), now.fees(), now.tenderOrder(), null, false);
    }

    /// Fails with INVALID `payout_not_offered` when store credit is asked for where it cannot be had.
    static void check(Terms.Cancellation terms, RequestReason reason, Payout payout) {
        if (payout == Payout.STORE_CREDIT && !offersCredit(terms, reason)) {
            throw Problem.invalid(
                    "payout_not_offered",
                    "/payout",
                    reason.isStores()
                            ? "When the store cancels, money goes back to where it came from; leave `payout` out."
                            : "The terms of this order offer no store credit; leave `payout` out, and money goes back"
                                    + " to where it came from.");
        }
    }

    /// Whether the shopper may choose store credit.
    public static boolean offersCredit(Terms.Cancellation terms, RequestReason reason) {
        return terms.storeCredit() == Terms.StoreCredit.BY_CHOICE && !reason.isStores();
    }

    private static String shippingByShopper(Terms.ShippingBack shipping, ByLaw byLaw) {
        return switch (byLaw) {
            case NOTHING -> word(shipping);
            case NOTHING_WITHHELD ->
                word(shipping == Terms.ShippingBack.NEVER ? Terms.ShippingBack.CHEAPEST_STANDARD : shipping);
            case ALL_SHIPPING -> allShipping(shipping);
        };
    }

    private static String allShipping(Terms.ShippingBack shipping) {
        return switch (shipping) {
            case ALWAYS -> word(shipping);
            case NEVER, WITH_LAST_UNIT, CHEAPEST_STANDARD -> word(Terms.ShippingBack.WITH_LAST_UNIT);
        };
    }

    private static RefundTerms.@Nullable Fee fee(Terms.@Nullable Fee fee) {
        return fee == null ? null : new RefundTerms.Fee(fee.basisPoints(), fee.fixed());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
