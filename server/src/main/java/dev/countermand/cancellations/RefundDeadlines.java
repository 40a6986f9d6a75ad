package dev.countermand.cancellations;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// By when a law wants money back, for people and programs to read; and what the law lets a shop wait
/// for meanwhile, each pause with its reason in the log of the order.
@Component
public class RefundDeadlines {

    private final RefundClockStore store;
    private final RefundClocks clocks;
    private final Cancellations cancellations;
    private final CaseQueue queue;
    private final CaseLog log;
    private final Clock clock;

    RefundDeadlines(
            RefundClockStore store,
            RefundClocks clocks,
            Cancellations cancellations,
            CaseQueue queue,
            CaseLog log,
            Clock clock) {
        this.store = store;
        this.clocks = clocks;
        this.cancellations = cancellations;
        this.queue = queue;
        this.log = log;
        this.clock = clock;
    }

    /// The clocks of an order's cancellations, the first one first.
    public List<RefundClock> of(OrderRef order) {
        return store.of(cancellations.of(order).stream().map(Cancellation::id).toList());
    }

    /// The clock of a cancellation; empty where nothing goes back that a customer asked for.
    public Optional<RefundClock> of(CancellationId cancellation) {
        return store.of(List.of(cancellation)).stream().findFirst();
    }

    /// Lets the clock of a cancellation stand still from now on, inside the caller's transaction. One
    /// that stands still for the same reason goes on doing so. Fails with NOT_FOUND where there is no
    /// clock; CONFLICT `clock_ended` when all is back, `no_deadline` when no law wants it,
    /// `clock_run_out` when it is late already, `may_not_wait` where the law does not let the shop wait
    /// for goods, `clock_stands` when it stands still for something else.
    ///
    /// @param note what somebody wrote about it; null for nothing
    @Transactional(propagation = MANDATORY)
    public RefundClock pause(CancellationId id, RefundPause.Because because, @Nullable String note, Actor actor) {
        var found = cancellations.find(id).orElseThrow(Problem::notFound);
        var running = store.lock(id).orElseThrow(Problem::notFound);
        var standing = running.standing();
        if (standing.isPresent()) {
            if (standing.get().because() == because) {
                return running;
            }
            throw conflict("clock_stands", "The clock stands still for another reason; let it run again first.");
        }
        var known = known(running, found);
        check(known, found, because);
        store.looked(known, now().plus(RefundClock.STANDING), null);
        store.pause(known, new RefundPause(because, now(), null));
        queue.close(found.order(), RefundClocks.KIND, id.toString());
        log.record(found.order(), actor, new CancellationFact.ClockPaused(id.toString(), because.word(), note));
        return of(id).orElseThrow();
    }

    /// Lets it run again from now on, inside the caller's transaction; one that runs goes on. Fails
    /// with NOT_FOUND where there is no clock.
    @Transactional(propagation = MANDATORY)
    public RefundClock resume(CancellationId id, Actor actor) {
        var found = cancellations.find(id).orElseThrow(Problem::notFound);
        var standing = store.lock(id).orElseThrow(Problem::notFound);
        if (standing.standing().isEmpty()) {
            return standing;
        }
        store.resume(id, now());
        var running = of(id).orElseThrow();
        if (running.endedAt() == null) {
            store.looked(running, now(), null);
        }
        queue.close(found.order(), RefundClocks.KIND, id.toString());
        log.record(
                found.order(),
                actor,
                new CancellationFact.ClockResumed(id.toString(), running.dueAt().orElse(null)));
        return running;
    }

    /// With the law that wants it, though nobody may have looked yet.
    private RefundClock known(RefundClock running, Cancellation found) {
        if (running.endedAt() != null) {
            throw conflict("clock_ended", "The clock of this refund has ended: nothing is waited for any more.");
        }
        var law = running.law() == null ? clocks.law(found) : running.law();
        if (law == null) {
            throw conflict("no_deadline", "No law says by when this money must be back; there is nothing to pause.");
        }
        return running.with(law, running.warnedAt(), running.missedAt());
    }

    private void check(RefundClock known, Cancellation found, RefundPause.Because because) {
        if (now().isAfter(known.dueAt().orElse(Instant.MAX))) {
            throw conflict("clock_run_out", "The money should have been back by now: waiting helps no more.");
        }
        if (known.pauses().size() >= RefundPause.MAX) {
            throw conflict("too_many_pauses", "This clock has stood still " + RefundPause.MAX + " times already.");
        }
        if (because == RefundPause.Because.GOODS && !clocks.waitsForGoods(found, Objects.requireNonNull(known.law()))) {
            throw conflict(
                    "may_not_wait",
                    "The law (" + known.law().source() + ") does not let the shop wait for goods to come back.");
        }
    }

    private static Problem conflict(String code, String detail) {
        return Problem.of(Problem.Kind.CONFLICT, code, detail);
    }

    // As precise as the database, so that what is read back is what was written.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
