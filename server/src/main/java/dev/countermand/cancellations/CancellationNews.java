package dev.countermand.cancellations;

import dev.countermand.cancellations.CancellationFact.Item;
import dev.countermand.cancellations.Step.Fate;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Recipient;
import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.site.Said;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;

/// Records what happened, once, and keeps the desk's queue in step. Inside the caller's transaction.
@Component
class CancellationNews {

    private final CaseLog log;
    private final CaseQueue queue;
    private final Texts texts;

    CancellationNews(CaseLog log, CaseQueue queue, Texts texts) {
        this.log = log;
        this.queue = queue;
        this.texts = texts;
    }

    /// Somebody asked, and it was decided.
    void asked(Order order, Cancellation c, Actor actor) {
        log.record(
                order.ref(),
                actor,
                c.change() == null ? beginning(order, c) : new ChangeFacts(order, null, c).beginning());
        open(c, List.of(), c.askedAt());
    }

    static CancellationFact beginning(Order order, Cancellation c) {
        return switch (c.status()) {
            case CANCELED -> canceled(order, c, true);
            case ATTEMPTING -> attempting(order, c);
            case WAITING -> waiting(order, c);
            case REFUSED ->
                new CancellationFact.Refused(
                        c.id().toString(),
                        items(c, Cancellation.Line::requested),
                        c.reason().word(),
                        c.note(),
                        Objects.requireNonNull(c.refusal()).word(),
                        c.policyVersion());
            case SUCCESSFUL, UNABLE, PARTLY, WITHDRAWN ->
                throw new IllegalStateException("nothing begins as " + c.status());
        };
    }

    /// @param tell whether the customer hears of it; not when it is history
    static CancellationFact canceled(Order order, Cancellation c, boolean tell) {
        return new CancellationFact.Canceled(
                c.id().toString(),
                tell ? recipient(order) : null,
                items(c, Cancellation.Line::canceled),
                remaining(order),
                c.reason().word(),
                c.reason().isStores(),
                c.note(),
                c.money(),
                c.policyVersion());
    }

    private static CancellationFact attempting(Order order, Cancellation c) {
        return new CancellationFact.Attempting(
                c.id().toString(),
                recipient(order),
                items(c, Cancellation.Line::canceled),
                items(c, Cancellation.Line::asked),
                c.reason().word(),
                c.reason().isStores(),
                c.note(),
                Objects.requireNonNull(c.deadline()),
                Objects.requireNonNull(c.silence()),
                c.ifUnable(),
                c.money(),
                c.policyVersion());
    }

    private static CancellationFact waiting(Order order, Cancellation c) {
        return new CancellationFact.Waiting(
                c.id().toString(),
                recipient(order),
                items(c, line -> line.heldOpen() + line.heldReleased()),
                items(c, Cancellation.Line::canceled),
                items(c, Cancellation.Line::asked),
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
                c.policyVersion());
    }

    /// Held units met their fate; possibly the last ones.
    void progressed(
            Order order, Cancellation before, Cancellation after, List<Step> steps, By by, Actor actor, Instant at) {
        if (after.pending() > 0) {
            var answered = answered(after, steps, by);
            log.record(
                    order.ref(),
                    actor,
                    after.change() == null
                            ? answered
                            : facts(order, before, after).answered(answered));
            if (after.status() != before.status()) {
                log.record(
                        order.ref(),
                        actor,
                        after.change() == null
                                ? attempting(order, after)
                                : facts(order, after, after).attempting());
            }
        } else {
            log.record(
                    order.ref(),
                    actor,
                    after.change() == null
                            ? ending(order, after)
                            : facts(order, before, after).ending());
        }
        var kinds = kinds(before);
        for (var kind : kinds) {
            if (!kinds(after).contains(kind)) {
                queue.close(order.ref(), kind, after.id().toString());
            }
        }
        open(after, Objects.equals(before.deadline(), after.deadline()) ? kinds : List.of(), at);
    }

    private static ChangeFacts facts(Order order, Cancellation before, Cancellation after) {
        return new ChangeFacts(order, before.change(), after);
    }

    private static CancellationFact.Answered answered(Cancellation after, List<Step> steps, By by) {
        var units = new LinkedHashMap<String, Integer>();
        steps.forEach(step -> units.merge(step.line(), step.quantity(), Integer::sum));
        boolean canceled = steps.stream().anyMatch(step -> step.to() == Fate.CANCELED);
        var outcome = switch (by) {
            case APPROVAL -> "approved";
            case DENIAL -> "denied";
            case ANSWER, CLAIM, REPORT, SILENCE, WITHDRAWAL -> canceled ? "stopped" : "too_late";
        };
        return new CancellationFact.Answered(
                after.id().toString(), outcome, items(after, line -> units.getOrDefault(line.line(), 0)), by.word());
    }

