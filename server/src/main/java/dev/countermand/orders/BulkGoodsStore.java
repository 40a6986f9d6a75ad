package dev.countermand.orders;

import dev.countermand.kernel.OrderId;
import dev.countermand.site.BulkRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The goods journal in SQL, for many orders in one statement.
@Repository
class BulkGoodsStore {

    /// Moves of one order, worked out under its lock.
    record Planned(GoodsMoves moves, Goods.Cause cause, Instant at) {

        Order order() {
            return moves.before();
        }
    }

    private record Touched(Planned planned, Order.Line line) {}

    private record Entry(Planned planned, String stage) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    BulkGoodsStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /// Moves the units of orders that are locked, each order once. Answers whether every line had them.
    boolean move(List<Planned> all) {
        var touched = all.stream()
                .flatMap(p -> p.moves().touched().stream().map(line -> new Touched(p, line)))
                .toList();
        if (lines(touched) != touched.size()) {
            return false;
        }
        journal(all);
        left(entries(all, p -> p.moves().left().stream().map(Stage::word)));
        entered(entries(all, p -> p.moves().entered().stream().map(Stage::word)));
        return true;
    }

    private int lines(List<Touched> touched) {
        var sql = jdbc.sql("""
                update orders.line l
                   set open = l.open + d.open,
                       released = l.released + d.released,
                       stopping = l.stopping + d.stopping,
                       canceled = l.canceled + d.canceled,
                       shipped = l.shipped + d.shipped,
                       delivered = l.delivered + d.delivered,
                       "returning" = l."returning" + d."returning",
                       returned = l.returned + d.returned,
                       lost = l.lost + d.lost
                  from unnest(:parts::smallint[], :ids::uuid[], :lines::text[], :open::int[], :released::int[],
                              :stopping::int[], :canceled::int[], :shipped::int[], :delivered::int[],
                              :returning::int[], :returned::int[], :lost::int[])
                       as d(part, order_id, line, open, released, stopping, canceled, shipped, delivered,
                            "returning", returned, lost)
                 where l.part = d.part and l.order_id = d.order_id and l.line = d.line
                   and l.open + d.open >= 0
                   and l.released + d.released >= 0
                   and l.stopping + d.stopping >= 0
                   and l.canceled + d.canceled >= 0
                   and l.shipped + d.shipped >= 0
                   and l.delivered + d.delivered >= 0
                   and l."returning" + d."returning" >= 0
                   and l.returned + d.returned >= 0
                   and l.lost + d.lost >= 0
                """)
                .params(keys(touched, Touched::planned))
                .param("lines", texts(touched, t -> t.line().line()));
        for (var stage : Stage.values()) {
            ToIntFunction<Touched> delta = t -> t.planned().moves().delta(t.line(), stage);
            sql = sql.param(stage.word(), touched.stream().mapToInt(delta).toArray());
        }
        return sql.update();
    }

    private void journal(List<Planned> all) {
        var seqs = new HashMap<UUID, Integer>();
        jdbc.sql("""
                select k.id, coalesce(max(m.seq), 0) as seq
                  from unnest(:parts::smallint[], :ids::uuid[]) as k(part, id)
                  left join orders.move m on m.part = k.part and m.order_id = k.id
                 group by k.id
                """).params(keys(all, p -> p)).query((RowCallbackHandler)
                row -> seqs.put(row.getObject("id", UUID.class), row.getInt("seq")));
        var rows = new BulkRows();
        for (var planned : all) {
            OrderId id = planned.order().ref().id();
            int seq = seqs.getOrDefault(id.value(), 0);
            for (var move : planned.moves().moves()) {
                seq++;
                rows.number(id.part())
                        .id(id.value())
                        .number(seq)
                        .text(move.line())
                        .text(move.from().word())
                        .text(move.to().word())
                        .number(move.quantity())
                        .text(planned.cause().kind())
                        .text(planned.cause().id())
                        .time(planned.at())
                        .end();
            }
        }
        rows.into(
                bulk,
                "orders.move (part, order_id, seq, line, from_stage, to_stage, quantity, cause_kind, cause_id, at)");
    }

    private void left(List<Entry> entries) {
        if (!entries.isEmpty()) {
            jdbc.sql("""
                    delete from orders.in_stage s
                     using unnest(:parts::smallint[], :ids::uuid[], :stages::text[]) as l(part, id, stage)
                     where s.part = l.part and s.order_id = l.id and s.stage = l.stage
                    """)
                    .params(keys(entries, Entry::planned))
                    .param("stages", texts(entries, Entry::stage))
                    .update();
        }
    }

    private void entered(List<Entry> entries) {
        if (!entries.isEmpty()) {
            jdbc.sql("""
                    insert into orders.in_stage (part, order_id, stage, seller, taken_at)
                    select e.part, e.id, e.stage, e.seller, e.taken_at::timestamptz
                      from unnest(:parts::smallint[], :ids::uuid[], :stages::text[], :sellers::text[],
                                  :takenAt::text[]) as e(part, id, stage, seller, taken_at)
                    on conflict (part, order_id, stage) do nothing
                    """)
                    .params(keys(entries, Entry::planned))
                    .param("stages", texts(entries, Entry::stage))
                    .param(
                            "sellers",
                            texts(
                                    entries,
                                    e -> e.planned().order().ref().seller().value()))
                    .param(
                            "takenAt",
                            texts(entries, e -> e.planned().order().takenAt().toString()))
                    .update();
        }
    }

    private static List<Entry> entries(List<Planned> all, Function<Planned, Stream<String>> stages) {
        var entries = new ArrayList<Entry>();
        all.forEach(p -> stages.apply(p).forEach(stage -> entries.add(new Entry(p, stage))));
        return entries;
    }

    private static <T> Map<String, Object> keys(List<T> all, Function<T, Planned> planned) {
        return Map.of(
                "parts",
                        all.stream()
                                .mapToInt(t -> planned.apply(t).order().ref().part())
                                .toArray(),
                "ids",
                        texts(
                                all,
                                t -> planned.apply(t).order().ref().id().value().toString()));
    }

    private static <T> String[] texts(List<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
