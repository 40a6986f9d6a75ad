package dev.countermand.payments;

import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.Finding;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// What the log told about changes, beside what bills and shares say.
final class ExchangeTold {

    /// What of an order's bill is paid with canceled units, and what is paid by no tender.
    record Carried(UUID order, long carried, long due) {}

    /// What a line that came by a change costs.
    record Added(UUID order, String line, int units, long whole) {}

    private static final String CURE =
            "The bill was changed past the program: what is given back later would be wrong. Compare with the log.";

    private final Map<UUID, Long> carried = new HashMap<>();
    private final Map<UUID, Long> due = new HashMap<>();
    private final Map<UUID, Map<String, Added>> lines = new HashMap<>();

    void take(Entry entry) {
        var order = entry.order().id().value();
        var body = entry.body();
        switch (entry.kind()) {
            case "order.taken", "order.amended" ->
                due.put(order, body.path("amountDue").asLong(0));
            case "payment.exchanged" -> {
                due.put(order, body.path("due").asLong(0));
                long was = 0;
                long now = 0;
                for (var line : body.path("lines")) {
                    was += line.path("was").asLong(0);
                    now += line.path("now").asLong(0);
                    var name = line.path("newLine").asString("");
                    int units = line.path("newUnits").asInt(0);
                    lines.computeIfAbsent(order, any -> new HashMap<>())
                            .put(
                                    name,
                                    new Added(
                                            order, name, units, line.path("now").asLong(0)));
                }
                carried.merge(order, Math.min(was, now), Long::sum);
            }
            default -> {}
        }
    }

    void compare(Carried stored, Consumer<Finding> found) {
        long told = carried.getOrDefault(stored.order(), 0L);
        boolean changed = lines.containsKey(stored.order());
        if (stored.carried() != told) {
            tell(found, stored.order(), stored.carried() + " paid with canceled units", told + ", as its changes told");
        }
        if (changed && stored.due() != due.getOrDefault(stored.order(), 0L)) {
            tell(found, stored.order(), stored.due() + " due", due.get(stored.order()) + ", as the order's log told");
        }
    }

    void compare(Added stored, Consumer<Finding> found) {
        var told = lines.getOrDefault(stored.order(), Map.of()).get(stored.line());
        if (told != null && !told.equals(stored)) {
            tell(
                    found,
                    stored.order(),
                    "line " + stored.line() + ": " + stored.units() + " units for " + stored.whole(),
                    told.units() + " for " + told.whole() + ", as the change told");
        }
    }

    private static void tell(Consumer<Finding> found, UUID order, String was, String expected) {
        found.accept(new Finding("P7", "exchange_told", order, was, expected, CURE));
    }
}
