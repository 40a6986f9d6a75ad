package dev.countermand.payments;

import dev.countermand.payments.MoneyBack.LineShare;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What it means in money that some units make place for others. Pure.
///
/// The canceled units count as given back with all their shares. Their shares of the order's discount, shipping
/// and fees go to the units that come, which are further units of the order with frozen shares of their own; so
/// whatever is canceled later adds up. What the canceled units cost pays for the new ones first; only the
/// difference comes back, or is due.
final class ExchangeRules {

    /// The decision, and everything that changes by it.
    ///
    /// @param changed the shares of canceled units as they become; `counts` how many units of each
    /// @param added the shares of the new lines
    record Exchange(
            Exchanged exchanged,
            List<GiveBackRules.Promise> promises,
            Bill bill,
            List<Share> changed,
            List<Integer> counts,
            List<Share> added) {}

    private final Bill bill;
    private final Map<String, Share> shares = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final List<LineShare> gone = new ArrayList<>();
    private final List<Share> added = new ArrayList<>();
    private final List<Exchanged.Line> lines = new ArrayList<>();

    private ExchangeRules(Bill bill, List<Share> shares) {
        this.bill = bill;
        shares.forEach(share -> this.shares.put(share.line(), share));
    }

    /// Fails with `IllegalArgumentException` for unknown lines, lines that are there already, and more units
    /// than are left: callers have seen them.
    static Exchange decide(Bill bill, List<Share> shares, List<Payment> payments, List<Swap> swaps, RefundTerms terms) {
        var rules = new ExchangeRules(bill, shares);
        swaps.forEach(rules::swap);
        return rules.settled(payments, terms);
    }

    private void swap(Swap swap) {
        var share = shares.get(swap.line());
        if (share == null
                || swap.units() < 1
                || swap.newUnits() < 1
                || swap.units() > share.left()
                || shares.containsKey(swap.newLine())) {
            throw new IllegalArgumentException(swap + " of what is left of " + share);
        }
        var old = share.next(swap.units(), bill.taxIncluded());
        long goods = swap.goods() == null ? part(old.goods(), swap.newUnits(), swap.units()) : swap.goods();
        var fresh = new Share(
                swap.newLine(),
                shares.values().stream().mapToInt(Share::position).max().orElse(0) + 1,
                swap.newUnits(),
                goods,
                Math.min(old.orderDiscount(), goods),
                tax(swap.tax(), old, goods, swap),
                old.shipping(),
                old.shippingTax(),
                old.fees(),
                0);
        gone.add(old);
        added.add(fresh);
        counts.merge(swap.line(), swap.units(), Integer::sum);
        shares.put(swap.line(), share.givingBack(swap.units()));
        shares.put(swap.newLine(), fresh);
        lines.add(new Exchanged.Line(
                swap.line(),
                swap.units(),
                swap.newLine(),
                swap.newUnits(),
                old.total(),
                fresh.whole(bill.taxIncluded()),
                goods,
                fresh.tax()));
    }

    /// The same goods keep their tax to the cent; others have the rate of those that go.
    private static long tax(@Nullable Long told, LineShare old, long goods, Swap swap) {
        if (told != null) {
            return told;
        }
        return old.goods() == 0 ? part(old.tax(), swap.newUnits(), swap.units()) : part(old.tax(), goods, old.goods());
    }

    private static long part(long amount, long of, long whole) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(of))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    private Exchange settled(List<Payment> payments, RefundTerms terms) {
        long was = lines.stream().mapToLong(Exchanged.Line::was).sum();
        long now = lines.stream().mapToLong(Exchanged.Line::now).reduce(0, Math::addExact);
        long less = Math.max(0, was - now);
        long notDue = Math.min(less, bill.stillDue());
        var promises = TenderRules.promises(payments, Math.min(less - notDue, TenderRules.available(payments)), terms);
        long already = less
                - notDue
                - promises.stream().mapToLong(GiveBackRules.Promise::amount).sum();
        var after = after(was, now, notDue, already);
        var money = GiveBackRules.told(bill.currency(), less, notDue, already, after.remaining(), promises);
        return new Exchange(
                new Exchanged(money, Math.max(0, now - was), lines),
                promises,
                after,
                counts.keySet().stream().map(shares::get).toList(),
                List.copyOf(counts.values()),
                added);
    }

    private Bill after(long was, long now, long notDue, long already) {
        long shipping = sum(LineShare::shipping);
        long shippingTax = sum(LineShare::shippingTax);
        long fees = sum(LineShare::fees);
        return new Bill(
                bill.currency(),
                bill.taxIncluded(),
                Math.addExact(bill.total(), now),
                bill.due() + Math.max(0, now - was),
                bill.notDue() + notDue,
                bill.shipping() + shipping,
                bill.shippingTax() + shippingTax,
                bill.shippingSettled() + shipping,
                bill.shippingTaxSettled() + shippingTax,
                bill.surcharge(),
                bill.surchargeTax(),
                bill.fees() + fees,
                bill.feesSettled() + fees,
                bill.back() + was,
                bill.kept(),
                bill.already() + already,
                bill.feeBase(),
                bill.fee(),
                bill.feeParts(),
                bill.carried() + Math.min(was, now));
    }

    private long sum(ToLongFunction<LineShare> amount) {
        return gone.stream().mapToLong(amount).sum();
    }
}
