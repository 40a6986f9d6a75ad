package dev.countermand.promises;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.cases.spi.Stretch.Place;
import dev.countermand.kernel.Ids;
import dev.countermand.promises.Promises.Found;
import dev.countermand.promises.Promises.Progress;
import dev.countermand.promises.Promises.Scope;
import dev.countermand.promises.Promises.Summary;
import dev.countermand.promises.Promises.Watcher;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/// One run of all checks.
final class Verification {

    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

    /// Orders in one snapshot: some ten megabytes of log at most, and some tenths of a second.
    private static final int STRETCH = 500;

    private static final int DONE = 1000;

    private final List<PromiseCheck> checks;
    private final CaseAudit audit;
    private final TransactionTemplate snapshot;
    private final Clock clock;
    private final Watcher watcher;
    private long orders;
    private long findings;

    Verification(
            List<PromiseCheck> checks, CaseAudit audit, TransactionTemplate snapshot, Clock clock, Watcher watcher) {
        this.checks = checks;
        this.audit = audit;
        this.snapshot = snapshot;
        this.clock = clock;
        this.watcher = watcher;
    }

    Summary run(Scope scope) {
        var order = scope.order();
        var since = scope.since();
        if (order != null) {
            var place = new Place(order.part(), order.id().value());
            check(() -> Stretch.of(place, clock.instant()));
        } else if (since != null) {
            since(since);
        } else {
            everything();
        }
        if (order == null) {
            whole(since);
        }
        progress(DONE);
        return new Summary(orders, findings, snapshot.execute(status -> audit.newest()));
    }

    private void everything() {
        var place = Place.FIRST;
        while (!place.equals(Place.LAST)) {
            var after = place;
            place = check(() -> audit.next(after, STRETCH, clock.instant())).upto();
            progress(Math.min(DONE - 1, (place.part() + 1) * DONE / (Ids.PARTS + 1)));
        }
    }

    private void since(Instant since) {
        var stretches =
                Objects.requireNonNull(snapshot.execute(status -> audit.since(since, STRETCH, clock.instant())));
        int count = 0;
        for (var stretch : stretches) {
            check(() -> stretch);
            count++;
            progress(count * DONE / (stretches.size() + 1));
        }
    }

    /// One stretch in one snapshot. Where a check stumbles over what nobody foresaw, it looks again
    /// order by order, so that the one that cannot be read is named and the others are checked.
    private Stretch check(Supplier<Stretch> next) {
        return Objects.requireNonNull(snapshot.execute(status -> {
            var stretch = next.get();
            var places = audit.orders(stretch);
            orders += places.size();
            for (var check : checks) {
                var held = new ArrayList<Finding>();
                try {
                    check.orders(stretch, held::add);
                    held.forEach(this::tell);
                } catch (DataAccessException down) {
                    throw down;
                } catch (RuntimeException stumbled) {
                    LOG.warn("{} could not read a stretch; looking order by order", name(check), stumbled);
                    places.forEach(place -> alone(check, place, stretch.at()));
                }
            }
            return stretch;
        }));
    }

    private void alone(PromiseCheck check, Place place, Instant at) {
        var held = new ArrayList<Finding>();
        try {
            check.orders(Stretch.of(place, at), held::add);
        } catch (DataAccessException down) {
            throw down;
        } catch (RuntimeException stumbled) {
            held.add(new Finding(
                    "P13",
                    "unreadable",
                    place.order(),
                    name(check) + " cannot read what is stored: " + stumbled,
                    "data as this program writes them",
                    "Somebody changed them past the program, or a newer one wrote them: compare with a backup."));
        }
        held.forEach(this::tell);
    }

    private void whole(@Nullable Instant since) {
        for (var check : checks) {
            snapshot.executeWithoutResult(status -> check.whole(since, this::tell));
        }
    }

    private void tell(Finding finding) {
        findings++;
        UUID order = finding.order();
        watcher.found(new Found(finding, order == null ? null : audit.ref(order)));
    }

    private void progress(int done) {
        watcher.at(new Progress(done, orders, findings));
    }

    private static String name(PromiseCheck check) {
        return check.getClass().getSimpleName();
    }
}
