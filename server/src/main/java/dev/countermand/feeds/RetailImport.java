package dev.countermand.feeds;

import dev.countermand.accounts.Sellers;
import dev.countermand.feeds.Imports.Job;
import dev.countermand.feeds.Imports.Line;
import dev.countermand.feeds.RetailRow.Kind;
import dev.countermand.feeds.RetailStore.Invoice;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes an online-retail file in phases: its rows are staged, then grouped to invoices by the database,
/// however far apart they stand; then purchases become orders, and after all of them cancellations are
/// matched, the oldest first. Each batch commits what it did together with how far it is, so a process
/// that takes over goes on exactly there.
@Component
class RetailImport {

    private static final Logger LOG = LoggerFactory.getLogger(RetailImport.class);

    private static final int STAGE_ROWS = 5000;
    private static final int ROWS_MAX = 20_000_000;
    private static final int FAULTS_MAX = 100_000;
    private static final int BATCH_INVOICES = 500;
    private static final int BATCH_ROWS = 4000;
    private static final Set<String> SKIPPED = Set.of("stock_adjustment", "adjustment");

    /// Turns invoices of one kind into what they mean, inside a transaction.
    private interface Work {
        ImportPace.Done on(List<Invoice> invoices, List<RetailRow> rows);
    }

    private final ImportPace pace;
    private final RetailStore store;
    private final RetailPurchases purchases;
    private final RetailCancellations cancellations;
    private final Sellers sellers;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RetailImport(
            ImportPace pace,
            RetailStore store,
            RetailPurchases purchases,
            RetailCancellations cancellations,
            Sellers sellers,
            TransactionTemplate transaction,
            Clock clock) {
        this.pace = pace;
        this.store = store;
        this.purchases = purchases;
        this.cancellations = cancellations;
        this.sellers = sellers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Goes on where the job is, to its end. Fails with INVALID when this is no such file.
    void run(Job job, InputStream in, LongSupplier bytesRead, Actor actor) throws IOException {
        var seller = java.util.Objects.requireNonNull(job.seller());
        if (actor.everywhere()) {
            transaction.executeWithoutResult(status -> sellers.ensure(seller));
        }
        try {
            int place = job.progress().doneTo();
            if (job.progress().phase().equals("reading")) {
                int rows = read(job, in, bytesRead);
                pace.batch(job.uuid(), () -> {
                    store.group(job.uuid(), rows);
                    return new ImportPace.Done(List.of(), step("orders", 0));
                });
                place = 0;
            }
            place = each(job, Kind.PURCHASE, place, (invoices, rows) -> purchases.take(job, invoices, rows, actor));
            each(job, Kind.CANCELLATION, place, (invoices, rows) -> cancellations.take(job, invoices, rows, actor));
            forget(job);
        } catch (IOException | RuntimeException end) {
            if (!(end instanceof ImportPace.Stopped) && !Outages.is(end)) {
                forget(job);
            }
            throw end;
        }
    }

    /// Answers how many rows the file has.
    private int read(Job job, InputStream in, LongSupplier bytesRead) throws IOException {
        var records = new CsvRecords(in);
        var reader = new RetailReader(records.next(), clock.instant());
        var waiting = new ArrayList<RetailRow>();
        int count = 0;
        int faults = 0;
        for (var record = records.next(); record != null; record = records.next()) {
            count++;
            faults += record.fault() == null ? 0 : 1;
            if (count > ROWS_MAX || faults > FAULTS_MAX) {
                throw tooMuch(count > ROWS_MAX);
            }
            if (record.number() > job.progress().doneTo()) {
                waiting.add(reader.row(record));
            }
            if (waiting.size() >= STAGE_ROWS) {
                stage(job, waiting, bytesRead);
                waiting.clear();
            }
        }
        if (!waiting.isEmpty()) {
            stage(job, waiting, bytesRead);
        }
        return count;
    }

    /// A small file can unpack to a very large one, and what cannot be read is reported row by row: neither
    /// must fill the disk.
    private static Problem tooMuch(boolean rows) {
        return Problem.of(
                Problem.Kind.TOO_LARGE,
                "too_large",
                rows
                        ? "A file may have " + ROWS_MAX + " rows: split it."
                        : "More than " + FAULTS_MAX + " rows cannot be read: this does not seem to be such a file.");
    }

    private void stage(Job job, List<RetailRow> rows, LongSupplier bytesRead) {
        var lines = new ArrayList<Line>();
        var staged = new ArrayList<RetailRow>();
        for (var row : rows) {
            if (row.kind() != Kind.OTHER) {
                staged.add(row);
            } else {
                lines.add(new Line(
                        row.row(),
                        row.invoice().isEmpty() ? null : row.invoice(),
                        SKIPPED.contains(row.code()) ? "skipped" : "failed",
                        row.code(),
                        row.message(),
                        null));
            }
        }
        var step = new ImportStore.Step("reading", rows.getLast().row(), bytesRead.getAsLong(), 0, 0, 0);
        pace.batch(job.uuid(), () -> {
            store.stage(job.uuid(), staged);
            return new ImportPace.Done(lines, step);
        });
    }

    /// Works on all invoices of a kind behind a place, and answers the last one's.
    private int each(Job job, Kind kind, int after, Work work) {
        int place = after;
        for (var next = next(job, kind, place); !next.isEmpty(); next = next(job, kind, place)) {
            place = next.getLast().place();
            if (next.getFirst().rows() > RetailOrders.LINES_MAX) {
                refuse(job, next.getFirst());
            } else {
                together(job, next, work);
            }
        }
        return place;
    }

    /// A handful of invoices; one that is too large comes alone.
    private List<Invoice> next(Job job, Kind kind, int after) {
        var batch = new ArrayList<Invoice>();
        int rows = 0;
        for (var invoice : store.invoices(job.uuid(), kind, after, BATCH_INVOICES)) {
            rows += invoice.rows();
            if (!batch.isEmpty() && rows > BATCH_ROWS) {
                break;
            }
            batch.add(invoice);
        }
        return batch;
    }

    private void refuse(Job job, Invoice invoice) {
        pace.batch(job.uuid(), () -> {
            int rows = store.refuse(
                    job.uuid(),
                    invoice,
                    "too_many_lines",
                    "An invoice may have up to " + RetailOrders.LINES_MAX + " rows; this one has " + invoice.rows()
                            + ".");
            var step = new ImportStore.Step(phase(invoice), invoice.place(), null, 0, 0, rows);
            return new ImportPace.Done(List.of(), step);
        });
    }

    private void together(Job job, List<Invoice> invoices, Work work) {
        var failure = attempt(job, invoices, work);
        if (failure == null) {
            return;
        }
        LOG.info("import {}: invoices are taken one by one, after {}", job.id(), failure.toString());
        for (var invoice : invoices) {
            var alone = attempt(job, List.of(invoice), work);
            if (alone != null) {
                LOG.error("import {}: invoice {} failed", job.id(), invoice.number(), alone);
                var unsaid = attempt(job, List.of(invoice), (one, rows) -> failed(invoice, rows));
                if (unsaid != null) {
                    throw unsaid;
                }
            }
        }
    }

    /// Null when it went well.
    private @Nullable RuntimeException attempt(Job job, List<Invoice> invoices, Work work) {
        try {
            pace.batch(job.uuid(), () -> work.on(invoices, store.rows(job.uuid(), invoices)));
            return null;
        } catch (ImportPace.Stopped | ImportPace.Unwanted end) {
            throw end;
        } catch (RuntimeException failure) {
            if (Outages.is(failure)) {
                throw failure;
            }
            return failure;
        }
    }

    private static ImportPace.Done failed(Invoice invoice, List<RetailRow> rows) {
        var lines = rows.stream()
                .map(row -> new Line(
                        row.row(), row.invoice(), "failed", "internal_error", "Something went wrong here.", null))
                .toList();
        return new ImportPace.Done(lines, step(phase(invoice), invoice.place()));
    }

    static ImportStore.Step step(String phase, int place) {
        return new ImportStore.Step(phase, place, null, 0, 0, 0);
    }

    private static String phase(Invoice invoice) {
        return invoice.kind() == Kind.PURCHASE ? "orders" : "cancellations";
    }

    private void forget(Job job) {
        boolean more;
        do {
            more = Boolean.TRUE.equals(transaction.execute(status -> store.forget(job.uuid(), 10 * STAGE_ROWS)));
        } while (more);
    }
}
