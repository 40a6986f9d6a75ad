package dev.countermand.policies;

import dev.countermand.orders.Order;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What conditions of terms may look at: a line of an order and the order around it. Amounts are minor units of
/// the order's currency. What a shop does not tell is empty text.
///
/// @param country where it is delivered, else where the bill goes: ISO 3166-1 alpha-2
/// @param channel through which the order came: `channel` of the order's metadata
/// @param group the customer's group: `customerGroup` of the order's metadata
/// @param promotions the order's promotions: `promotions` of its metadata
/// @param amount what the whole order cost
/// @param placed when it was placed, else taken
/// @param category the line's category: `category` of its attributes, else of its metadata
/// @param price of one unit before discount
/// @param changed whether a change has put other units in the place of some that were ordered
public record Facts(
        String country,
        String channel,
        String group,
        List<String> promotions,
        long amount,
        String currency,
        Instant placed,
        Order.Kind kind,
        String sku,
        String category,
        long price,
        int quantity,
        Map<String, Object> order,
        Map<String, Object> line,
        boolean changed) {

    /// The same for goods of another kind.
    public Facts ofKind(Order.Kind other) {
        return new Facts(
                country,
                channel,
                group,
                promotions,
                amount,
                currency,
                placed,
                other,
                sku,
                category,
                price,
                quantity,
                order,
                line,
                changed);
    }

    /// The facts of an order that was never changed.
    public Facts(
            String country,
            String channel,
            String group,
            List<String> promotions,
            long amount,
            String currency,
            Instant placed,
            Order.Kind kind,
            String sku,
            String category,
            long price,
            int quantity,
            Map<String, Object> order,
            Map<String, Object> line) {
        this(
                country,
                channel,
                group,
                promotions,
                amount,
                currency,
                placed,
                kind,
                sku,
                category,
                price,
                quantity,
                order,
                line,
                false);
    }

    /// Of what [#told] tells, the amounts of money.
    static final Set<String> AMOUNTS = Set.of("amount", "price");

    /// The facts as plain data, without what the shop left empty and without metadata.
    public Map<String, Object> told() {
        var told = new LinkedHashMap<String, Object>();
        told.put("placed", placed.toString());
        told.put("kind", kind.word());
        told.put("sku", sku);
        told.put("country", country);
        told.put("category", category);
        told.put("channel", channel);
        told.put("customerGroup", group);
        told.put("promotions", promotions);
        told.put("amount", amount);
        told.put("price", price);
        told.put("currency", currency);
        told.put("quantity", quantity);
        told.values().removeIf(value -> value.equals("") || value.equals(List.of()));
        return told;
    }

    /// The facts of a line of this order.
    public static Facts of(Order order, Order.Line line) {
        var address = order.shippingAddress() == null ? order.billingAddress() : order.shippingAddress();
        long paid = order.payments().stream().mapToLong(Order.Tender::amount).sum();
        return new Facts(
                Objects.requireNonNullElse(address.country(), ""),
                text(order.metadata(), "channel"),
                text(order.metadata(), "customerGroup"),
                texts(order.metadata().get("promotions")),
                paid + order.amountDue(),
                order.currency(),
                order.boundAt(),
                line.kind(),
                line.sku(),
                line.attributes().containsKey("category")
                        ? text(line.attributes(), "category")
                        : text(line.metadata(), "category"),
                line.unitPrice(),
                line.quantity(),
                order.metadata(),
                line.metadata(),
                order.isChanged());
    }

    private static String text(Map<String, Object> of, String member) {
        return of.get(member) instanceof String text ? text : "";
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case String one -> List.of(one);
            case List<?> many ->
                many.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }
}
