package dev.countermand.cases;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who must act next on which order, and until when: the desk's queue.
public class CaseQueue {

    /// Something that waits for somebody.
    ///
    /// @param kind what it is: `attempt` (the warehouse must answer), `approval` (a person must decide), `late_stop`
    /// (the
    ///     requester must say), `shipped_despite_cancel`, `money` (the shop must move and report it), `message_failed`,
    /// …
    /// @param subject the public id of what it is about, such as a cancellation
    /// @param waitsFor `warehouse`, `seller`, `requester` or `operator`
    /// @param summary one sentence, without personal data
    /// @param due until when; null when there is no clock
    public record Item(
            OrderRef order,
            String kind,
            String subject,
            String waitsFor,
            String summary,
            Instant since,
            @Nullable Instant due) {}

    /// A page of the queue, the most urgent first.
    ///
    /// @param next pass as `after`; null on the last page
    public record Page(List<Item> items, @Nullable String next) {}

    /// Puts something into the queue, inside the caller's transaction. The same kind and subject twice is one item; the
    /// later due time and summary stand.
    public void open(Item item) {
        throw new UnsupportedOperationException();
    }

    /// Takes it out again, inside the caller's transaction; unknown is fine.
    public void close(OrderRef order, String kind, String subject) {
        throw new UnsupportedOperationException();
    }

    /// What is open for these sellers, by due time (those without one last).
    ///
    /// @param sellers whose; empty for all
    /// @param kind only this kind, or null
    /// @param after from the previous page, or null
    public Page list(Set<SellerId> sellers, @Nullable String kind, @Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }

    /// What is open for one order.
    public List<Item> of(UUID order) {
        throw new UnsupportedOperationException();
    }
}
