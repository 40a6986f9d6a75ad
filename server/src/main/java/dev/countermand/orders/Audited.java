package dev.countermand.orders;

import dev.countermand.cases.spi.Stretch;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What the goods journal says, for those who compare their own books with it. Reads inside the caller's
/// transaction.
@Component
public class Audited {

    /// Units of a line that were ordered.
    record Ordered(UUID order, String line, int quantity) {}

    /// Units of a line that were taken back before they shipped, by what caused it.
    public record TakenBack(UUID order, String line, Goods.Cause cause, int quantity) {}

    private final GoodsAuditStore store;

    Audited(GoodsAuditStore store) {
        this.store = store;
    }

    /// All units ever taken back in a stretch, line by line and cause by cause; those that left in a
    /// parcel all the same included.
    public List<TakenBack> takenBack(Stretch stretch) {
        return store.takenBack(stretch);
    }
}
