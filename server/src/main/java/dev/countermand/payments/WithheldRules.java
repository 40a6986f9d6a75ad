package dev.countermand.payments;

import dev.countermand.payments.MoneyBack.LineShare;
import dev.countermand.payments.MoneyBack.Withheld;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the terms withhold of money that would go back, with the arithmetic. Pure.
final class WithheldRules {

    private WithheldRules() {}

    /// What is kept of shipping and fees.
    ///
    /// @param lines what goes back, or is kept, with the units
    /// @param last whether no unit is left after these
    static List<Withheld> kept(Bill bill, List<LineShare> lines, boolean last, RefundTerms terms) {
        var kept = new ArrayList<Withheld>();
        long shipping = shipping(bill, lines);
        switch (terms.shipping()) {
            case RefundTerms.NEVER -> add(kept, Withheld.SHIPPING, shipping, shipping);
            case RefundTerms.CHEAPEST_STANDARD -> {
                long surcharge = bill.surcharge() + (bill.taxIncluded() ? 0 : bill.surchargeTax());
                add(kept, Withheld.SHIPPING_SURCHARGE, last ? Math.min(surcharge, shipping) : 0, shipping);
            }
            default -> {}
        }
        if (terms.fees().equals(RefundTerms.NEVER)) {
            long fees = lines.stream().mapToLong(LineShare::fees).sum();
            add(kept, Withheld.FEES, fees, fees);
        }
        return kept;
    }

    /// What is withheld for canceling by a step, and how an order's fees stand after it.
    ///
    /// @param told one for each fee that concerns the step
    /// @param base what all fees were counted from so far
    /// @param parts as the bill keeps them
    record Fees(List<Withheld> told, long base, Map<String, FeePart> parts) {

        long amount() {
            return told.stream().mapToLong(Withheld::amount).sum();
        }
    }

    /// A step: what goes back.
    ///
    /// @param shares of all lines, as they were before
    /// @param lines what goes back, or is kept, with the units
    /// @param wouldGoBack all of it, less what is kept of shipping and fees
    /// @param liable of it, what would go back to payments: it is not money that was never paid
    /// @param possible of that, what the payments can still give
    record Leaving(List<Share> shares, List<LineShare> lines, long wouldGoBack, long liable, long possible) {}

    /// The fees for canceling, of money that would go back to payments. They are counted from all of the order so
    /// far, so that it does not matter in how many steps or in which order units are canceled; what was withheld
    /// before is taken off.
    static Fees fees(Bill bill, Leaving leaving, RefundTerms terms) {
        if (terms.hasFee() && !(terms.own().isEmpty() && bill.feeParts().isEmpty())) {
            return several(bill, leaving, terms);
        }
        var fee = terms.fee();
        if (fee == null || leaving.liable() == 0) {
            return new Fees(List.of(), bill.feeBase(), bill.feeParts());
        }
        long base = bill.feeBase() + leaving.liable();
        var told = told(bill, fee, base, bill.fee(), leaving.possible());
        return new Fees(List.of(told), base, bill.feeParts());
    }

    /// Where goods bear different fees, each fee is counted from its own goods. Shipping and fees that go back with
    /// the last unit belong to all lines by their shares. Of money that was never paid all goods have their part
    /// alike.
    private static Fees several(Bill bill, Leaving leaving, RefundTerms terms) {
        var now = new LinkedHashMap<String, Long>();
        var rules = new LinkedHashMap<String, RefundTerms.Fee>();
        FeeShares.of(bill, leaving, terms).forEach((line, money) -> {
            var fee = terms.feeOf(line);
            rules.put(fee.key(bill.currency()), fee);
            now.merge(fee.key(bill.currency()), money, Long::sum);
        });
        var parts = before(bill, terms);
        now.forEach(
                (key, money) -> parts.merge(key, FeePart.NOTHING.plusBase(money), (old, more) -> old.plusBase(money)));
        terms.own().keySet().forEach(line -> put(rules, terms.feeOf(line), bill));
        put(rules, terms.fee() == null ? RefundTerms.Fee.NONE : terms.fee(), bill);
        long all = parts.values().stream().mapToLong(FeePart::base).sum();
        long base = bill.feeBase() + leaving.liable();
        long left = leaving.possible();
        var told = new ArrayList<Withheld>();
        for (var key : List.copyOf(parts.keySet())) {
            var part = parts.getOrDefault(key, FeePart.NOTHING);
            var fee = rules.get(key);
            if (fee != null && !key.equals(RefundTerms.Fee.NONE.key(bill.currency()))) {
                var each = told(bill, fee, all == 0 ? 0 : part(part.base(), base, all), part.withheld(), left);
                left -= each.amount();
                parts.put(key, part.plusWithheld(each.amount()));
                if (each.amount() > 0 || now.containsKey(key)) {
                    told.add(each);
                }
            }
        }
        return new Fees(told, base, parts);
    }

    /// Before goods with a fee of their own came to an order, one fee was for all.
    private static Map<String, FeePart> before(Bill bill, RefundTerms terms) {
        var parts = new TreeMap<>(bill.feeParts());
        var fee = terms.fee();
        if (parts.isEmpty() && bill.feeBase() > 0) {
            var key = (fee == null ? RefundTerms.Fee.NONE : fee).key(bill.currency());
            parts.put(key, new FeePart(bill.feeBase(), bill.fee()));
        }
        return parts;
    }

    private static void put(Map<String, RefundTerms.Fee> rules, RefundTerms.Fee fee, Bill bill) {
        rules.put(fee.key(bill.currency()), fee);
    }

    private static Withheld told(Bill bill, RefundTerms.Fee fee, long base, long before, long possible) {
        long amount = Math.clamp(fee.of(base, bill.currency()) - before, 0, possible);
        return new Withheld(
                Withheld.CANCELLATION_FEE, amount, base, fee.basisPoints(), fee.fixed(bill.currency()), before);
    }

    private static long part(long amount, long of, long whole) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(of))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    private static void add(List<Withheld> kept, String what, long amount, long of) {
        if (amount > 0) {
            kept.add(Withheld.of(what, amount, of));
        }
    }

    private static long shipping(Bill bill, List<LineShare> lines) {
        return lines.stream()
                .mapToLong(l -> l.shipping() + (bill.taxIncluded() ? 0 : l.shippingTax()))
                .sum();
    }
}
