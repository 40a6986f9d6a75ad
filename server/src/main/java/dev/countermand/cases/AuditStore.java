package dev.countermand.cases;

import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.cases.spi.Stretch.Place;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The case log as those read it who check it: stretch by stretch, and nothing is taken for granted that
/// a constraint forbids.
@Repository
class AuditStore {

    /// A fact of any order, and how the feed has it.
    ///
    /// @param cursor its place in the feed; null when it has none
    /// @param waiting whether it still waits to be listed
    record Stored(FactRow fact, @Nullable Long cursor, boolean waiting) {}

    private static final String WALK = """
            select f.order_id, f.seq, f.kind, f.at, f.actor_kind, f.actor_name, f.channel, f.body, f.personal,
                   f.prev_hash, f.hash, l.cursor, u.seq is not null as waiting
              from cases.fact f
              left join cases.feed l on l.part = f.part and l.order_id = f.order_id and l.seq = f.seq
              left join cases.unlisted u on u.part = f.part and u.order_id = f.order_id and u.seq = f.seq
             where within(f.order_id)
             order by f.order_id, f.seq
            """;

    private static final List<PromiseQuery> QUERIES = List.of(
            new PromiseQuery(
                    "P11",
                    "feed_of_nothing",
                    "Followers of the feed were given an entry that is not there"
                            + " any more. Restore the order's entries from a backup.",
                    """
                    select l.order_id,
                           format('cursor %s lists entry %s', l.cursor, l.seq) as found,
                           'an entry of that number in the order''s log' as expected
                      from cases.feed l
                      left join cases.fact f on f.part = l.part and f.order_id = l.order_id and f.seq = l.seq
                     where within(l.order_id) and f.seq is null
                    """),
            new PromiseQuery(
                    "P11",
                    "waiting_for_nothing",
                    "Delete the row of cases.unlisted; the sequencer would" + " list an entry that does not exist.",
                    """
                    select u.order_id,
                           format('entry %s waits to be listed', u.seq) as found,
                           'an entry of that number in the order''s log' as expected
                      from cases.unlisted u
                      left join cases.fact f on f.part = u.part and f.order_id = u.order_id and f.seq = u.seq
                     where within(u.order_id) and f.seq is null
                    """),
            new PromiseQuery(
                    "P11",
                    "feed_of_another_seller",
                    "The entry is shown to a seller whose order it is not,"
                            + " or hidden from the one whose it is: set the row's seller to the order's.",
                    """
                    select l.order_id,
                           format('cursor %s is listed for seller %s', l.cursor, l.seller) as found,
                           format('seller %s', h.seller) as expected
                      from cases.feed l
                      join cases.head h on h.part = l.part and h.order_id = l.order_id
                     where within(l.order_id) and l.seller <> h.seller
                    """));

    private final JdbcClient jdbc;

    AuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The place that ends a stretch of so many orders; empty when there are fewer.
    Optional<Place> end(Place after, int size) {
        return jdbc.sql("""
                select part, order_id
                  from cases.head
                 where (part, order_id) > (:part, :order)
                 order by part, order_id
                offset :size - 1
                 limit 1
                """)
                .param("part", (short) after.part())
                .param("order", after.order())
                .param("size", size)
                .query(AuditStore::place)
                .optional();
    }

    private static Place place(ResultSet row, int number) throws SQLException {
        return new Place(row.getInt("part"), row.getObject("order_id", UUID.class));
    }

