package dev.countermand.payments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What giving units back means in money, in minor units of the currency: exact to the cent, from
/// the shares frozen at intake.
///
/// @param total what the units cost, all shares included: notCharged + refunded + credited + notDue +
///     kept + already
/// @param notCharged of it, held but not yet taken: will not be charged
/// @param refunded of it, already taken: will be sent back to where it came from
/// @param credited of it, already taken: will be given as store credit, as the shopper chose
/// @param notDue of it, not yet paid by any tender: need not be paid
/// @param kept of it, withheld by the terms; `withheld` says for what
/// @param already of it, back before by other ways: the shop released or refunded it at the
///     provider by itself
/// @param remaining what the order still costs after this: all that was not given back, what was
///     kept included
/// @param lines the arithmetic, line by line
/// @param tenders to which payment it goes, in the order of giving back
/// @param withheld what was kept, with its arithmetic
public record MoneyBack(
        String currency,
        long total,
        long notCharged,
        long refunded,
        long credited,
        long notDue,
        long kept,
        long already,
        long remaining,
        List<LineShare> lines,
        List<TenderShare> tenders,
        List<Withheld> withheld) {

    /// Money that was planned by an earlier version says less.
    public MoneyBack {
        withheld = withheld == null ? List.of() : withheld;
    }

    /// The shares of some units of a line.
    ///
    /// @param goods price less line discount; `orderDiscount` is subtracted; `tax` and
    ///     `shippingTax` are added only when prices exclude them, else they are the contained
    ///     part
    /// @param shipping the share of shipping that goes with these units under the terms, given
    ///     back or kept
    /// @param fees the share of the order's fees that goes with these units under the terms, given
    ///     back or kept
    public record LineShare(
            String line,
            int quantity,
            long goods,
            long orderDiscount,
            long tax,
            long shipping,
            long shippingTax,
            long fees,
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
                    fees + other.fees,
                    total + other.total);
        }
    }

    /// What goes to one payment.
    ///
    /// @param payment the shop's id of the payment
    /// @param tender its tender, such as `card`
    /// @param action `not_charged`, `refund` or `store_credit`, as it stands now; the worker decides
    ///     by the provider's state
    /// @param needs what a person must add before it can go back: `bank_details`, `seller_balance`,
    ///     `person`, or `dispute` when the customer's bank has to decide about the payment first; null when
    ///     it goes by itself
    public record TenderShare(
            String payment,
            String tender,
            String action,
            long amount,
            @Nullable String needs) {

        static final String DISPUTE = "dispute";

        /// Whether the customer's bank has to decide about the payment first.
        public boolean waitsForBank() {
            return DISPUTE.equals(needs);
        }

        private TenderShare plus(TenderShare other) {
            return new TenderShare(payment, tender, action, amount + other.amount, needs);
        }
    }

    /// Something withheld by the terms, with the arithmetic.
    ///
    /// @param what `shipping`, `shipping_surcharge` (paid above the cheapest standard shipping),
    ///     `fees` or `cancellation_fee`
    /// @param of what it was taken from: the shipping or the fees that go with these units; for the
    ///     cancellation fee all the money of this order that would have gone back to payments so far; where goods
    ///     bear different fees, of those that bear this one
    /// @param basisPoints of the cancellation fee, in hundredths of a percent of `of`; else 0
    /// @param fixed of the cancellation fee, once for the order; else 0
    /// @param before of the cancellation fee, withheld by earlier steps: amount = fee of `of` − before
    public record Withheld(String what, long amount, long of, int basisPoints, long fixed, long before) {

        static final String SHIPPING = "shipping";
        static final String SHIPPING_SURCHARGE = "shipping_surcharge";
        static final String FEES = "fees";
        static final String CANCELLATION_FEE = "cancellation_fee";

        static Withheld of(String what, long amount, long of) {
            return new Withheld(what, amount, of, 0, 0, 0);
        }

        /// By which rule, as words of texts: `shipping`, …, `cancellation_fee.percent`,
        /// `cancellation_fee.percent.before`, `cancellation_fee.fixed`, `cancellation_fee.fixed.before`.
        public String rule() {
            if (!what.equals(CANCELLATION_FEE)) {
                return what;
            }
            return what + (basisPoints > 0 ? ".percent" : ".fixed") + (before > 0 ? ".before" : "");
        }

        /// The same for what one rule withholds in several steps.
        private List<Object> isOf() {
            return List.of(what, basisPoints, fixed);
        }

        private Withheld plus(Withheld later) {
            boolean ofAllSoFar = what.equals(CANCELLATION_FEE);
            return new Withheld(
                    what,
                    amount + later.amount,
                    ofAllSoFar ? later.of : of + later.of,
                    later.basisPoints,
                    later.fixed,
                    before);
        }
    }

    /// Nothing goes back.
    ///
    /// @param remaining what the order costs as it stands
    public static MoneyBack nothing(String currency, long remaining) {
        return new MoneyBack(currency, 0, 0, 0, 0, 0, 0, 0, remaining, List.of(), List.of(), List.of());
    }

    /// What leaves the shop or is not paid to it: all but what is kept.
    public long back() {
        return total - kept;
    }

    /// Both together, `later` being the one that came after: an attempt gives back in several
    /// steps.
    public MoneyBack plus(MoneyBack later) {
        return new MoneyBack(
                currency,
                total + later.total,
                notCharged + later.notCharged,
                refunded + later.refunded,
                credited + later.credited,
                notDue + later.notDue,
                kept + later.kept,
                already + later.already,
                later.remaining,
                merged(lines, later.lines, LineShare::line, LineShare::plus),
                merged(tenders, later.tenders, t -> List.of(t.payment(), t.action()), TenderShare::plus),
                merged(withheld, later.withheld, Withheld::isOf, Withheld::plus));
    }

    private static <T, K> List<T> merged(List<T> one, List<T> two, Function<T, K> key, BinaryOperator<T> plus) {
        var all = new LinkedHashMap<K, T>();
        one.forEach(item -> all.merge(key.apply(item), item, plus));
        two.forEach(item -> all.merge(key.apply(item), item, plus));
        return List.copyOf(all.values());
    }
}
