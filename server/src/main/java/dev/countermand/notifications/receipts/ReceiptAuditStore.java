package dev.countermand.notifications.receipts;

import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Receipts as those read them who compare them with the facts.
@Repository
class ReceiptAuditStore {

    /// A receipt as it stands, with the year of its number.
    record Row(ReceiptStore.Kept kept, int year) {}

    /// The numbers of a seller's year.
    ///
    /// @param last how far the counter says they go
    /// @param receipts how many there are
    /// @param highest the greatest number among them; 0 without any
    /// @param whole whether each number from 1 to the counter's stands exactly once
    record Book(String seller, int year, long last, long receipts, long highest, boolean whole) {}

    private final JdbcClient jdbc;

    ReceiptAuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Row> receipts(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select r.id, r.order_id, r.seq, r.seller, r.order_number, r.thing, r.kind, r.year, r.number,
                               r.happened_at, r.issued_at, r.shop_only, r.kid, r.sha256, r.brief, r.sealed
                          from notifications.receipt r
                         where within(r.order_id)
                         order by r.order_id, r.seq, r.id
                        """, stretch)
                .query((row, n) -> new Row(ReceiptStore.kept(row, n), row.getInt("year")))
                .list();
    }

    /// Every book whose numbers do not simply run from 1 to its counter. One pass over the receipts, in
    /// the database: a series is whole when as many stand in it as the counter says, within its bounds, and
    /// their sums are those of 1 to n.
    List<Book> broken(int limit) {
        return jdbc
                .sql("""
                with books as (
                    select seller, year, count(*) as n, min(number) as low, max(number) as high,
                           sum(number) as sum, sum(number::numeric * number) as squares
                      from notifications.receipt
                     group by seller, year)
                select coalesce(b.seller, c.seller) as seller, coalesce(b.year, c.year) as year,
                       coalesce(c.last, 0) as last, coalesce(b.n, 0) as n, coalesce(b.high, 0) as high,
                       coalesce(b.n = c.last and b.low = 1 and b.high = c.last
                                and b.sum * 2 = c.last::numeric * (c.last + 1)
                                and b.squares * 6 = c.last::numeric * (c.last + 1) * (2 * c.last::numeric + 1),
                                coalesce(c.last, 0) = 0 and b.n is null) as whole
                  from books b
                  full join notifications.receipt_count c on c.seller = b.seller and c.year = b.year
                 order by 1, 2
                """)
                .query((row, n) -> new Book(
                        row.getString("seller"),
                        row.getInt("year"),
                        row.getLong("last"),
                        row.getLong("n"),
                        row.getLong("high"),
                        row.getBoolean("whole")))
                .stream()
                .filter(book -> !book.whole())
                .limit(limit)
                .toList();
    }

    /// Some numbers in a row.
    record Range(long from, long to) {}

    /// Numbers of a book that nobody has, up to its counter and its greatest number.
    List<Range> missing(Book book, int limit) {
        return jdbc.sql("""
                with numbers as materialized (
                    select number from notifications.receipt where seller = :seller and year = :year)
                select low, high
                  from (select coalesce(lag(number) over (order by number), 0) + 1 as low, number - 1 as high
                          from numbers
                         union all
                        select coalesce(max(number), 0) + 1, :last from numbers) gaps
                 where high >= low
                 order by low
                 limit :limit
                """)
                .param("seller", book.seller())
                .param("year", book.year())
                .param("last", book.last())
                .param("limit", limit)
                .query((row, n) -> new Range(row.getLong("low"), row.getLong("high")))
                .list();
    }

    /// Numbers of a book that more than one receipt has.
    List<Range> doubled(Book book, int limit) {
        return jdbc.sql("""
                select number
                  from notifications.receipt
                 where seller = :seller and year = :year
                 group by number
                having count(*) > 1
                 order by number
                 limit :limit
                """)
                .param("seller", book.seller())
                .param("year", book.year())
                .param("limit", limit)
                .query((row, n) -> new Range(row.getLong("number"), row.getLong("number")))
                .list();
    }
}
