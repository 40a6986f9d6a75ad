package dev.countermand.cancellations;

import dev.countermand.cancellations.Step.Fate;
import dev.countermand.cancellations.Step.Pool;
import dev.countermand.cancellations.spi.NextRemedy;
import dev.countermand.kernel.Actor;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Lets held units meet their fate, and speaks the verdict when none is left: goods, money, record,
/// queue and warehouse together, inside the caller's transaction and under the order's lock.
@Component
class Verdicts {

    /// How things stand afterwards.
    record Done(Order order, Cancellation cancellation) {}

    private static final Actor CLOCK = Actor.system("deadline");
    private static final List<Pool> EVERYTHING = List.of(Pool.values());

    private final Goods goods;
    private final Replacing replacing;
    private final Policies policies;
    private final CancellationStore store;
    private final ChangeStore changes;
    private final Stoppers stoppers;
    private final CancellationNews news;
    private final ObjectProvider<NextRemedy> remedies;

    Verdicts(
            Goods goods,
            Replacing replacing,
            Policies policies,
            CancellationStore store,
            ChangeStore changes,
            Stoppers stoppers,
            CancellationNews news,
            ObjectProvider<NextRemedy> remedies) {
        this.goods = goods;
        this.replacing = replacing;
        this.policies = policies;
        this.store = store;
        this.changes = changes;
        this.stoppers = stoppers;
        this.news = news;
        this.remedies = remedies;
    }

    /// Settles by silence whatever of this order nobody answered in time, and answers the order as it
    /// is then.
    Order settleOverdue(Order locked, Instant at) {
        var order = locked;
        for (var attempt : store.pending(locked.ref().id())) {
            if (attempt.isOverdue(at)) {
                order = silence(order, attempt, at).order();
            }
        }
        return order;
    }

    /// Nobody answered: the attempt ends as its terms said when it began.
    Done silence(Order locked, Cancellation attempt, Instant at) {
        var fate = "successful".equals(attempt.silence()) ? Fate.CANCELED : Fate.RESUMED;
        return apply(locked, attempt, Step.all(attempt, EVERYTHING, fate), By.SILENCE, CLOCK, at);
    }

    /// The requester wants his goods after all.
    Done withdraw(Order locked, Cancellation attempt, Actor actor, Instant at) {
        return apply(locked, attempt, Step.all(attempt, EVERYTHING, Fate.RESUMED), By.WITHDRAWAL, actor, at);
    }

    /// Carries out the steps.
    ///
    /// @param locked the order; by a parcel, as it is after the parcel took the goods
    Done apply(Order locked, Cancellation before, List<Step> steps, By by, Actor actor, Instant at) {
        var moves = steps.stream().map(Step::move).filter(Objects::nonNull).toList();
        var order = by.isParcel() ? locked : goods.move(locked, moves, cause(before));
        var after = before.with(Step.after(before.lines(), steps));
        var units = Step.units(steps, Fate.CANCELED);
        if (!units.isEmpty()) {
            var done = replacing.giveBack(order, after, units, actor);
            order = done.order();
            after = done.cancellation();
        }
        after = restated(order, after, by, actor, at);
        if (!store.update(after, before.status())) {
            throw new IllegalStateException("cancellation " + before.id() + " changed without the order's lock");
        }
        if (after.change() != null && !units.isEmpty()) {
            changes.update(after);
        }
        tellWarehouse(after, steps, by, at);
        news.progressed(order, before, after, steps, by, actor, at);
        return new Done(order, after);
    }

    static Goods.Cause cause(Cancellation cancellation) {
        return new Goods.Cause("cancellation", cancellation.id().toString());
    }

    /// The status that its units give it. It is a verdict when none waits any more.
    private Cancellation restated(Order order, Cancellation c, By by, Actor actor, Instant at) {
        if (c.pending() > 0) {
            boolean toWarehouse = c.status() == CancellationStatus.WAITING && !c.waitsForPerson();
            return toWarehouse ? c.attempting(at.plus(terms(order).deadline())) : c;
        }
        if (by == By.WITHDRAWAL) {
            return c.settled(CancellationStatus.WITHDRAWN, by, at);
        }
        var settled = c.settled(verdict(c), by, at);
        return settled.followedBy(next(order, settled, actor));
    }

    private static CancellationStatus verdict(Cancellation c) {
        if (c.unable() == 0) {
            return CancellationStatus.SUCCESSFUL;
        }
        return c.canceled() == 0 ? CancellationStatus.UNABLE : CancellationStatus.PARTLY;
    }

    /// Opens what the shopper chose in advance, where a capability offers it.
    private @Nullable String next(Order order, Cancellation settled, Actor actor) {
        if (settled.unable() == 0 || settled.ifUnable() == null) {
            return settled.next();
        }
        var units = new LinkedHashMap<String, Integer>();
        settled.lines().stream().filter(l -> l.unable() > 0).forEach(l -> units.put(l.line(), l.unable()));
        return remedies.orderedStream()
                .filter(remedy -> remedy.choice().equals(settled.ifUnable()))
                .findFirst()
                .map(remedy -> remedy.follow(order, settled.id().toString(), units, actor))
                .orElse(settled.next());
    }

    private void tellWarehouse(Cancellation after, List<Step> steps, By by, Instant at) {
        var asks = Step.units(steps, Fate.ASKED);
        if (!asks.isEmpty()) {
            stoppers.planAsk(after, asks, at);
        }
        boolean letGo = by == By.SILENCE || by == By.WITHDRAWAL || (by == By.DENIAL && after.isLateStop());
        var resumed = new LinkedHashMap<String, Integer>();
        steps.stream()
                .filter(step -> letGo && step.to() != Fate.CANCELED)
                .filter(step -> step.from() == Pool.ASKED || after.isLateStop())
                .forEach(step -> resumed.merge(step.line(), step.quantity(), Integer::sum));
        if (after.pending() == 0 || !resumed.isEmpty()) {
            stoppers.conclude(after, resumed, at);
        }
    }

    private Terms.Cancellation terms(Order order) {
        return policies.inForce(order.ref().seller(), order.boundAt()).cancellation();
    }
}
