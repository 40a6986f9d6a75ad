package dev.countermand.payments;

import dev.countermand.payments.MoneyBack.LineShare;
import dev.countermand.payments.MoneyBack.TenderShare;
import dev.countermand.payments.MoneyBack.Withheld;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What giving units back means in money, and which payments promise how much. Pure.
///
/// What the terms withhold is taken off. Of the rest, money that was never paid goes first; what was
/// paid goes back to the payments in the order of [TenderRules].
final class GiveBackRules {

    /// So much of this payment, as this.
    record Promise(Payment payment, EffectKind kind, long amount) {}

    /// The decision, and everything that changes by it.
    record GiveBack(MoneyBack money, List<Promise> promises, Bill bill, List<Share> changed) {}

    private GiveBackRules() {}

    /// Fails with `IllegalArgumentException` for unknown lines and for more units than are left:
    /// callers have seen them.
    static GiveBack decide(
            Bill bill, List<Share> shares, List<Payment> payments, Map<String, Integer> units, RefundTerms terms) {
        var chosen = chosen(shares, units);
        boolean last = shares.stream().mapToInt(Share::left).sum() == sum(units.values());
        var lines = lines(bill, chosen, units, terms, last);
        long total = lines.stream().mapToLong(LineShare::total).sum();
        var withheld = new ArrayList<>(WithheldRules.kept(bill, lines, last, terms));
        long wouldGoBack = total - sum(withheld, Withheld::amount);
        long notDue = Math.min(wouldGoBack, bill.stillDue());
        // What the shop sent back by itself is missing here.
        long possible = Math.min(wouldGoBack - notDue, TenderRules.available(payments));
        var leaving = new WithheldRules.Leaving(shares, lines, wouldGoBack, wouldGoBack - notDue, possible);
        var fees = WithheldRules.fees(bill, leaving, terms);
        withheld.addAll(fees.told());
        long kept = sum(withheld, Withheld::amount);
        var promises = TenderRules.promises(payments, possible - fees.amount(), terms);
        var money = new MoneyBack(
                bill.currency(),
                total,
                sum(promises, EffectKind.VOID),
                sum(promises, EffectKind.REFUND),
                sum(promises, EffectKind.CREDIT),
                notDue,
                kept,
                total - kept - notDue - sum(promises, Promise::amount),
                bill.remaining() - (total - kept),
                lines,
                promises.stream().map(GiveBackRules::tender).toList(),
                withheld);
        var changed = chosen.stream()
                .map(s -> s.givingBack(units.getOrDefault(s.line(), 0)))
                .toList();
        return new GiveBack(money, promises, bill.givingBack(money).withholding(fees), changed);
    }

    /// What comes back without any unit's arithmetic.
    static MoneyBack told(
            String currency, long total, long notDue, long already, long remaining, List<Promise> promises) {
        return new MoneyBack(
                currency,
                total,
                sum(promises, EffectKind.VOID),
                sum(promises, EffectKind.REFUND),
                sum(promises, EffectKind.CREDIT),
                notDue,
                0,
                already,
                remaining,
                List.of(),
                promises.stream().map(GiveBackRules::tender).toList(),
                List.of());
    }

    private static List<Share> chosen(List<Share> shares, Map<String, Integer> units) {
        var chosen = shares.stream().filter(s -> units.containsKey(s.line())).toList();
        boolean tooMany = chosen.stream().anyMatch(s -> units.getOrDefault(s.line(), 0) > s.left());
        boolean tooFew = units.values().stream().anyMatch(q -> q <= 0);
        if (chosen.size() != units.size() || tooMany || tooFew) {
            throw new IllegalArgumentException("units " + units + " of what is left of " + shares);
        }
        return chosen;
    }

    private static List<LineShare> lines(
            Bill bill, List<Share> chosen, Map<String, Integer> units, RefundTerms terms, boolean last) {
        var lines = new ArrayList<LineShare>();
        for (var share : chosen) {
            var line = share.next(units.getOrDefault(share.line(), 0), bill.taxIncluded());
            boolean shippingStays = terms.shippingWaits() && !last;
            boolean feesStay = terms.feesWait() && !last;
            lines.add(with(
                    bill,
                    line,
                    shippingStays ? 0 : line.shipping(),
                    shippingStays ? 0 : line.shippingTax(),
                    feesStay ? 0 : line.fees()));
        }
        if (last && !lines.isEmpty()) {
            // What earlier units left behind goes with the last ones, so that nothing of it is forgotten.
            var first = lines.getFirst();
            long shipping = bill.shipping() - bill.shippingSettled() - sum(lines, LineShare::shipping);
            long shippingTax = bill.shippingTax() - bill.shippingTaxSettled() - sum(lines, LineShare::shippingTax);
            long fees = bill.fees() - bill.feesSettled() - sum(lines, LineShare::fees);
            lines.set(
                    0,
                    with(
                            bill,
                            first,
                            first.shipping() + shipping,
                            first.shippingTax() + shippingTax,
                            first.fees() + fees));
        }
        return lines;
    }

    /// The same line with other shares of what belongs to the whole order.
    private static LineShare with(Bill bill, LineShare line, long shipping, long shippingTax, long fees) {
        long more = shipping - line.shipping() + fees - line.fees();
        long moreTax = bill.taxIncluded() ? 0 : shippingTax - line.shippingTax();
        return new LineShare(
                line.line(),
                line.quantity(),
                line.goods(),
                line.orderDiscount(),
                line.tax(),
                shipping,
                shippingTax,
                fees,
                line.total() + more + moreTax);
    }

    private static <T> long sum(List<T> all, ToLongFunction<T> amount) {
        return all.stream().mapToLong(amount).sum();
    }

    private static int sum(Collection<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    private static long sum(List<Promise> promises, EffectKind kind) {
        return promises.stream()
                .filter(p -> p.kind() == kind)
                .mapToLong(Promise::amount)
                .sum();
    }

    private static @Nullable String needs(Payment payment) {
        return payment.disputed() > 0
                ? TenderShare.DISPUTE
                : TenderKind.of(payment.tender()).way().needs();
    }

    private static TenderShare tender(Promise promise) {
        var tender = promise.payment().tender();
        var action = switch (promise.kind()) {
            case VOID -> "not_charged";
            case REFUND -> "refund";
            case CREDIT -> "store_credit";
        };
        var needs = promise.kind() == EffectKind.REFUND ? needs(promise.payment()) : null;
        return new TenderShare(promise.payment().callerId(), tender, action, promise.amount(), needs);
    }
}
