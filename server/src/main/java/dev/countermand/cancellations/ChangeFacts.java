package dev.countermand.cancellations;

import dev.countermand.cancellations.CancellationFact.Item;
import dev.countermand.orders.Order;
import java.util.List;
import java.util.Objects;

/// Words facts from changes. Pure.
final class ChangeFacts {

    private final Order order;
    private final Cancellation c;
    private final Change change;
    private final List<Item> added;

    /// @param before the change as it stood; null when it begins
    ChangeFacts(Order order, @org.jspecify.annotations.Nullable Change before, Cancellation c) {
        this.order = order;
        this.c = c;
        this.change = Objects.requireNonNull(c.change());
        this.added = items(change.since(before));
    }

    /// Somebody asked, and it was decided.
    ChangeFact beginning() {
        return switch (c.status()) {
            case CANCELED -> changed();
            case ATTEMPTING -> attempting();
            case WAITING -> waiting();
            case REFUSED ->
                new ChangeFact.Refused(
                        c.id().toString(),
                        CancellationNews.items(c, Cancellation.Line::requested),
                        items(change.wanted()),
                        readdressed(),
                        change.address(),
                        c.reason().word(),
                        c.note(),
                        Objects.requireNonNull(c.refusal()).word(),
                        c.policyVersion());
            case SUCCESSFUL, UNABLE, PARTLY, WITHDRAWN ->
                throw new IllegalStateException("nothing begins as " + c.status());
        };
    }

    private ChangeFact changed() {
        return new ChangeFact.Changed(
                c.id().toString(),
                CancellationNews.recipient(order),
                canceled(),
                added,
                came(),
                readdressed(),
                change.address(),
                c.reason().word(),
                c.reason().isStores(),
                c.note(),
                c.money(),
                change.more(),
                c.policyVersion());
    }

    ChangeFact attempting() {
        return new ChangeFact.Attempting(
                c.id().toString(),
                CancellationNews.recipient(order),
                canceled(),
                added,
                CancellationNews.items(c, Cancellation.Line::asked),
                items(change.wanted()),
                readdressed(),
                change.address(),
                c.reason().word(),
                c.reason().isStores(),
                c.note(),
                Objects.requireNonNull(c.deadline()),
                Objects.requireNonNull(c.silence()),
                c.money(),
                change.more(),
                c.policyVersion());
    }

    private ChangeFact waiting() {
        return new ChangeFact.Waiting(
                c.id().toString(),
                CancellationNews.recipient(order),
                CancellationNews.items(c, line -> line.heldOpen() + line.heldReleased()),
                canceled(),
                added,
                CancellationNews.items(c, Cancellation.Line::asked),
                items(change.wanted()),
                readdressed(),
                change.address(),
                c.reason().word(),
                c.reason().isStores(),
                c.note(),
                c.isLateStop()
                        ? "stopped_late"
                        : Objects.requireNonNull(c.refusal()).word(),
                Objects.requireNonNull(c.waitsFor()),
                c.follows() == null ? null : c.follows().toString(),
                Objects.requireNonNull(c.deadline()),
                Objects.requireNonNull(c.silence()),
                c.money(),
                change.more(),
                c.policyVersion());
    }

    /// A part was answered.
    ChangeFact answered(CancellationFact.Answered told) {
        return new ChangeFact.Answered(c.id().toString(), told.outcome(), told.items(), added, told.by());
    }

    /// No unit waits any more.
    ChangeFact ending() {
        if (c.status() == CancellationStatus.WITHDRAWN) {
            return new ChangeFact.Withdrawn(
                    c.id().toString(),
                    CancellationNews.recipient(order),
                    canceled(),
                    added,
                    came(),
                    CancellationNews.items(c, Cancellation.Line::resumed),
                    c.money(),
                    change.more(),
                    c.policyVersion());
        }
        return new ChangeFact.Settled(
                c.id().toString(),
                CancellationNews.recipient(order),
                c.status().word(),
                canceled(),
                added,
                came(),
                CancellationNews.items(c, Cancellation.Line::unable),
                readdressed(),
                change.address(),
                c.reason().word(),
                c.reason().isStores(),
                Objects.requireNonNull(c.verdictBy()),
                c.money(),
                change.more(),
                c.policyVersion());
    }

    private boolean readdressed() {
        return change.address() != null;
    }

    private List<Item> canceled() {
        return CancellationNews.items(c, Cancellation.Line::canceled);
    }

    private List<Item> came() {
        return items(change.made());
    }

    private static List<Item> items(List<Change.Made> made) {
        return made.stream()
                .map(each -> new Item(each.line(), each.sku(), each.title(), each.quantity()))
                .toList();
    }
}
