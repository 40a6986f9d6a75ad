package dev.countermand.cancellations;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.orders.Audited;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/// P1: what a change canceled made place for what it told, once. P7: what it says came, and what is due by it, is what
/// the log told.
@Component
class ChangeChecks implements PromiseCheck {

    private static final String CURE = "The change was altered past the program: compare its row with the order's log.";

    /// A change of an order, by its public id.
    private record Place(UUID order, String change) {}

    private final ChangeAuditStore store;
    private final CaseAudit audit;
    private final Audited goods;

    ChangeChecks(ChangeAuditStore store, CaseAudit audit, Audited goods) {
        this.store = store;
        this.audit = audit;
        this.goods = goods;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        var rows = store.changes(stretch);
        if (rows.isEmpty()) {
            return;
        }
        Map<Place, Integer> told = new HashMap<>();
        Map<Place, Long> more = new HashMap<>();
        audit.entries(stretch, kind -> kind.startsWith("change."), entry -> {
            var body = entry.body();
            var place =
                    new Place(entry.order().id().value(), body.path("change").asString(""));
            for (var item : body.path("added")) {
                told.merge(place, item.path("quantity").asInt(0), Integer::sum);
            }
            if (body.path("more").isNumber()) {
                more.put(place, body.path("more").asLong(0));
            }
        });
        Map<Place, Integer> gone = new HashMap<>();
        goods.takenBack(stretch)
                .forEach(back -> gone.merge(new Place(back.order(), back.cause().id()), back.quantity(), Integer::sum));
        for (var row : rows) {
            var place = new Place(row.order(), row.change());
            compare(row, "units came", row.came(), Objects.requireNonNullElse(told.get(place), 0), found);
            compare(row, "units made place", row.done(), Objects.requireNonNullElse(gone.get(place), 0), found);
            compare(row, "more is due", row.more(), Objects.requireNonNullElse(more.get(place), 0L), found);
        }
    }

    private static void compare(
            ChangeAuditStore.Row row, String what, long stored, long expected, Consumer<Finding> found) {
        if (stored != expected) {
            found.accept(new Finding(
                    what.equals("units made place") ? "P1" : "P7",
                    "change_told",
                    row.order(),
                    row.change() + ": " + stored + " " + what,
                    expected + ", by the journals",
                    CURE));
        }
    }
}
