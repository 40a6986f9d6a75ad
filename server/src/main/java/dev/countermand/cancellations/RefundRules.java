package dev.countermand.cancellations;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.payments.RefundTerms;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Fee;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What the terms of cancellation mean for the money of one cancellation. Pure.
public final class RefundRules {

    private RefundRules() {}

    /// The terms for the money of a cancellation.
    public static RefundTerms of(Terms terms, Order order, Cancellation cancellation) {
        return of(terms, order, cancellation.reason(), cancellation.payout(), cancellation.byLaw());
    }

    /// The terms for money of a cancellation for this reason. When the store cancels for reasons of its
    /// own, it keeps nothing: no fee for canceling, and shipping and fees go back at the latest with the
    /// last unit.
    ///
    /// @param byLaw what the law wants, where the buyer cancels by a right that it gives him
    static RefundTerms of(Terms all, Order order, RequestReason reason, Payout payout, ByLaw byLaw) {
        boolean byStore = reason.isStores();
        var terms = all.cancellation();
        return new RefundTerms(
                byStore ? allShipping(terms.shipping()) : shippingByShopper(terms.shipping(), byLaw),
                (byStore || byLaw.isRight()) && terms.fees() == Terms.FeesBack.NEVER
                        ? word(Terms.FeesBack.WITH_LAST_UNIT)
                        : word(terms.fees()),
                terms.tenderOrder(),
                byStore || byLaw.isRight() || terms.fee() == null ? null : fee(terms.fee()),
                payout == Payout.STORE_CREDIT,
                byStore || byLaw.isRight() ? Map.of() : own(all, order));
    }

    /// The fees of lines about which an exception says one.
    private static Map<String, RefundTerms.Fee> own(Terms terms, Order order) {
        if (terms.cancellation().exceptions().stream().allMatch(special -> special.fee() == null)) {
            return Map.of();
        }
        var own = new HashMap<String, RefundTerms.Fee>();
        for (var line : order.lines()) {
            terms.cancellation()
                    .exception(Facts.of(order, line), terms.calendar().zone())
                    .map(SpecialTerms::fee)
                    .ifPresent(fee -> own.put(line.line(), fee(fee)));
        }
        return own;
    }

    /// For what happened before we were told: nobody can withhold a fee afterwards.
    static RefundTerms past(Terms terms, Order order, RequestReason reason) {
        var now = of(terms, order, reason, Payout.SOURCE, ByLaw.NOTHING);
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

    private static RefundTerms.Fee fee(Fee fee) {
        return new RefundTerms.Fee(fee.basisPoints(), fee.fixed());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