    private static CancellationFact ending(Order order, Cancellation c) {
        if (c.status() == CancellationStatus.WITHDRAWN) {
            return new CancellationFact.Withdrawn(
                    c.id().toString(),
                    recipient(order),
                    items(c, Cancellation.Line::canceled),
                    items(c, Cancellation.Line::resumed),
                    c.money(),
                    c.policyVersion());
        }
        return new CancellationFact.Settled(
                c.id().toString(),
                recipient(order),
                c.status().word(),
                items(c, Cancellation.Line::canceled),
                items(c, Cancellation.Line::unable),
                c.reason().word(),
                c.reason().isStores(),
                Objects.requireNonNull(c.verdictBy()),
                c.ifUnable(),
                c.next(),
                c.money(),
                c.policyVersion());
    }

    /// The warehouse stopped units after the end of `original`; `linked` asks the requester.
    void stoppedLate(Order order, Cancellation original, Cancellation linked, Actor actor) {
        var first = original.id().toString();
        var next = linked.id().toString();
        var items = items(linked, Cancellation.Line::pending);
        log.record(
                order.ref(),
                actor,
                linked.change() == null
                        ? new CancellationFact.StoppedLate(first, next, items)
                        : new ChangeFact.StoppedLate(first, next, items));
        asked(order, linked, actor);
    }

    /// A parcel took units that this cancellation had taken back; null when none of ours had.
    void shippedDespite(
            Order order,
            @org.jspecify.annotations.Nullable Cancellation c,
            String shipment,
            Map<String, Integer> units,
            Actor actor,
            Instant at) {
        var id = c == null ? null : c.id().toString();
        var items = order.lines().stream()
                .filter(line -> units.containsKey(line.line()))
                .map(line -> new Item(line.line(), line.sku(), line.title(), units.getOrDefault(line.line(), 0)))
                .toList();
        log.record(order.ref(), actor, new CancellationFact.ShippedDespite(id, shipment, items));
        queue.open(new CaseQueue.Item(
                order.ref(),
                "shipped_despite_cancel",
                id == null ? order.ref().id().toString() : id,
                "seller",
                new Said(
                        "cancellations.queue.shipped_despite_cancel",
                        Map.of("count", items.stream().mapToInt(Item::quantity).sum(), "shipment", shipment)),
                texts,
                at,
                null));
    }

    /// Opens the queue's items for whoever must act, but those that are open already.
    private void open(Cancellation c, List<String> already, Instant at) {
        for (var kind : kinds(c)) {
            if (already.contains(kind)) {
                continue;
            }
            int count = kind.equals("attempt")
                    ? c.lines().stream().mapToInt(Cancellation.Line::asked).sum()
                    : c.lines().stream()
                            .mapToInt(l -> l.heldOpen() + l.heldReleased())
                            .sum();
            queue.open(new CaseQueue.Item(
                    c.order(),
                    kind,
                    c.id().toString(),
                    kind.equals("attempt") ? "warehouse" : Objects.requireNonNull(c.waitsFor()),
                    new Said(
                            (c.change() == null ? "cancellations.queue." : "changes.queue.") + kind,
                            Map.of("count", count)),
                    texts,
                    at,
                    c.deadline()));
        }
    }

    private static List<String> kinds(Cancellation c) {
        var kinds = new ArrayList<String>();
        if (c.waitsForWarehouse()) {
            kinds.add("attempt");
        }
        if (c.waitsForPerson()) {
            kinds.add(c.isLateStop() ? "late_stop" : "approval");
        }
        return kinds;
    }

    static List<Item> items(Cancellation c, ToIntFunction<Cancellation.Line> count) {
        return c.lines().stream()
                .filter(line -> count.applyAsInt(line) > 0)
                .map(line -> new Item(line.line(), line.sku(), line.title(), count.applyAsInt(line)))
                .toList();
    }

    /// What the customer still gets or has.
    private static List<Item> remaining(Order order) {
        var stages = List.of(Stage.OPEN, Stage.RELEASED, Stage.STOPPING, Stage.SHIPPED, Stage.DELIVERED);
        return order.lines().stream()
                .map(line -> new Item(
                        line.line(),
                        line.sku(),
                        line.title(),
                        stages.stream().mapToInt(line.units()::in).sum()))
                .filter(item -> item.quantity() > 0)
                .toList();
    }

    static Recipient recipient(Order order) {
        var customer = order.customer();
        return new Recipient(customer.name(), customer.email(), customer.phone(), customer.locale());
    }
}
