package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.payments.Payments;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The warehouse stopped units after an attempt had ended by silence or withdrawal. The verdict stands;
/// the units are held by a linked attempt that asks the requester what he wants now.
@Component
class LateStops {

    private final Goods goods;
    private final Payments payments;
    private final Policies policies;
    private final CancellationStore store;
    private final ChangeStore changes;
    private final CancellationNews news;

    LateStops(
            Goods goods,
            Payments payments,
            Policies policies,
            CancellationStore store,
            ChangeStore changes,
            CancellationNews news) {
        this.goods = goods;
        this.payments = payments;
        this.policies = policies;
        this.store = store;
        this.changes = changes;
        this.news = news;
    }

    /// Holds what can still be held. Empty when all of it has gone on.
    ///
    /// @param stopped line → how many, at most what went on
    Optional<Cancellation> hold(
            Order order, Cancellation original, Map<String, Integer> stopped, Actor actor, Instant at) {
        var lines = new ArrayList<Cancellation.Line>();
        var followed = new ArrayList<Cancellation.Line>();
        for (var line : original.lines()) {
            var units = order.line(line.line()).orElseThrow().units();
            int late = stopped.getOrDefault(line.line(), 0);
            int released = Math.min(late, units.in(Stage.RELEASED));
            int open = Math.min(late - released, units.in(Stage.OPEN));
            followed.add(line.with(open + released, 0));
            if (open + released > 0) {
                lines.add(held(line, open, released));
            }
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var linked = linked(order, original, lines, at);
        var moved = goods.move(order, moves(lines), Verdicts.cause(linked));
        var terms = RefundRules.of(terms(order), order, linked);
        linked = linked.with(payments.quote(moved, Map.of(), terms));
        store.insert(linked);
        if (linked.change() != null) {
            changes.insert(linked);
        }
        store.update(original.with(followed).followedBy(linked.id().toString()), original.status());
        news.stoppedLate(moved, original, linked, actor);
        return Optional.of(linked);
    }

    private Cancellation linked(Order order, Cancellation original, List<Cancellation.Line> lines, Instant at) {
        return new Cancellation(
                CancellationId.mint(order.ref().part(), at),
                order.ref(),
                CancellationStatus.WAITING,
                original.reason(),
                null,
                null,
                original.requestedBy(),
                "requester",
                null,
                original.payout(),
                lines,
                at,
                at.plus(terms(order).cancellation().deadline()),
                "unable",
                null,
                null,
                original.id(),
                null,
                original.money(),
                original.policyVersion(),
                stoppedLate(original),
                original.change() == null ? null : original.change().rest(held(lines)));
    }

    private static Map<String, Integer> held(List<Cancellation.Line> lines) {
        return lines.stream().collect(Collectors.toMap(Cancellation.Line::line, Cancellation.Line::pending));
    }

    /// The buyer keeps the right by which he asked.
    private static Map<String, Object> stoppedLate(Cancellation original) {
        var facts =
                new TreeMap<String, Object>(Map.of("stoppedLate", original.id().toString()));
        original.byLaw().keep(facts);
        return facts;
    }

    private static Cancellation.Line held(Cancellation.Line line, int open, int released) {
        return new Cancellation.Line(
                line.line(), line.sku(), line.title(), open + released, 0, 0, 0, open, released, 0, 0, 0, 0, 0, null);
    }

    private static List<Goods.Move> moves(List<Cancellation.Line> lines) {
        var moves = new ArrayList<Goods.Move>();
        for (var line : lines) {
            moves.add(new Goods.Move(line.line(), Stage.OPEN, Stage.STOPPING, line.heldOpen()));
            moves.add(new Goods.Move(line.line(), Stage.RELEASED, Stage.STOPPING, line.heldReleased()));
        }
        moves.removeIf(move -> move.quantity() == 0);
        return moves;
    }

    private Terms terms(Order order) {
        return policies.inForce(order.ref().seller(), order.boundAt());
    }
}
