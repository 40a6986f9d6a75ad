package dev.countermand.payments;

import dev.countermand.payments.MoneyBack.LineShare;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// An order as a sum of money, in minor units, and how much of it has been given back.
///
/// @param due what was not paid by any tender at intake (cash on delivery, invoice)
/// @param notDue of it, what need not be paid any more
/// @param shipping the price of shipping as it is part of `total`: less what an order discount
///     took from it
/// @param shippingSettled of it, what was given back or kept with units
/// @param surcharge of the shipping, what was paid above the cheapest standard price; `surchargeTax`
///     of its tax
/// @param fees the order's fees as they are part of `total`
/// @param feesSettled of them, what was given back or kept with units
/// @param back everything given back so far, however it went
/// @param kept everything withheld by terms so far
/// @param already of `back`, what the shop had given back before by other ways
/// @param feeBase what a fee for canceling was counted from so far
/// @param fee of `kept`, what was withheld for canceling
/// @param feeParts where some goods bear another fee than others: key of the fee → what it came to so far; empty while
///     one fee is for all
/// @param carried of `back`, what went to nobody, as the units that a change put in the place of others are
///     paid with it: these count as further units of the order
record Bill(
        String currency,
        boolean taxIncluded,
        long total,
        long due,
        long notDue,
        long shipping,
        long shippingTax,
        long shippingSettled,
        long shippingTaxSettled,
        long surcharge,
        long surchargeTax,
        long fees,
        long feesSettled,
        long back,
        long kept,
        long already,
        long feeBase,
        long fee,
        Map<String, FeePart> feeParts,
        long carried) {

    Bill {
        feeParts = Map.copyOf(feeParts);
    }

    /// As it was before anything was given back.
    Bill asTaken() {
        return new Bill(
                currency,
                taxIncluded,
                total,
                due,
                0,
                shipping,
                shippingTax,
                0,
                0,
                surcharge,
                surchargeTax,
                fees,
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                0);
    }

    /// What the order costs as it stands.
    long remaining() {
        return total - back;
    }

    /// The order's sum after this was given back.
    Bill givingBack(MoneyBack of) {
        return new Bill(
                currency,
                taxIncluded,
                total,
                due,
                notDue + of.notDue(),
                shipping,
                shippingTax,
                shippingSettled + sum(of.lines(), LineShare::shipping),
                shippingTaxSettled + sum(of.lines(), LineShare::shippingTax),
                surcharge,
                surchargeTax,
                fees,
                feesSettled + sum(of.lines(), LineShare::fees),
                back + of.back(),
                kept + of.kept(),
                already + of.already(),
                feeBase,
                fee,
                feeParts,
                carried);
    }

    /// The same after fees for canceling were withheld of what was given back.
    Bill withholding(WithheldRules.Fees fees) {
        return with(due, notDue, already, fees.base(), fee + fees.amount(), fees.parts());
    }

    private static long sum(List<LineShare> lines, ToLongFunction<LineShare> amount) {
        return lines.stream().mapToLong(amount).sum();
    }

    /// The same with so much more known to have gone back by other ways than planned.
    Bill already(long more) {
        return with(due, notDue, already + more, feeBase, fee, feeParts);
    }

    /// The same after a snapshot said how much is still to be paid; what comes in too much is due
    /// no more and goes back.
    Bill due(long newDue) {
        return with(newDue, Math.min(notDue, newDue), already, feeBase, fee, feeParts);
    }

    private Bill with(
            long newDue, long newNotDue, long newAlready, long newBase, long newFee, Map<String, FeePart> newParts) {
        return new Bill(
                currency,
                taxIncluded,
                total,
                newDue,
                newNotDue,
                shipping,
                shippingTax,
                shippingSettled,
                shippingTaxSettled,
                surcharge,
                surchargeTax,
                fees,
                feesSettled,
                back,
                kept,
                newAlready,
                newBase,
                newFee,
                newParts,
                carried);
    }

    /// What may still come in outside the listed payments.
    long stillDue() {
        return due - notDue;
    }
}
