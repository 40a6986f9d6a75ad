package dev.countermand.payments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/// What giving units back means in money, in minor units of the currency: exact to the cent, from
/// the shares frozen at intake.
///
/// @param total what the units cost, all shares included: notCharged + refunded + notDue + kept +
///     already
/// @param notCharged of it, held but not yet taken: will not be charged
/// @param refunded of it, already taken: will be sent back to where it came from
/// @param notDue of it, not yet paid by any tender: need not be paid
/// @param kept of it, withheld by the terms, with the arithmetic in the lines
/// @param already of it, back before by other ways: the shop released or refunded it at the
///     provider by itself
/// @param remaining what the order still costs after this: all that was not given back, what was
///     kept included
/// @param lines the arithmetic, line by line
/// @param tenders to which payment it goes, in the order of giving back
public record MoneyBack(
        String currency,
        long total,
        long notCharged,
        long refunded,
        long notDue,
        long kept,
        long already,
        long remaining,
        List<LineShare> lines,
        List<TenderShare> tenders) {

    /// The shares of some units of a line.
    ///
    /// @param goods price less line discount; `orderDiscount` is subtracted; `tax` and
    ///     `shippingTax` are added only when prices exclude them, else they are the contained
    ///     part
    /// @param shipping the share of shipping that goes with these units under the terms, given
    ///     back or kept
    public record LineShare(
            String line,
            int quantity,
            long goods,
            long orderDiscount,
            long tax,
            long shipping,
            long shippingTax,
            long total) {

        private LineShare plus(LineShare other) {
            return new LineShare(
                    line,
                    quantity + other.quantity,
                    goods + other.goods,
                    orderDiscount + other.orderDiscount,
                    tax + other.tax,
                    shipping + other.shipping,
                    shippingTax + other.shippingTax,
                    total + other.total);
        }
    }

    /// What goes to one payment.
    ///
    /// @param payment the shop's id of the payment
    /// @param tender its tender, such as `card`
    /// @param action `not_charged` or `refund`, as it stands now; the worker decides by the
    ///     provider's state
    public record TenderShare(String payment, String tender, String action, long amount) {

        private TenderShare plus(TenderShare other) {
            return new TenderShare(payment, tender, action, amount + other.amount);
        }
    }

    /// Nothing goes back.
    ///
    /// @param remaining what the order costs as it stands
    public static MoneyBack nothing(String currency, long remaining) {
        return new MoneyBack(currency, 0, 0, 0, 0, 0, 0, remaining, List.of(), List.of());
    }

    /// Both together, `later` being the one that came after: an attempt gives back in several
    /// steps.
    public MoneyBack plus(MoneyBack later) {
        return new MoneyBack(
                currency,
                total + later.total,
                notCharged + later.notCharged,
                refunded + later.refunded,
                notDue + later.notDue,
                kept + later.kept,
                already + later.already,
                later.remaining,
                merged(lines, later.lines, LineShare::line, LineShare::plus),
                merged(tenders, later.tenders, t -> List.of(t.payment(), t.action()), TenderShare::plus));
    }

    private static <T, K> List<T> merged(List<T> one, List<T> two, Function<T, K> key, BinaryOperator<T> plus) {
        var all = new LinkedHashMap<K, T>();
        one.forEach(item -> all.merge(key.apply(item), item, plus));
        two.forEach(item -> all.merge(key.apply(item), item, plus));
        return List.copyOf(all.values());
    }
}