    /// The orders of a stretch that have a log.
    List<Place> orders(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select h.part, h.order_id
                          from cases.head h
                         where within(h.order_id)
                        """, stretch).query(AuditStore::place).list();
    }

    /// The ends of the chains of a stretch.
    Map<UUID, CaseStore.Head> heads(Stretch stretch) {
        var heads = new HashMap<UUID, CaseStore.Head>();
        PromiseQuery.bind(jdbc, """
                        select h.seller, h.number, h.order_id, h.seq, h.hash, c.key
                          from cases.head h
                          left join cases.cipher c on c.part = h.part and c.order_id = h.order_id
                         where within(h.order_id)
                        """, stretch).query(row -> {
            heads.put(
                    row.getObject("order_id", UUID.class),
                    new CaseStore.Head(ref(row), row.getLong("seq"), row.getBytes("hash"), row.getBytes("key")));
        });
        return heads;
    }

    /// All facts of a stretch, order by order, each order's by number.
    ///
    /// @param heads to name the orders; a fact of an order without one carries a name of its own
    void walk(Stretch stretch, Map<UUID, CaseStore.Head> heads, Consumer<Stored> each) {
        PromiseQuery.bind(jdbc, WALK, stretch).query(row -> {
            var id = row.getObject("order_id", UUID.class);
            var head = heads.get(id);
            var order = head == null ? new OrderRef(new OrderId(id), new SellerId("nobody"), "") : head.order();
            var cursor = row.getObject("cursor", Long.class);
            each.accept(new Stored(fact(row, order), cursor, row.getBoolean("waiting")));
        });
    }

    private static FactRow fact(ResultSet row, OrderRef order) throws SQLException {
        return new FactRow(
                row.getLong("cursor"),
                order,
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
    }

    void queries(Stretch stretch, Consumer<Finding> found) {
        QUERIES.forEach(query -> query.run(jdbc, stretch, found));
    }

    /// Names an order; empty for one without a log.
    Optional<OrderRef> ref(int part, UUID order) {
        return jdbc.sql("""
                        select order_id, seller, number
                          from cases.head
                         where part = :part and order_id = :order
                        """)
                .param("part", (short) part)
                .param("order", order)
                .query((row, n) -> ref(row))
                .optional();
    }

    /// How far a follower of the feed has come; 0 for an unknown one.
    long position(String listener) {
        return jdbc.sql("select cursor from cases.listener where name = :name")
                .param("name", listener)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /// When the fact at this place of the feed, or the next one after it, was recorded.
    Optional<Instant> recordedAt(long cursor) {
        return jdbc.sql("""
                select f.at
                  from (select part, order_id, seq from cases.feed where cursor >= :cursor order by cursor limit 1) l
                  join cases.fact f on f.part = l.part and f.order_id = l.order_id and f.seq = l.seq
                """)
                .param("cursor", cursor)
                .query((row, n) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .optional();
    }

    /// The last place that the sequencer gave away.
    long lastCursor() {
        return jdbc.sql("select cursor from cases.sequencer where id = 1")
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /// The orders with anything after this place of the feed, in their order.
    List<Place> touched(long cursor) {
        return jdbc.sql("""
                select part, order_id from cases.feed where cursor > :cursor
                union
                select part, order_id from cases.unlisted
                order by part, order_id
                """).param("cursor", cursor).query(AuditStore::place).list();
    }

    /// How many entries the feed has in a range of places, and the first place of it that is empty.
    Optional<Long> gap(long after, long upto) {
        long count = jdbc.sql("select count(*) from cases.feed where cursor > :after and cursor <= :upto")
                .param("after", after)
                .param("upto", upto)
                .query(Long.class)
                .single();
        if (count == upto - after) {
            return Optional.empty();
        }
        return jdbc.sql("""
                select n
                  from generate_series(cast(:after as bigint) + 1, :upto) n
                 where not exists (select from cases.feed l where l.cursor = n)
                 order by n
                 limit 1
                """)
                .param("after", after)
                .param("upto", upto)
                .query(Long.class)
                .optional();
    }

    /// The place of the feed's last entry.
    long end() {
        return jdbc.sql("select coalesce(max(cursor), 0) from cases.feed")
                .query(Long.class)
                .single();
    }

    /// Followers that claim to have seen more than there is.
    Map<String, Long> ahead() {
        var ahead = new HashMap<String, Long>();
        jdbc.sql("""
                select l.name, l.cursor
                  from cases.listener l, cases.sequencer s
                 where s.id = 1 and l.cursor > s.cursor
                """).query(row -> {
            ahead.put(row.getString("name"), row.getLong("cursor"));
        });
        return ahead;
    }

    private static OrderRef ref(ResultSet row) throws SQLException {
        return new OrderRef(
                new OrderId(row.getObject("order_id", UUID.class)),
                new SellerId(row.getString("seller")),
                row.getString("number"));
    }

    static OffsetDateTime column(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
