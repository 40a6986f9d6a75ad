package dev.countermand.orders.imports;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Orders;
import dev.countermand.orders.imports.Imports.Line;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes rows in batches: one transaction for many orders and their lines of the report, as most of what a
/// transaction costs is its end. A batch that fails is taken row by row, so that one bad row stops nobody
/// else.
@Component
class ImportBatches {

    private static final Logger LOG = LoggerFactory.getLogger(ImportBatches.class);

    private static final int BATCH_ROWS = 50;

    private final ImportStore store;
    private final Orders orders;
    private final Sellers sellers;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile boolean stopped;

    ImportBatches(ImportStore store, Orders orders, Sellers sellers, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.orders = orders;
        this.sellers = sellers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// The server stops; what was not taken by now is for another time.
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    void stop() {
        stopped = true;
    }

    Run run(UUID job, @Nullable SellerId seller, Actor actor, LongSupplier bytesRead) {
        return new Run(job, seller, actor, bytesRead);
    }

    /// One file's rows on their way.
    final class Run {

        private final UUID job;
        private final @Nullable SellerId seller;
        private final Actor actor;
        private final LongSupplier bytesRead;
        private final List<ImportRow> waiting = new ArrayList<>();

        private Run(UUID job, @Nullable SellerId seller, Actor actor, LongSupplier bytesRead) {
            this.job = job;
            this.seller = seller;
            this.actor = actor;
            this.bytesRead = bytesRead;
        }

        void add(ImportRow row) {
            waiting.add(row);
            if (waiting.size() >= BATCH_ROWS) {
                flush();
            }
        }

        void flush() {
            if (stopped) {
                throw new Stopped();
            }
            if (waiting.isEmpty()) {
                return;
            }
            var batch = List.copyOf(waiting);
            waiting.clear();
            try {
                take(batch);
            } catch (RuntimeException together) {
                LOG.info("import {}: a batch is taken row by row, after {}", job, together.toString());
                batch.forEach(this::takeAlone);
            }
        }

        private void take(List<ImportRow> batch) {
            transaction.executeWithoutResult(status -> {
                var lines = batch.stream().map(this::line).toList();
                store.report(job, lines, bytesRead.getAsLong(), clock.instant());
            });
        }

        private void takeAlone(ImportRow row) {
            try {
                take(List.of(row));
            } catch (RuntimeException failure) {
                LOG.error("import {}: row {} failed", job, row.row(), failure);
                var line = new Line(
                        row.row(), row.number(), "failed", "internal_error", "Something went wrong here.", null);
                transaction.executeWithoutResult(
                        status -> store.report(job, List.of(line), bytesRead.getAsLong(), clock.instant()));
            }
        }

        private Line line(ImportRow row) {
            if (row.problem() != null || row.snapshot() == null || row.number() == null) {
                var problem = row.problem() == null ? Problem.notFound() : row.problem();
                return failed(row, problem);
            }
            SellerId whose;
            try {
                whose = seller(row);
            } catch (Problem problem) {
                return failed(row, problem);
            }
            if (actor.kind() == Actor.Kind.OPERATOR) {
                sellers.ensure(whose);
            }
            var past = new Orders.Past(row.way(), new Goods.Cause("import", Ids.text("imp", job)));
            var taking = orders.takeImported(whose, row.number(), row.snapshot(), past, actor);
            return taking.refusal() == null
                    ? new Line(
                            row.row(), row.number(), taking.outcome().name().toLowerCase(Locale.ROOT), null, null, null)
                    : failed(row, taking.refusal());
        }

        private SellerId seller(ImportRow row) {
            var named = row.snapshot() == null ? null : row.snapshot().get("seller");
            if (seller != null) {
                return seller;
            }
            if (named == null || !named.isString() || !SellerId.isValid(named.stringValue())) {
                throw Problem.invalid("required", "/seller", "Name the seller: here, or for the whole file.");
            }
            return actor.seller(named.stringValue());
        }

        private static Line failed(ImportRow row, Problem problem) {
            return new Line(
                    row.row(),
                    storable(row.number()),
                    "failed",
                    problem.code(),
                    problem.detail(),
                    problem.errors().isEmpty() ? null : problem.errors());
        }

        private static @Nullable String storable(@Nullable String number) {
            return number == null || number.length() <= 200 ? number : number.substring(0, 200);
        }
    }
}
