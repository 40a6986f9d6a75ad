package dev.countermand.payments.journal;

import dev.countermand.cases.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The bookings of one fact while they are written.
final class Bookings {

    private final Entry entry;
    private final String currency;
    private final List<Booking> written = new ArrayList<>();

    Bookings(Entry entry, String currency) {
        this.entry = entry;
        this.currency = currency;
    }

    List<Booking> written() {
        return List.copyOf(written);
    }

    /// Debits one account and credits another.
    ///
    /// @param tender the payment as facts and snapshots name it; a missing node for none
    /// @param body the fact, for what else it says; a missing node for nothing
    void move(String what, Account debit, Account credit, long amount, JsonNode tender, JsonNode body) {
        side(what, debit, amount, tender, body);
        side(what, credit, -amount, tender, body);
    }

    /// One side; nothing for no amount.
    void side(String what, Account account, long amount, JsonNode tender, JsonNode body) {
        if (amount == 0) {
            return;
        }
        var order = entry.order();
        written.add(new Booking(
                order.id() + "/" + entry.seq(),
                entry.cursor(),
                entry.at(),
                order.seller().value(),
                order.number(),
                what,
                account,
                amount,
                currency,
                text(tender, "id"),
                text(tender, "tender"),
                text(tender, "gateway"),
                text(body, "effect"),
                text(body, "reference"),
                text(body, "cause")));
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.path(member).asString(null);
    }
}
