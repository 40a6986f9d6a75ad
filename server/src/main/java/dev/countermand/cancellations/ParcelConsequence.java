package dev.countermand.cancellations;

import dev.countermand.cancellations.Step.Fate;
import dev.countermand.cancellations.Step.Pool;
import dev.countermand.kernel.Actor;
import dev.countermand.orders.Order;
import dev.countermand.orders.spi.OrderConsequence;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// A parcel took units that an attempt was holding: for those it is too late. A parcel took units that
/// had been canceled: nothing is changed silently, a person of the shop must act.
@Component
class ParcelConsequence implements OrderConsequence {

    private static final Logger LOG = LoggerFactory.getLogger(ParcelConsequence.class);
    private static final List<Pool> ASKED_FIRST = List.of(Pool.ASKED, Pool.HELD_RELEASED, Pool.HELD_OPEN);

    private final CancellationStore store;
    private final Verdicts verdicts;
    private final CancellationNews news;
    private final Clock clock;

    ParcelConsequence(CancellationStore store, Verdicts verdicts, CancellationNews news, Clock clock) {
        this.store = store;
        this.verdicts = verdicts;
        this.news = news;
        this.clock = clock;
    }

    @Override
    public Order due(Order locked) {
        return verdicts.settleOverdue(locked, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public void shipped(Order order, String shipment, boolean report, List<Taken> units, Actor actor) {
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var held = new LinkedHashMap<String, Integer>();
        var canceled = new LinkedHashMap<String, Integer>();
        for (var taken : units) {
            held.merge(taken.line(), taken.fromStopping(), Integer::sum);
            canceled.merge(taken.line(), taken.fromCanceled(), Integer::sum);
        }
        held.values().removeIf(count -> count == 0);
        canceled.values().removeIf(count -> count == 0);
        if (!held.isEmpty()) {
            tooLate(order, held, report ? By.REPORT : By.CLAIM, actor, at);
        }
        if (!canceled.isEmpty()) {
            despite(order, shipment, canceled, actor, at);
        }
    }

    /// The oldest attempt first: of units that are alike, it is those it was waiting for.
    private void tooLate(Order order, Map<String, Integer> held, By by, Actor actor, Instant at) {
        for (var attempt : store.pending(order.ref().id())) {
            var steps = new ArrayList<Step>();
            for (var line : attempt.lines()) {
                var taken = Step.take(line, held.getOrDefault(line.line(), 0), ASKED_FIRST, pool -> Fate.TOO_LATE);
                taken.forEach(step -> held.merge(step.line(), -step.quantity(), Integer::sum));
                steps.addAll(taken);
            }
            if (!steps.isEmpty()) {
                verdicts.apply(order, attempt, steps, by, actor, at);
            }
        }
        held.values().removeIf(count -> count == 0);
        if (!held.isEmpty()) {
            // The parcel has gone all the same, so its report must not fail.
            LOG.error(
                    "order {} shipped held units {} that no attempt was holding",
                    order.ref().id(),
                    held);
        }
    }

    /// The newest cancellation first: what was canceled last is what the warehouse most likely missed.
    private void despite(Order order, String shipment, Map<String, Integer> left, Actor actor, Instant at) {
        for (var cancellation : store.canceling(order.ref().id())) {
            var units = new LinkedHashMap<String, Integer>();
            for (var line : cancellation.lines()) {
                int count = Math.min(left.getOrDefault(line.line(), 0), line.canceled() - line.departed());
                if (count > 0) {
                    units.put(line.line(), count);
                    left.merge(line.line(), -count, Integer::sum);
                }
            }
            if (!units.isEmpty()) {
                store.update(cancellation.departed(units), cancellation.status());
                news.shippedDespite(order, cancellation, shipment, units, actor, at);
            }
        }
        left.values().removeIf(count -> count == 0);
        if (!left.isEmpty()) {
            news.shippedDespite(order, null, shipment, left, actor, at);
        }
    }
}
