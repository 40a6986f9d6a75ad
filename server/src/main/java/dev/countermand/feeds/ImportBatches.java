package dev.countermand.feeds;

import dev.countermand.accounts.Sellers;
import dev.countermand.feeds.Imports.Job;
import dev.countermand.feeds.Imports.Line;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes rows that are orders in batches: one transaction with few statements for many orders and their
/// lines of the report. A batch that fails is taken row by row, so that one bad row stops nobody else.
@Component
class ImportBatches {

    private static final Logger LOG = LoggerFactory.getLogger(ImportBatches.class);

    private static final int BATCH_ROWS = 500;
    private static final int NUMBER_CHARACTERS_MAX = 200;

    private final ImportPace pace;
    private final Orders orders;
    private final Sellers sellers;

    ImportBatches(ImportPace pace, Orders orders, Sellers sellers) {
        this.pace = pace;
        this.orders = orders;
        this.sellers = sellers;
    }

    Run run(Job job, Actor actor, LongSupplier bytesRead) {
        return new Run(job, actor, bytesRead);
    }

    /// One file's rows on their way.
    final class Run {

        private final Job job;
        private final Actor actor;
        private final LongSupplier bytesRead;
        private final List<ImportRow> waiting = new ArrayList<>();

        private Run(Job job, Actor actor, LongSupplier bytesRead) {
            this.job = job;
            this.actor = actor;
            this.bytesRead = bytesRead;
        }

        void add(ImportRow row) {
            if (row.row() <= job.progress().doneTo()) {
                // Done before this process took over.
                return;
            }
            waiting.add(row);
            if (waiting.size() >= BATCH_ROWS) {
                flush();
            }
        }

        void flush() {
            if (waiting.isEmpty()) {
                return;
            }
            var batch = List.copyOf(waiting);
            waiting.clear();
            try {
                pace.batch(job.uuid(), () -> take(batch));
            } catch (ImportPace.Stopped | ImportPace.Unwanted end) {
                throw end;
            } catch (RuntimeException together) {
                if (Outages.is(together)) {
                    throw together;
                }
                LOG.info("import {}: a batch is taken row by row, after {}", job.id(), together.toString());
                batch.forEach(this::takeAlone);
            }
        }

        private void takeAlone(ImportRow row) {
            try {
                pace.batch(job.uuid(), () -> take(List.of(row)));
            } catch (ImportPace.Stopped | ImportPace.Unwanted end) {
                throw end;
            } catch (RuntimeException failure) {
                if (Outages.is(failure)) {
                    throw failure;
                }
                LOG.error("import {}: row {} failed", job.id(), row.row(), failure);
                var line = new Line(
                        row.row(),
                        storable(row.number()),
                        "failed",
                        "internal_error",
                        "Something went wrong here.",
                        null);
                pace.batch(job.uuid(), () -> new ImportPace.Done(List.of(line), step(row.row(), 0)));
            }
        }

        private ImportPace.Done take(List<ImportRow> batch) {
            var lines = new ArrayList<@Nullable Line>();
            var given = new ArrayList<Orders.Given>();
            var places = new ArrayList<Integer>();
            for (var row : batch) {
                lines.add(null);
                try {
                    given.add(given(row));
                    places.add(lines.size() - 1);
                } catch (Problem problem) {
                    lines.set(lines.size() - 1, failed(row, problem));
                }
            }
            given.stream().map(Orders.Given::seller).distinct().forEach(this::ensure);
            var takings = orders.takeImported(given, actor);
            int taken = 0;
            for (int i = 0; i < takings.size(); i++) {
                int place = places.get(i);
                lines.set(place, line(batch.get(place), takings.get(i)));
                taken += takings.get(i).outcome() == Orders.Outcome.TAKEN ? 1 : 0;
            }
            return new ImportPace.Done(List.copyOf(lines), step(batch.getLast().row(), taken));
        }

        private void ensure(SellerId seller) {
            if (actor.everywhere()) {
                sellers.ensure(seller);
            }
        }

        private ImportStore.Step step(int row, int taken) {
            return new ImportStore.Step("rows", row, bytesRead.getAsLong(), taken, 0, 0);
        }

        private Orders.Given given(ImportRow row) {
            if (row.problem() != null || row.snapshot() == null || row.number() == null) {
                throw row.problem() == null ? Problem.notFound() : row.problem();
            }
            var past = new Orders.Past(row.way(), new Goods.Cause("import", Ids.text("imp", job.uuid())));
            return new Orders.Given(seller(row), row.number(), row.snapshot(), past, false);
        }

        private SellerId seller(ImportRow row) {
            if (job.seller() != null) {
                return job.seller();
            }
            var named = row.snapshot() == null ? null : row.snapshot().get("seller");
            if (named == null || !named.isString() || !SellerId.isValid(named.stringValue())) {
                throw Problem.invalid("required", "/seller", "Name the seller: here, or for the whole file.");
            }
            return actor.seller(named.stringValue());
        }

        private static Line line(ImportRow row, Orders.Taking taking) {
            return taking.refusal() == null
                    ? new Line(row.row(), row.number(), word(taking), null, null, null)
                    : failed(row, taking.refusal());
        }

        private static String word(Orders.Taking taking) {
            return taking.outcome().name().toLowerCase(Locale.ROOT);
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

        /// What a column can keep of a number that may be anything.
        private static @Nullable String storable(@Nullable String number) {
            if (number == null) {
                return null;
            }
            var text = number.replace('\0', '\uFFFD');
            return text.length() <= NUMBER_CHARACTERS_MAX ? text : text.substring(0, NUMBER_CHARACTERS_MAX);
        }
    }
}
