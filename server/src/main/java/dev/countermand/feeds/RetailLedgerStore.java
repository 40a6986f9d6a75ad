package dev.countermand.feeds;

import dev.countermand.feeds.RetailMatching.Place;
import dev.countermand.feeds.RetailMatching.Purchase;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.BulkRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What was bought by files whose cancellations do not name their order, and what those have canceled, in
/// SQL.
@Repository
class RetailLedgerStore {

    /// Of one customer and stock code, so many purchases are looked at.
    private static final int CANDIDATES_MAX = 500;

    /// A purchase and the order that has it.
    record Known(Purchase purchase, OrderRef order) {}

    /// A row of a cancellation invoice by its place there, and what it has canceled.
    record Remembered(
            String invoice, int ordinal, String sku, String customer, int quantity, int canceled, String numbers) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    RetailLedgerStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /// Keeps in mind what was bought.
    void add(SellerId seller, List<Known> bought) {
        var rows = new BulkRows();
        for (var each : bought) {
            var purchase = each.purchase();
            rows.text(seller.value())
                    .text(purchase.customer())
                    .text(purchase.sku())
                    .time(purchase.at())
                    .text(purchase.number())
                    .text(purchase.line())
                    .number(each.order().part())
                    .id(each.order().id().value())
                    .text(purchase.price().toPlainString())
                    .number(purchase.remaining())
                    .number(purchase.remaining())
                    .end();
        }
        rows.into(
                bulk,
                "feeds.purchase (seller, customer, sku, at, number, line, part, order_id, price, quantity, remaining)");
    }

    /// Lets one transaction at a time match cancellations of this seller, so that none is matched twice.
    void lock(SellerId seller) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('feeds cancellations ' || :seller, 0)) is null")
                .param("seller", seller.value())
                .query(Boolean.class)
                .single();
    }

    /// What these rows may mean: of each customer and stock code the latest purchases that have units left.
    List<Known> candidates(SellerId seller, List<RetailMatching.Ask> asks) {
        var latest = new HashMap<List<String>, RetailMatching.Ask>();
        asks.forEach(ask ->
                latest.merge(List.of(ask.customer(), ask.sku()), ask, (a, b) -> a.at().isBefore(b.at()) ? b : a));
        var wanted = List.copyOf(latest.values());
        return jdbc.sql("""
                select p.*
                  from unnest(:customers::text[], :skus::text[], :until::text[]) as w(customer, sku, until)
                 cross join lateral (
                       select *
                         from feeds.purchase
                        where seller = :seller and customer = w.customer and sku = w.sku and remaining > 0
                          and at <= w.until::timestamptz
                        order by at desc, number desc
                        limit :limit) as p
                """)
                .param("seller", seller.value())
                .param("customers", texts(wanted, RetailMatching.Ask::customer))
                .param("skus", texts(wanted, RetailMatching.Ask::sku))
                .param("until", texts(wanted, ask -> ask.at().toString()))
                .param("limit", CANDIDATES_MAX)
                .query((row, n) -> known(row))
                .list();
    }

    private static Known known(ResultSet row) throws SQLException {
        var purchase = new Purchase(
                row.getString("customer"),
                row.getString("sku"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("number"),
                row.getString("line"),
                row.getBigDecimal("price").stripTrailingZeros(),
                row.getInt("remaining"));
        var order = new OrderId(row.getObject("order_id", UUID.class));
        return new Known(purchase, new OrderRef(order, new SellerId(row.getString("seller")), purchase.number()));
    }

    /// Keeps in mind how many units are left.
    void remaining(SellerId seller, Map<Place, Integer> left) {
        var places = new ArrayList<>(left.keySet());
        jdbc.sql("""
                update feeds.purchase p
                   set remaining = l.remaining
                  from unnest(:numbers::text[], :lines::text[], :remaining::int[]) as l(number, line, remaining)
                 where p.seller = :seller and p.number = l.number and p.line = l.line
                """)
                .param("seller", seller.value())
                .param("numbers", texts(places, Place::number))
                .param("lines", texts(places, Place::line))
                .param(
                        "remaining",
                        places.stream()
                                .mapToInt(place -> left.getOrDefault(place, 0))
                                .toArray())
                .update();
    }

    /// What these invoices have canceled before.
    List<Remembered> remembered(SellerId seller, List<String> invoices) {
        return jdbc.sql("""
                select invoice, ordinal, sku, customer, quantity, canceled, numbers
                  from feeds.past_cancellation
                 where seller = :seller and invoice = any(:invoices::text[])
                """)
                .param("seller", seller.value())
                .param("invoices", invoices.toArray(String[]::new))
                .query((row, n) -> new Remembered(
                        row.getString("invoice"),
                        row.getInt("ordinal"),
                        row.getString("sku"),
                        row.getString("customer"),
                        row.getInt("quantity"),
                        row.getInt("canceled"),
                        row.getString("numbers")))
                .list();
    }

    /// Remembers what rows have canceled now; for one that had canceled something before, all of it.
    void remember(SellerId seller, List<Remembered> all) {
        if (all.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into feeds.past_cancellation (seller, invoice, ordinal, sku, customer, quantity, canceled,
                    numbers)
                select :seller, r.*
                  from unnest(:invoices::text[], :ordinals::int[], :skus::text[], :customers::text[],
                              :quantities::int[], :canceled::int[], :numbers::text[]) as r
                on conflict (seller, invoice, ordinal) do update
                   set canceled = excluded.canceled, numbers = excluded.numbers
                """)
                .param("seller", seller.value())
                .param("invoices", texts(all, Remembered::invoice))
                .param("ordinals", all.stream().mapToInt(Remembered::ordinal).toArray())
                .param("skus", texts(all, Remembered::sku))
                .param("customers", texts(all, Remembered::customer))
                .param("quantities", all.stream().mapToInt(Remembered::quantity).toArray())
                .param("canceled", all.stream().mapToInt(Remembered::canceled).toArray())
                .param("numbers", texts(all, Remembered::numbers))
                .update();
    }

    /// Forgets what an order's purchases were, and whose the rows were that took some of them back.
    void forget(SellerId seller, String number, String customer) {
        jdbc.sql("""
                update feeds.past_cancellation
                   set customer = ''
                 where seller = :seller and customer = :customer and customer <> ''
                   and :number = any(string_to_array(numbers, ', '))
                """)
                .param("seller", seller.value())
                .param("customer", customer)
                .param("number", number)
                .update();
        jdbc.sql("delete from feeds.purchase where seller = :seller and number = :number")
                .param("seller", seller.value())
                .param("number", number)
                .update();
    }

    private static <T> String[] texts(List<T> all, java.util.function.Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
