package dev.countermand.cases;

import dev.countermand.cases.BulkLog.Chain;
import dev.countermand.kernel.OrderId;
import dev.countermand.site.BulkRows;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The case log in SQL, for many orders in one statement.
@Repository
class BulkCaseStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    BulkCaseStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /// Writes the heads and keys of new logs, as they stand after their first facts.
    void open(Collection<Chain> chains) {
        var heads = new BulkRows();
        var keys = new BulkRows();
        for (var chain : chains) {
            var head = chain.head();
            var order = head.order();
            heads.number(order.part())
                    .id(order.id().value())
                    .text(order.seller().value())
                    .text(order.number())
                    .number(head.seq())
                    .bytes(head.hash())
                    .end();
            keys.number(order.part()).id(order.id().value()).bytes(head.key()).end();
        }
        heads.into(bulk, "cases.head (part, order_id, seller, number, seq, hash)");
        keys.into(bulk, "cases.cipher (part, order_id, key)");
    }

    /// Reads where these chains end and keeps others from adding to them until the transaction ends.
    List<CaseStore.Head> lock(List<OrderId> orders) {
        var sorted = orders.stream()
                .sorted(Comparator.comparingInt(OrderId::part).thenComparing(OrderId::value))
                .toList();
        return jdbc.sql("""
                select h.seller, h.number, h.order_id, h.seq, h.hash, c.key
                  from unnest(:parts::smallint[], :ids::uuid[]) with ordinality as o(part, id, n)
                  join cases.head h on h.part = o.part and h.order_id = o.id
                  left join cases.cipher c on c.part = h.part and c.order_id = h.order_id
                 order by o.n
                   for update of h
                """)
                .param("parts", sorted.stream().mapToInt(OrderId::part).toArray())
                .param("ids", sorted.stream().map(o -> o.value().toString()).toArray(String[]::new))
                .query(CaseStore::head)
                .list();
    }

    /// The keys of these orders' personal fields; erased ones are missing.
    Map<OrderId, byte[]> keys(List<OrderId> orders) {
        var keys = new HashMap<OrderId, byte[]>();
        jdbc.sql("""
                select c.order_id, c.key
                  from unnest(:parts::smallint[], :ids::uuid[]) as o(part, id)
                  join cases.cipher c on c.part = o.part and c.order_id = o.id
                """)
                .param("parts", orders.stream().mapToInt(OrderId::part).toArray())
                .param("ids", orders.stream().map(o -> o.value().toString()).toArray(String[]::new))
                .query((RowCallbackHandler)
                        row -> keys.put(new OrderId(row.getObject("order_id", UUID.class)), row.getBytes("key")));
        return keys;
    }

    /// Moves the heads to where their chains end now. Answers how many still stood where they began.
    int move(Collection<Chain> chains) {
        return jdbc.sql("""
                update cases.head h
                   set seq = m.seq, hash = m.hash
                  from unnest(:parts::smallint[], :ids::uuid[], :from::bigint[], :seqs::bigint[], :hashes::bytea[])
                       as m(part, id, began, seq, hash)
                 where h.part = m.part and h.order_id = m.id and h.seq = m.began
                """)
                .param(
                        "parts",
                        chains.stream().mapToInt(c -> c.head().order().part()).toArray())
                .param(
                        "ids",
                        each(chains, c -> c.head().order().id().value().toString())
                                .toArray(String[]::new))
                .param("from", chains.stream().mapToLong(c -> c.began().seq()).toArray())
                .param("seqs", chains.stream().mapToLong(c -> c.head().seq()).toArray())
                .param("hashes", each(chains, c -> c.head().hash()).toArray(byte[][]::new))
                .update();
    }

    private static <T> List<T> each(Collection<Chain> chains, Function<Chain, T> part) {
        return chains.stream().map(part).toList();
    }

    /// Writes the facts. The feed lists them by the instant they were recorded, however old they are.
    void tell(List<FactRow> facts, Instant now) {
        var rows = new BulkRows();
        var unlisted = new BulkRows();
        for (var fact : facts) {
            var order = fact.order();
            rows.number(order.part())
                    .id(order.id().value())
                    .number(fact.seq())
                    .text(fact.kind())
                    .time(fact.at())
                    .text(fact.actorKind())
                    .text(fact.actorName())
                    .text(fact.channel())
                    .text(fact.body())
                    .bytes(fact.personal())
                    .bytes(fact.prevHash())
                    .bytes(fact.hash())
                    .end();
            unlisted.number(order.part())
                    .id(order.id().value())
                    .number(fact.seq())
                    .text(order.seller().value())
                    .time(now)
                    .end();
        }
        rows.into(
                bulk,
                "cases.fact (part, order_id, seq, kind, at, actor_kind, actor_name, channel, body, personal,"
                        + " prev_hash, hash)");
        unlisted.into(bulk, "cases.unlisted (part, order_id, seq, seller, at)");
    }
}
