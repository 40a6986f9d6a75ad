package dev.countermand.payments;

import dev.countermand.payments.MoneyBack.LineShare;
import dev.countermand.payments.MoneyBack.Withheld;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /// The fee for canceling, of money that would go back to payments; null without such terms. It is
    /// counted from all of the order so far, so that it does not matter in how many steps or in which
    /// order units are canceled; what was withheld before is taken off.
    ///
    /// @param liable what would go back by this step
    /// @param possible of it, what the payments can still give
    static @Nullable Withheld fee(Bill bill, long liable, long possible, RefundTerms terms) {
        var fee = terms.fee();
        if (fee == null || liable == 0) {
            return null;
        }
        long base = bill.feeBase() + liable;
        long due = fee.of(base, bill.currency()) - bill.fee();
        long amount = Math.clamp(due, 0, possible);
        return new Withheld(
                Withheld.CANCELLATION_FEE, amount, base, fee.basisPoints(), fee.fixed(bill.currency()), bill.fee());
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
