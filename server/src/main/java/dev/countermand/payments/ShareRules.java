package dev.countermand.payments;

import dev.countermand.orders.Order;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/// Freezes what every line costs with its shares of the order's discount, tax, shipping and fees. Pure.
///
/// The order's discount falls on the goods by their value; what they cannot bear falls on
/// shipping, then on fees, then on taxes that are added on top. A line discount above the line's own
/// value is borne like an order discount. So no share is ever below zero, and the shares add up to
/// what the order costs.
final class ShareRules {

    /// The order's sum and the lines' shares of it.
    record Frozen(Bill bill, List<Share> shares) {}

    private ShareRules() {}

    /// Fails with `IllegalArgumentException` when payments and amount due are not what the lines
    /// add up to: the snapshot's sum rule has been checked before.
    static Frozen freeze(Order order) {
        var lines = order.lines();
        long[] value = lines.stream().mapToLong(ShareRules::value).toArray();
        long[] goods = each(value, v -> Math.max(0, v));
        long discount = Math.addExact(order.discount(), sum(each(value, v -> Math.max(0, -v))));
        long onGoods = Math.min(discount, sum(goods));
        long onShipping = Math.min(discount - onGoods, order.shipping());
        long onFees = Math.min(discount - onGoods - onShipping, order.fees());
        long onTaxes = discount - onGoods - onShipping - onFees;

        long[] quantities = lines.stream().mapToLong(Order.Line::quantity).toArray();
        long[] weights = sum(goods) > 0 ? goods : quantities;
        long[] discounts = split(onGoods, goods);
        long[] shipping = split(order.shipping() - onShipping, weights);
        long[] fees = split(order.fees() - onFees, weights);
        long[] taxes = lines.stream().mapToLong(Order.Line::tax).toArray();
        long[] tax = split(Math.max(0, sum(taxes) - onTaxes), taxes);
        long onShippingTax = Math.max(0, onTaxes - sum(taxes));
        long[] shippingTax = split(Math.max(0, order.shippingTax() - onShippingTax), weights);

        var shares = new ArrayList<Share>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            shares.add(new Share(
                    line.line(),
                    i,
                    line.quantity(),
                    goods[i],
                    discounts[i],
                    tax[i],
                    shipping[i],
                    shippingTax[i],
                    fees[i],
                    0));
        }
        return new Frozen(bill(order, shares), shares);
    }

    private static Bill bill(Order order, List<Share> shares) {
        long total =
                shares.stream().mapToLong(s -> s.whole(order.taxIncluded())).reduce(0, Math::addExact);
        long paid = order.payments().stream().mapToLong(Order.Tender::amount).sum() + order.amountDue();
        if (total != paid) {
            throw new IllegalArgumentException("shares add up to " + total + ", payments to " + paid);
        }
        long shipping = shares.stream().mapToLong(Share::shipping).sum();
        long shippingTax = shares.stream().mapToLong(Share::shippingTax).sum();
        long surcharge = surcharge(order, shipping);
        return new Bill(
                order.currency(),
                order.taxIncluded(),
                total,
                order.amountDue(),
                0,
                shipping,
                shippingTax,
                0,
                0,
                surcharge,
                surcharge == 0 ? 0 : part(shippingTax, surcharge, shipping),
                shares.stream().mapToLong(Share::fees).sum(),
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                0);
    }

    /// What was paid above the cheapest standard shipping, after what a discount took from the price;
    /// nothing where the shop does not say what standard would have cost.
    private static long surcharge(Order order, long shipping) {
        var standard = order.shippingStandard();
        return standard == null ? 0 : Math.max(0, shipping - standard);
    }

    /// Rounded down: what does not divide goes back.
    private static long part(long amount, long of, long whole) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(of))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    private static long value(Order.Line line) {
        return Math.subtractExact(Math.multiplyExact(line.unitPrice(), line.quantity()), line.discount());
    }

    /// Splits an amount by weights: everybody the whole part, and the units left over to the
    /// largest remainders, the first of equals first. The parts add up to the amount; nobody gets
    /// more than his weight when the amount is at most the sum of weights.
    static long[] split(long amount, long[] weights) {
        var parts = new long[weights.length];
        var whole = BigInteger.valueOf(sum(weights));
        if (amount == 0 || whole.signum() == 0) {
            return parts;
        }
        var remainders = new BigInteger[weights.length];
        long given = 0;
        for (int i = 0; i < weights.length; i++) {
            var division = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(weights[i]))
                    .divideAndRemainder(whole);
            parts[i] = division[0].longValueExact();
            remainders[i] = division[1];
            given += parts[i];
        }
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(amount - given)
                .forEach(i -> parts[i]++);
        return parts;
    }

    private static long[] each(long[] values, LongUnaryOperator change) {
        return Arrays.stream(values).map(change).toArray();
    }

    private static long sum(long[] values) {
        return Arrays.stream(values).reduce(0, Math::addExact);
    }
}
