package dev.countermand.payments;

import dev.countermand.payments.MoneyBack.LineShare;

/// A line's share of everything the order costs, frozen at intake. Units are given back by
/// number, lowest first; unit number *i* of *n* gets the *n*-th part of each amount, and the
/// first units one minor unit more where it does not divide. So any sequence of partial
/// give-backs adds up exactly.
///
/// @param orderDiscount of the order's discount; never more than `goods`
/// @param shipping of the price of shipping, after what an order discount took from it
/// @param fees of the order's fees, after what an order discount took from them
/// @param givenBack how many units were given back
record Share(
        String line,
        int position,
        int units,
        long goods,
        long orderDiscount,
        long tax,
        long shipping,
        long shippingTax,
        long fees,
        int givenBack) {

    /// As it was before anything was given back.
    Share asTaken() {
        return givingBack(-givenBack);
    }

    /// Units that were not given back.
    int left() {
        return units - givenBack;
    }

    /// The amounts of the next so many units.
    LineShare next(int count, boolean taxIncluded) {
        long nextGoods = next(goods, count);
        long nextDiscount = next(orderDiscount, count);
        long nextTax = next(tax, count);
        long nextShipping = next(shipping, count);
        long nextShippingTax = next(shippingTax, count);
        long nextFees = next(fees, count);
        long taxes = taxIncluded ? 0 : nextTax + nextShippingTax;
        long total = nextGoods - nextDiscount + nextShipping + nextFees + taxes;
        return new LineShare(
                line, count, nextGoods, nextDiscount, nextTax, nextShipping, nextShippingTax, nextFees, total);
    }

    /// What the line costs with all its shares.
    long whole(boolean taxIncluded) {
        return goods - orderDiscount + shipping + fees + (taxIncluded ? 0 : tax + shippingTax);
    }

    Share givingBack(int count) {
        return new Share(
                line, position, units, goods, orderDiscount, tax, shipping, shippingTax, fees, givenBack + count);
    }

    private long next(long amount, int count) {
        return first(amount, givenBack + count) - first(amount, givenBack);
    }

    private long first(long amount, int count) {
        return amount / units * count + Math.min(count, amount % units);
    }
}
