package dev.countermand.payments;

import dev.countermand.payments.MoneyBack.LineShare;
import dev.countermand.payments.WithheldRules.Leaving;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/// To which lines the money of a step belongs, so that each line's fee is counted from its own. Pure.
final class FeeShares {

    private FeeShares() {}

    /// Line → money, together all that would go back by the step.
    static Map<String, Long> of(Bill bill, Leaving leaving, RefundTerms terms) {
        var shares = new LinkedHashMap<String, Long>();
        for (var line : leaving.lines()) {
            shares.put(line.line(), own(bill, line, terms));
        }
        long rest = leaving.wouldGoBack()
                - shares.values().stream().mapToLong(Long::longValue).sum();
        long[] weights = leaving.shares().stream()
                .mapToLong(share -> share.shipping() + share.shippingTax() + share.fees())
                .toArray();
        boolean shared = rest > 0 && LongStream.of(weights).sum() > 0;
        if (!shared) {
            if (rest != 0) {
                shares.merge(leaving.lines().getFirst().line(), rest, Long::sum);
            }
            return shares;
        }
        // What waited for the last unit is given back for all that was ordered.
        long[] parts = ShareRules.split(rest, weights);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > 0) {
                shares.merge(leaving.shares().get(i).line(), parts[i], Long::sum);
            }
        }
        return shares;
    }

    /// What comes back for the units of a line alone, whichever others go with them.
    private static long own(Bill bill, LineShare line, RefundTerms terms) {
        boolean shipping = terms.shipping().equals(RefundTerms.ALWAYS);
        boolean fees = terms.fees().equals(RefundTerms.ALWAYS);
        long taxes = bill.taxIncluded() ? 0 : line.tax() + (shipping ? line.shippingTax() : 0);
        return line.goods()
                - line.orderDiscount()
                + taxes
                + (shipping ? line.shipping() : 0)
                + (fees ? line.fees() : 0);
    }
}
