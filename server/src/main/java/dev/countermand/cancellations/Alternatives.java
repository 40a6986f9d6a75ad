package dev.countermand.cancellations;

import dev.countermand.orders.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the shop offers in the place of a line: `alternatives` of the line's metadata, so that a later snapshot may
/// say what is still there. Entries that are not understood are passed over: they offer nothing. Pure.
public final class Alternatives {

    /// So many of a line are looked at.
    public static final int LIST_MAX = 200;

    private static final long AMOUNT_MAX = 1_000_000_000_000_000L;
    private static final int TEXT_MAX = 500;

    private Alternatives() {}

    /// One of them.
    ///
    /// @param unitPrice null when it costs what the line does
    public record Alternative(
            String sku,
            String title,
            Map<String, Object> attributes,
            @Nullable Long unitPrice) {}

    /// What the shop offers in the place of this line; empty when it says nothing.
    public static List<Alternative> of(Order.Line line) {
        var offered = new ArrayList<Alternative>();
        if (line.metadata().get("alternatives") instanceof List<?> listed) {
            listed.stream().limit(LIST_MAX).forEach(each -> read(line, each).ifPresent(offered::add));
            // A line that came by a change has the list of the one before it, which may name itself.
            offered.removeIf(each -> each.sku().equals(line.sku())
                    && (each.attributes().isEmpty() || each.attributes().equals(line.attributes())));
        }
        return offered;
    }

    private static Optional<Alternative> read(Order.Line line, @Nullable Object node) {
        if (!(node instanceof Map<?, ?> map)
                || !(map.get("sku") instanceof String sku)
                || sku.isBlank()
                || sku.length() > TEXT_MAX) {
            return Optional.empty();
        }
        var title = map.get("title") instanceof String text && text.length() <= TEXT_MAX ? text : line.title();
        Long price = null;
        if (map.containsKey("unitPrice")) {
            if (!(map.get("unitPrice") instanceof Number number)
                    || number.longValue() < 0
                    || number.longValue() > AMOUNT_MAX
                    || number.doubleValue() != number.longValue()) {
                return Optional.empty();
            }
            price = number.longValue();
        }
        return Optional.of(new Alternative(sku, title, attributes(map.get("attributes")), price));
    }

    private static Map<String, Object> attributes(@Nullable Object node) {
        var attributes = new java.util.LinkedHashMap<String, Object>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> attributes.put(String.valueOf(name), value));
        }
        return attributes;
    }
}
