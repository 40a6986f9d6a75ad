package dev.countermand.feeds;

import dev.countermand.feeds.RetailRow.Kind;
import dev.countermand.site.BulkRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rows of online-retail files on their way, in SQL.
@Repository
class RetailStore {

    /// An invoice of a file.
    ///
    /// @param place in which order the invoices are worked on, from 1
    record Invoice(int place, String number, Kind kind, int rows) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    RetailStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    void stage(UUID job, List<RetailRow> rows) {
        var staged = new BulkRows();
        for (var row : rows) {
            staged.id(job)
                    .number(row.row())
                    .text(row.invoice())
                    .text(row.kind().name().toLowerCase(Locale.ROOT))
                    .text(row.sku())
                    .text(row.title())
                    .number(row.quantity())
                    .time(row.at())
                    .text(row.price().toPlainString())
                    .text(row.customer())
                    .text(row.country())
                    .text(row.code())
                    .text(row.message())
                    .end();
        }
        staged.into(
                bulk,
                "feeds.staged_row (job_id, row, invoice, kind, sku, title, quantity, at, price, customer, country,"
                        + " code, message)");
    }

    /// Lists the invoices of the file, and says how many rows it has; once.
    void group(UUID job, int rowsTotal) {
        jdbc.sql("""
                insert into feeds.staged_invoice (job_id, place, invoice, kind, rows)
                select :job,
                       row_number() over (
                           order by kind desc, case when kind = 'cancellation' then at end, first_row),
                       invoice, kind, rows
                  from (select invoice, min(kind) as kind, min(row) as first_row, count(*) as rows,
                               min(at) filter (where code is null) as at
                          from feeds.staged_row
                         where job_id = :job
                         group by invoice) i
                """).param("job", job).update();
        jdbc.sql("update feeds.import_job set rows_total = :rows where id = :job")
                .param("rows", rowsTotal)
                .param("job", job)
                .update();
        analyze();
    }

    /// So many rows that came at once are planned for at once.
    private void analyze() {
        bulk.execute("analyze feeds.staged_row");
        bulk.execute("analyze feeds.staged_invoice");
    }

    /// The next invoices, in the order in which they are worked on.
    List<Invoice> invoices(UUID job, Kind kind, int after, int limit) {
        return jdbc.sql("""
                select place, invoice, kind, rows
                  from feeds.staged_invoice
                 where job_id = :job and place > :after and kind = :kind
                 order by place
                 limit :limit
                """)
                .param("job", job)
                .param("after", after)
                .param("kind", kind.name().toLowerCase(Locale.ROOT))
                .param("limit", limit)
                .query((row, n) -> new Invoice(
                        row.getInt("place"),
                        row.getString("invoice"),
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getInt("rows")))
                .list();
    }

    /// The rows of these invoices, each invoice's in the order of the file.
    List<RetailRow> rows(UUID job, List<Invoice> invoices) {
        return jdbc.sql("""
                select s.*
                  from unnest(:invoices::text[]) with ordinality as i(invoice, place)
                  join feeds.staged_row s on s.job_id = :job and s.invoice = i.invoice
                 order by i.place, s.row
                """)
                .param("job", job)
                .param("invoices", invoices.stream().map(Invoice::number).toArray(String[]::new))
                .query((row, n) -> row(row))
                .list();
    }

    private static RetailRow row(ResultSet row) throws SQLException {
        return new RetailRow(
                row.getInt("row"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("invoice"),
                row.getString("sku"),
                row.getString("title"),
                row.getInt("quantity"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getBigDecimal("price").stripTrailingZeros(),
                row.getString("customer"),
                row.getString("country"),
                row.getString("code"),
                row.getString("message"));
    }

    /// Reports every row of an invoice that is too large to be read. Answers how many.
    int refuse(UUID job, Invoice invoice, String code, String message) {
        return jdbc.sql("""
                insert into feeds.import_row (job_id, row, number, outcome, code, message)
                select job_id, row, invoice, 'failed', :code, :message
                  from feeds.staged_row
                 where job_id = :job and invoice = :invoice
                """)
                .param("job", job)
                .param("invoice", invoice.number())
                .param("code", code)
                .param("message", message)
                .update();
    }

    /// Forgets the rows of a job that has ended, in pieces.
    ///
    /// @return whether there may be more
    boolean forget(UUID job, int limit) {
        int rows = jdbc.sql("""
                delete from feeds.staged_row
                 where job_id = :job
                   and row in (select row from feeds.staged_row where job_id = :job order by row limit :limit)
                """).param("job", job).param("limit", limit).update();
        if (rows == 0) {
            jdbc.sql("delete from feeds.staged_invoice where job_id = :job")
                    .param("job", job)
                    .update();
        }
        return rows > 0;
    }
}
