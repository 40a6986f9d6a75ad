package dev.countermand.policies.check;

import dev.countermand.orders.Order;
import dev.countermand.policies.Facts;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Facts of an example while they are put together.
final class Draft {

    Order.Kind kind = Order.Kind.PHYSICAL;
    String category = "";
    String sku = "ITEM-1";
    String country = "DE";
    String channel = "";
    String group = "";
    List<String> promotions = List.of();
    Sum sum = new Sum("EUR", 5000);
    LocalDate placed = LocalDate.EPOCH;
    long price = -1;
    int quantity = 1;
    boolean changed;
    final Map<String, Object> order = new HashMap<>();
    final Map<String, Object> line = new HashMap<>();

    /// What an order cost.
    record Sum(String currency, long minor) {}

    /// Placed at noon of its day.
    Facts facts(ZoneId zone) {
        return new Facts(
                country,
                channel,
                group,
                promotions,
                sum.minor(),
                sum.currency(),
                placed.atTime(LocalTime.NOON).atZone(zone).toInstant(),
                kind,
                sku,
                category,
                price < 0 ? sum.minor() / quantity : price,
                quantity,
                Map.copyOf(order),
                Map.copyOf(line),
                changed);
    }
}
