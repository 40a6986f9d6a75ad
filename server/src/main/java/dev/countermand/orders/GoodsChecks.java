package dev.countermand.orders;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/// P12: no unit is lost or doubled. P1: no parcel was granted what was canceled. P13: an order is what
/// the log says was taken.
@Component
class GoodsChecks implements PromiseCheck {

    private static final String TAKEN = "order.taken";

    /// A change tells which lines it added.
    private static final String CHANGES = "change.";

    private final GoodsAuditStore store;
    private final CaseAudit audit;

    GoodsChecks(GoodsAuditStore store, CaseAudit audit) {
        this.store = store;
        this.audit = audit;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        store.queries(stretch, found);
        var taken = audit.entries(stretch, TAKEN::equals);
        var orders = store.orders(stretch);
        orders.stream()
                .filter(order -> !taken.containsKey(order))
                .forEach(order -> found.accept(new Finding(
                        "P13",
                        "order_without_record",
                        order,
                        "an order",
                        "an entry order.taken in its log",
                        "The order was written, or its log removed, past the program: compare with a backup.")));
        var gone = new HashSet<>(taken.keySet());
        gone.removeAll(orders);
        gone.forEach(order -> found.accept(new Finding(
                "P13",
                "record_without_order",
                order,
                "an entry order.taken",
                "the order it speaks of",
                "The order was removed past the program: restore it from a backup.")));
        quantities(stretch, taken, audit.entries(stretch, kind -> kind.startsWith(CHANGES)), found);
    }

    private void quantities(
            Stretch stretch, Map<UUID, List<Entry>> taken, Map<UUID, List<Entry>> changes, Consumer<Finding> found) {
        var told = new HashMap<List<Object>, Integer>();
        taken.forEach((order, entries) -> entries.getFirst()
                .body()
                .path("items")
                .forEach(item -> told.put(
                        List.of(order, item.path("line").asString("")),
                        item.path("quantity").asInt(0))));
        changes.forEach((order, entries) -> entries.forEach(entry -> entry.body()
                .path("added")
                .forEach(item -> told.put(
                        List.of(order, item.path("line").asString("")),
                        item.path("quantity").asInt(0)))));
        for (var line : store.ordered(stretch)) {
            var quantity = told.remove(List.<Object>of(line.order(), line.line()));
            if (taken.containsKey(line.order()) && !Objects.equals(quantity, line.quantity())) {
                found.accept(new Finding(
                        "P13",
                        "order_as_taken",
                        line.order(),
                        "line " + line.line() + ": " + line.quantity() + " units ordered",
                        (quantity == null ? "no such line" : quantity + " units")
                                + " in the log, by entry 1 and its changes",
                        "The order was changed past the program: the signed log says what was ordered."));
            }
        }
        told.forEach((line, quantity) -> found.accept(new Finding(
                "P13",
                "line_missing",
                (UUID) line.getFirst(),
                "no line " + line.get(1),
                quantity + " units of it in the log",
                "The line was removed past the program: restore it from a backup.")));
    }
}
