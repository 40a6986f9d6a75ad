package dev.countermand.notifications.receipts;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.BulkRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// All SQL of receipts and of the keys that sign them.
@Repository
class ReceiptStore {

    /// A receipt as it is stored.
    ///
    /// @param receipt without its JWS
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Kept(Receipt receipt, byte @Nullable [] sealed) {}

    /// A key that signs.
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record SealedKey(String kid, byte[] sealed) {}

    private static final String SELECT = """
            select id, order_id, seq, seller, order_number, thing, kind, year, number, happened_at, issued_at,
                   shop_only, kid, sha256, brief, sealed
              from notifications.receipt
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    ReceiptStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /// A receipt and its place in the seller's book of the year.
    record Numbered(Receipt receipt, int year, long number) {}

    /// The last of the seller's next numbers of the year, of which the caller takes so many. Whoever comes
    /// second waits until the first has committed them, or given them back.
    long next(SellerId seller, int year, int count) {
        return jdbc.sql("""
                insert into notifications.receipt_count as c (seller, year, last)
                values (:seller, :year, :count)
                    on conflict (seller, year) do update
                   set last = c.last + excluded.last
                returning last
                """)
                .param("seller", seller.value())
                .param("year", year)
                .param("count", count)
                .query(Long.class)
                .single();
    }

    /// Keeps a new receipt; false when this fact has one.
    boolean add(Receipt receipt, int year, long number, byte @Nullable [] sealed) {
        return jdbc.sql("""
                insert into notifications.receipt
                    (part, order_id, seq, id, seller, order_number, thing, kind, year, number, happened_at, issued_at,
                     shop_only, kid, sha256, brief, sealed)
                values
                    (:part, :order, :seq, :id, :seller, :orderNumber, :thing, :kind, :year, :number, :happenedAt,
                     :issuedAt, :shopOnly, :kid, :sha256, :brief, :sealed)
                    on conflict (part, order_id, seq) do nothing
                """)
                        .param("part", receipt.order().part())
                        .param("order", receipt.order().id().value())
                        .param("seq", receipt.seq())
                        .param("id", Objects.requireNonNull(Ids.parse(Receipt.PREFIX, receipt.id())))
                        .param("seller", receipt.order().seller().value())
                        .param("orderNumber", receipt.order().number())
                        .param("thing", receipt.thing())
                        .param("kind", receipt.kind())
                        .param("year", year)
                        .param("number", number)
                        .param("happenedAt", utc(receipt.happenedAt()))
                        .param("issuedAt", utc(receipt.issuedAt()))
                        .param("shopOnly", receipt.shopOnly())
                        .param("kid", receipt.kid())
                        .param("sha256", receipt.sha256())
                        .param("brief", receipt.brief())
                        .param("sealed", sealed, Types.BINARY)
                        .update()
                == 1;
    }

    /// Keeps new receipts. Fails when one of the facts has one.
    void add(List<Numbered> all, List<Optional<byte[]>> sealed) {
        var rows = new BulkRows();
        for (int i = 0; i < all.size(); i++) {
            var receipt = all.get(i).receipt();
            rows.number(receipt.order().part())
                    .id(receipt.order().id().value())
                    .number(receipt.seq())
                    .id(Ids.parse(Receipt.PREFIX, receipt.id()))
                    .text(receipt.order().seller().value())
                    .text(receipt.order().number())
                    .text(receipt.thing())
                    .text(receipt.kind())
                    .number(all.get(i).year())
                    .number(all.get(i).number())
                    .time(receipt.happenedAt())
                    .time(receipt.issuedAt())
                    .flag(receipt.shopOnly())
                    .text(receipt.kid())
                    .text(receipt.sha256())
                    .text(receipt.brief())
                    .bytes(sealed.get(i).orElse(null))
                    .end();
        }
        rows.into(
                bulk,
                "notifications.receipt (part, order_id, seq, id, seller, order_number, thing, kind, year, number,"
                        + " happened_at, issued_at, shop_only, kid, sha256, brief, sealed)");
    }

    /// Gives the number back that this transaction has just taken: nobody else can have counted on.
    void giveBack(SellerId seller, int year) {
        jdbc.sql("update notifications.receipt_count set last = last - 1 where seller = :seller and year = :year")
                .param("seller", seller.value())
                .param("year", year)
                .update();
    }

    Optional<Kept> find(int part, UUID id) {
        return jdbc.sql(SELECT + " where part = :part and id = :id")
                .param("part", part)
                .param("id", id)
                .query(ReceiptStore::kept)
                .optional();
    }

    List<Kept> of(OrderId order, int limit) {
        return jdbc.sql(SELECT + " where part = :part and order_id = :order order by seq desc limit :limit")
                .param("part", order.part())
                .param("order", order.value())
                .param("limit", limit)
                .query(ReceiptStore::kept)
                .list();
    }

    List<Kept> of(int part, String thing, int limit) {
        return jdbc.sql(SELECT + " where part = :part and thing = :thing order by seq desc limit :limit")
                .param("part", part)
                .param("thing", thing)
                .param("limit", limit)
                .query(ReceiptStore::kept)
                .list();
    }

    void addKey(String kid, String jwk, String secret, byte[] sealed, Instant at) {
        jdbc.sql("""
                insert into notifications.receipt_key (kid, jwk, secret, sealed, created_at)
                values (:kid, :jwk, :secret, :sealed, :at)
                """)
                .param("kid", kid)
                .param("jwk", jwk)
                .param("secret", secret)
                .param("sealed", sealed)
                .param("at", utc(at))
                .update();
    }

    /// The newest key that this secret opens and that still signs.
    Optional<SealedKey> activeKey(String secret) {
        return jdbc.sql("""
                select kid, sealed
                  from notifications.receipt_key
                 where secret = :secret and retired_at is null
                 order by created_at desc, kid
                 limit 1
                """)
                .param("secret", secret)
                .query((row, n) -> new SealedKey(row.getString("kid"), row.getBytes("sealed")))
                .optional();
    }

    /// Every key there ever was, as it is published, newest first.
    List<String> publishedKeys() {
        return jdbc.sql("select jwk from notifications.receipt_key order by created_at desc, kid")
                .query((row, n) -> row.getString(1))
                .list();
    }

    /// No key that was there before signs any more.
    List<String> retireKeys(Instant at) {
        return jdbc.sql("update notifications.receipt_key set retired_at = :at where retired_at is null returning kid")
                .param("at", utc(at))
                .query((row, n) -> row.getString(1))
                .list();
    }

    static Kept kept(ResultSet row, int n) throws SQLException {
        var receipt = new Receipt(
                Ids.text(Receipt.PREFIX, row.getObject("id", UUID.class)),
                new OrderRef(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        new SellerId(row.getString("seller")),
                        row.getString("order_number")),
                row.getLong("seq"),
                row.getString("kind"),
                row.getString("thing"),
                Receipt.number(row.getInt("year"), row.getLong("number")),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("shop_only"),
                row.getString("kid"),
                row.getString("sha256"),
                row.getString("brief"),
                null);
        return new Kept(receipt, row.getBytes("sealed"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
