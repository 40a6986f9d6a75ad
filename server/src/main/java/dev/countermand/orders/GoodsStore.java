package dev.countermand.orders;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The goods journal in SQL.
@Repository
class GoodsStore {

    private static final String MOVE = """
            with moved as (
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
                  from unnest(:line::text[], :open::int[], :released::int[], :stopping::int[], :canceled::int[],
                              :shipped::int[], :delivered::int[], :returning::int[], :returned::int[], :lost::int[])
                       as d(line, open, released, stopping, canceled, shipped, delivered, "returning", returned, lost)
                 where l.part = :part
                   and l.order_id = :order
                   and l.line = d.line
                   and l.open + d.open >= 0
                   and l.released + d.released >= 0
                   and l.stopping + d.stopping >= 0
                   and l.canceled + d.canceled >= 0
                   and l.shipped + d.shipped >= 0
                   and l.delivered + d.delivered >= 0
                   and l."returning" + d."returning" >= 0
                   and l.returned + d.returned >= 0
                   and l.lost + d.lost >= 0
                returning l.line, l.open, l.released, l.stopping, l.canceled, l.shipped, l.delivered, l."returning",
                          l.returned, l.lost
            ), journal as (
                insert into orders.move (
                    part, order_id, seq, line, from_stage, to_stage, quantity, cause_kind, cause_id, at)
                select :part, :order, last.seq + m.n, m.line, m.from_stage, m.to_stage, m.quantity, :causeKind,
                       :causeId, :at
                  from unnest(:moveLine::text[], :from::text[], :to::text[], :quantity::int[])
                       with ordinality as m(line, from_stage, to_stage, quantity, n),
                       (select coalesce(max(seq), 0) as seq
                          from orders.move
                         where part = :part and order_id = :order) as last
            ), gone as (
                delete from orders.in_stage
                 where part = :part and order_id = :order and stage = any(:left::text[])
            ), come as (
                insert into orders.in_stage (part, order_id, stage, seller, taken_at)
                select :part, :order, stage, :seller, :takenAt
                  from unnest(:entered::text[]) as stage
                on conflict (part, order_id, stage) do nothing
            )
            select * from moved
            """;

    private final JdbcClient jdbc;

    GoodsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Moves units and writes the journal in one statement. Answers the counters of the lines that were
    /// hit; a line with too few units is missing there, and then nothing of this may be committed.
    Map<String, Units> move(GoodsMoves moves, Goods.Cause cause, Instant at) {
        var counters = new HashMap<String, Units>();
        var order = moves.before();
        var lines = moves.touched();
        var sql = jdbc.sql(MOVE)
                .param("part", (short) order.ref().part())
                .param("order", order.ref().id().value())
                .param("seller", order.ref().seller().value())
                .param("takenAt", OrderRows.column(order.takenAt()))
                .param("causeKind", cause.kind())
                .param("causeId", cause.id())
                .param("at", OrderRows.column(at))
                .param("line", lines.stream().map(Order.Line::line).toArray(String[]::new))
                .param("left", words(moves.left()))
                .param("entered", words(moves.entered()))
                .param("moveLine", texts(moves, Goods.Move::line))
                .param("from", texts(moves, m -> m.from().word()))
                .param("to", texts(moves, m -> m.to().word()))
                .param(
                        "quantity",
                        moves.moves().stream().mapToInt(Goods.Move::quantity).toArray());
        for (var stage : Stage.values()) {
            ToIntFunction<Order.Line> delta = line -> moves.delta(line, stage);
            sql = sql.param(stage.word(), lines.stream().mapToInt(delta).toArray());
        }
        sql.query((ResultSet row) -> {
            counters.put(row.getString("line"), OrderRows.units(row));
        });
        return counters;
    }

    private static String[] texts(GoodsMoves moves, java.util.function.Function<Goods.Move, String> text) {
        return moves.moves().stream().map(text).toArray(String[]::new);
    }

    private static String[] words(Collection<Stage> stages) {
        return stages.stream().map(Stage::word).toArray(String[]::new);
    }
}
