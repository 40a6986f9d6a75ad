package dev.countermand.payments;

import dev.countermand.payments.MoneyBack.LineShare;
import dev.countermand.payments.MoneyBack.TenderShare;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What giving units back means in money, and which payments promise how much. Pure.
///
/// Money that was never paid goes first, then what is only held, then what was taken: the last
/// tender of the snapshot first, as that one paid the rest of the order.
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
        long kept = terms.keepsShipping() ? shipping(bill, lines) : 0;
        long notDue = Math.min(total - kept, bill.stillDue());
        var promises = promises(payments, total - kept - notDue);
        long notCharged = sum(promises, EffectKind.VOID);
        long refunded = sum(promises, EffectKind.REFUND);
        var money = new MoneyBack(
                bill.currency(),
                total,
                notCharged,
                refunded,
                notDue,
                kept,
                total - kept - notDue - notCharged - refunded,
                bill.remaining() - (total - kept),
                lines,
                promises.stream().map(GiveBackRules::tender).toList());
        var changed = chosen.stream()
                .map(s -> s.givingBack(units.getOrDefault(s.line(), 0)))
                .toList();
        return new GiveBack(money, promises, bill.givingBack(money), changed);
    }

    /// Promises so much of what the payments still have, as far as it goes.
    static List<Promise> promises(List<Payment> payments, long amount) {
        var lastFirst = payments.stream()
                .sorted(Comparator.comparingInt(Payment::position).reversed())
                .toList();
        var promises = new ArrayList<Promise>();
        var voided = new HashMap<Payment, Payment>();
        long rest = amount;
        for (var payment : lastFirst) {
            long part = Math.min(rest, payment.voidable());
            if (part > 0) {
                promises.add(new Promise(payment, EffectKind.VOID, part));
                rest -= part;
            }
            voided.put(payment, payment.after(Change.promised(EffectKind.VOID, part)));
        }
        for (var payment : lastFirst) {
            long part = Math.min(rest, voided.getOrDefault(payment, payment).freeToRefund());
            if (part > 0) {
                promises.add(new Promise(payment, EffectKind.REFUND, part));
                rest -= part;
            }
        }
        return promises;
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
            boolean shippingStays = terms.waitsForLastUnit() && !last;
            lines.add(shippingStays ? withShipping(bill, line, 0, 0) : line);
        }
        if (last && !lines.isEmpty()) {
            // What earlier units left behind goes with the last ones, so that nothing of it is forgotten.
            var first = lines.getFirst();
            long shipping = bill.shipping() - bill.shippingSettled() - sumShipping(lines);
            long shippingTax = bill.shippingTax() - bill.shippingTaxSettled() - sumShippingTax(lines);
            lines.set(0, withShipping(bill, first, first.shipping() + shipping, first.shippingTax() + shippingTax));
        }
        return lines;
    }

    private static LineShare withShipping(Bill bill, LineShare line, long shipping, long shippingTax) {
        long more = shipping - line.shipping() + (bill.taxIncluded() ? 0 : shippingTax - line.shippingTax());
        return new LineShare(
                line.line(),
                line.quantity(),
                line.goods(),
                line.orderDiscount(),
                line.tax(),
                shipping,
                shippingTax,
                line.total() + more);
    }

    private static long sumShipping(List<LineShare> lines) {
        return lines.stream().mapToLong(LineShare::shipping).sum();
    }

    private static long sumShippingTax(List<LineShare> lines) {
        return lines.stream().mapToLong(LineShare::shippingTax).sum();
    }

    private static long shipping(Bill bill, List<LineShare> lines) {
        return sumShipping(lines) + (bill.taxIncluded() ? 0 : sumShippingTax(lines));
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

    private static TenderShare tender(Promise promise) {
        String action = switch (promise.kind()) {
            case VOID -> "not_charged";
            case REFUND -> "refund";
        };
        return new TenderShare(promise.payment().callerId(), promise.payment().tender(), action, promise.amount());
    }
}
