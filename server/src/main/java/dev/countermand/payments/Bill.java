package dev.countermand.payments;

/// An order as a sum of money, in minor units, and how much of it has been given back.
///
/// @param due what was not paid by any tender at intake (cash on delivery, invoice)
/// @param notDue of it, what need not be paid any more
/// @param shipping the price of shipping as it is part of `total`: less what an order discount
///     took from it
/// @param shippingSettled of it, what was given back or kept with units
/// @param back everything given back so far, however it went
/// @param kept everything withheld by terms so far
/// @param already of `back`, what the shop had given back before by other ways
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
        long back,
        long kept,
        long already) {

    /// What the order costs as it stands.
    long remaining() {
        return total - back;
    }

    /// The order's sum after this was given back.
    Bill givingBack(MoneyBack of) {
        long shippingOf =
                of.lines().stream().mapToLong(MoneyBack.LineShare::shipping).sum();
        long shippingTaxOf =
                of.lines().stream().mapToLong(MoneyBack.LineShare::shippingTax).sum();
        return new Bill(
                currency,
                taxIncluded,
                total,
                due,
                notDue + of.notDue(),
                shipping,
                shippingTax,
                shippingSettled + shippingOf,
                shippingTaxSettled + shippingTaxOf,
                back + of.total() - of.kept(),
                kept + of.kept(),
                already + of.already());
    }

    /// The same with so much more known to have gone back by other ways than planned.
    Bill already(long more) {
        return new Bill(
                currency,
                taxIncluded,
                total,
                due,
                notDue,
                shipping,
                shippingTax,
                shippingSettled,
                shippingTaxSettled,
                back,
                kept,
                already + more);
    }

    /// The same after a snapshot said how much is still to be paid; what comes in too much is due
    /// no more and goes back.
    Bill due(long newDue) {
        return new Bill(
                currency,
                taxIncluded,
                total,
                newDue,
                Math.min(notDue, newDue),
                shipping,
                shippingTax,
                shippingSettled,
                shippingTaxSettled,
                back,
                kept,
                already);
    }

    /// What may still come in outside the listed payments.
    long stillDue() {
        return due - notDue;
    }
}
