package dev.countermand.cases;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The facts, the head of each order's chain, and the keys of personal fields.
@Repository
class CaseStore {

    /// Where an order's chain ends.
    ///
    /// @param key of the personal fields; null once erased
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Head(OrderRef order, long seq, byte[] hash, byte @Nullable [] key) {}

    /// A stored fact and the key of its order's personal fields; null once erased.
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Kept(FactRow fact, byte @Nullable [] key) {}

    private static final String SELECT = """
            select coalesce(l.cursor, 0) as cursor,
                   h.seller,
                   h.number,
                   f.order_id,
                   f.seq,
                   f.kind,
                   f.at,
                   f.actor_kind,
                   f.actor_name,
                   f.channel,
                   f.body,
                   f.personal,
                   f.prev_hash,
                   f.hash,
                   c.key
            """;

    private static final String BY_FEED = """
              join cases.fact f on f.part = l.part and f.order_id = l.order_id and f.seq = l.seq
              join cases.head h on h.part = f.part and h.order_id = f.order_id
              left join cases.cipher c on c.part = f.part and c.order_id = f.order_id
             order by l.cursor
            """;

    private final JdbcClient jdbc;

    CaseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void open(OrderRef order, byte[] genesis, byte[] key) {
        jdbc.sql("""
                with opened as (
                    insert into cases.head (part, order_id, seller, number, seq, hash)
                    values (:part, :order, :seller, :number, 0, :hash)
                    returning part, order_id
                )
                insert into cases.cipher (part, order_id, key)
                select part, order_id, :key from opened
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .param("seller", order.seller().value())
                .param("number", order.number())
                .param("hash", genesis)
                .param("key", key)
                .update();
    }

    /// Reads where the chain ends and keeps others from adding to it until the transaction ends.
    Optional<Head> lock(OrderId order) {
        return jdbc.sql("""
                select h.seller, h.number, h.order_id, h.seq, h.hash, c.key
                  from cases.head h
                  left join cases.cipher c on c.part = h.part and c.order_id = h.order_id
                 where h.part = :part and h.order_id = :order
                   for update of h
                """)
                .param("part", order.part())
                .param("order", order.value())
                .query(CaseStore::head)
                .optional();
    }

    long end() {
        return jdbc.sql("select cursor from cases.sequencer where id = 1")
                .query(Long.class)
                .single();
    }

    /// Appends a fact to a chain that still ends where the fact begins. False when it does not.
    boolean append(FactRow fact) {
        return jdbc.sql("""
                with step as (
                    update cases.head
                       set seq = :seq, hash = :hash
                     where part = :part and order_id = :order and seq = :seq - 1 and hash = :prevHash
                    returning part, order_id, seq, hash, seller
                ), told as (
                    insert into cases.unlisted (part, order_id, seq, seller, at)
                    select part, order_id, seq, seller, :at from step
                )
                insert into cases.fact (part, order_id, seq, kind, at, actor_kind, actor_name, channel, body, personal,
                                        prev_hash, hash)
                select part, order_id, seq, :kind, :at, :actorKind, :actorName, :channel, :body, :personal,
                       :prevHash, hash
                  from step
                """)
                        .param("part", fact.order().part())
                        .param("order", fact.order().id().value())
                        .param("seq", fact.seq())
                        .param("kind", fact.kind())
                        .param("at", fact.at().atOffset(ZoneOffset.UTC))
                        .param("actorKind", fact.actorKind())
                        .param("actorName", fact.actorName())
                        .param("channel", fact.channel())
                        .param("body", fact.body())
                        .param("personal", fact.personal(), java.sql.Types.BINARY)
                        .param("prevHash", fact.prevHash())
                        .param("hash", fact.hash())
                        .update()
                == 1;
    }

    Optional<OrderRef> find(int part, SellerId seller, String number) {
        return jdbc.sql("""
                select seller, number, order_id
                  from cases.head
                 where part = :part and seller = :seller and number = :number
                """)
                .param("part", part)
                .param("seller", seller.value())
                .param("number", number)
                .query((row, n) -> order(row))
                .optional();
    }

    Optional<Head> head(OrderId order) {
        return jdbc.sql("""
                select h.seller, h.number, h.order_id, h.seq, h.hash, c.key
                  from cases.head h
                  left join cases.cipher c on c.part = h.part and c.order_id = h.order_id
                 where h.part = :part and h.order_id = :order
                """)
                .param("part", order.part())
                .param("order", order.value())
                .query(CaseStore::head)
                .optional();
    }

    List<Kept> timeline(OrderId order, long after, int limit) {
        return jdbc.sql(SELECT + """
                  from cases.fact f
                  join cases.head h on h.part = f.part and h.order_id = f.order_id
                  left join cases.cipher c on c.part = f.part and c.order_id = f.order_id
                  left join cases.feed l on l.part = f.part and l.order_id = f.order_id and l.seq = f.seq
                 where f.part = :part and f.order_id = :order and f.seq > :after
                 order by f.seq
                 limit :limit
                """)
                .param("part", order.part())
                .param("order", order.value())
                .param("after", after)
                .param("limit", limit)
                .query(CaseStore::kept)
                .list();
    }

    List<Kept> latest(OrderId order, String kind, int limit) {
        return jdbc.sql(SELECT + """
                  from cases.fact f
                  join cases.head h on h.part = f.part and h.order_id = f.order_id
                  left join cases.cipher c on c.part = f.part and c.order_id = f.order_id
                  left join cases.feed l on l.part = f.part and l.order_id = f.order_id and l.seq = f.seq
                 where f.part = :part and f.order_id = :order and f.kind = :kind
                 order by f.seq desc
                 limit :limit
                """)
                .param("part", order.part())
                .param("order", order.value())
                .param("kind", kind)
                .param("limit", limit)
                .query(CaseStore::kept)
                .list();
    }

    int count(OrderId order, String kind) {
        return jdbc.sql("select count(*) from cases.fact where part = :part and order_id = :order and kind = :kind")
                .param("part", order.part())
                .param("order", order.value())
                .param("kind", kind)
                .query(Integer.class)
                .single();
    }

    List<Kept> events(long after, int limit) {
        return jdbc.sql(SELECT + """
                  from (select cursor, part, order_id, seq
                          from cases.feed
                         where cursor > :after
                         order by cursor
                         limit :limit) l
                """ + BY_FEED)
                .param("after", after)
                .param("limit", limit)
                .query(CaseStore::kept)
                .list();
    }

    List<Kept> eventsOf(SellerId seller, long after, int limit) {
        return jdbc.sql(SELECT + """
                  from (select cursor, part, order_id, seq
                          from cases.feed
                         where seller = :seller and cursor > :after
                         order by cursor
                         limit :limit) l
                """ + BY_FEED)
                .param("seller", seller.value())
                .param("after", after)
                .param("limit", limit)
                .query(CaseStore::kept)
                .list();
    }

    boolean erase(OrderId order) {
        return jdbc.sql("delete from cases.cipher where part = :part and order_id = :order")
                        .param("part", order.part())
                        .param("order", order.value())
                        .update()
                == 1;
    }

    static Head head(ResultSet row, int number) throws SQLException {
        return new Head(order(row), row.getLong("seq"), row.getBytes("hash"), row.getBytes("key"));
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        var fact = new FactRow(
                row.getLong("cursor"),
                order(row),
                row.getLong("seq"),
                row.getString("kind"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor_kind"),
                row.getString("actor_name"),
                row.getString("channel"),
                row.getString("body"),
                row.getBytes("personal"),
                row.getBytes("prev_hash"),
                row.getBytes("hash"));
        return new Kept(fact, row.getBytes("key"));
    }

    private static OrderRef order(ResultSet row) throws SQLException {
        return new OrderRef(
                new OrderId(row.getObject("order_id", UUID.class)),
                new SellerId(row.getString("seller")),
                row.getString("number"));
    }
}
