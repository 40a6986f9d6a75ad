package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.payments.MoneyTogether.Planned;
import dev.countermand.site.BulkRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Effects of many orders with few statements.
@Component
class BulkEffectStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate bulk;

    BulkEffectStore(JdbcClient jdbc, JdbcTemplate bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /// Writes the effects with their first steps, and counts them on their payments. The orders must be
    /// locked. What would break a promise about money fails by its check.
    void plan(List<Planned> all) {
        if (all.isEmpty()) {
            return;
        }
        var numbers = numbers(all);
        var effects = new BulkRows();
        var steps = new BulkRows();
        for (var planned : all) {
            var effect = planned.effect();
            int seq = numbers.merge(effect.orderId(), 1, Integer::sum);
            effects.number(effect.part())
                    .id(effect.id())
                    .id(effect.orderId())
                    .number(seq)
                    .id(effect.paymentId())
                    .text(effect.kind().word())
                    .number(effect.amount())
                    .text(effect.cause().kind())
                    .text(effect.cause().id())
                    .text(effect.state().word())
                    .time(effect.plannedAt())
                    .time(effect.delivery().dueAt())
                    .end();
            steps.number(effect.part())
                    .id(effect.id())
                    .number(1)
                    .text(effect.state().word())
                    .time(effect.plannedAt())
                    .text(planned.by())
                    .end();
        }
        effects.into(
                bulk,
                "payments.effect (part, id, order_id, seq, payment_id, kind, amount, cause_kind, cause_id, state,"
                        + " planned_at, due_at)");
        steps.into(bulk, "payments.effect_step (part, effect_id, seq, state, at, actor)");
        count(all);
    }

    /// The last number of each order's effects; orders without any are missing.
    private Map<UUID, Integer> numbers(List<Planned> all) {
        var numbers = new HashMap<UUID, Integer>();
        jdbc.sql("""
                select e.order_id, max(e.seq) as seq
                  from (select distinct part, order_id
                          from unnest(:parts::smallint[], :orders::uuid[]) as k(part, order_id)) k
                  join payments.effect e on e.part = k.part and e.order_id = k.order_id
                 group by e.order_id
                """)
                .param("parts", parts(all))
                .param("orders", texts(all, p -> p.effect().orderId().toString()))
                .query((RowCallbackHandler)
                        row -> numbers.put(row.getObject("order_id", UUID.class), row.getInt("seq")));
        return numbers;
    }

    /// The effects of many orders, each order's oldest first.
    Map<OrderId, List<Effect>> of(List<OrderRef> orders) {
        var effects = new HashMap<OrderId, List<Effect>>();
        jdbc.sql("""
                select e.*
                  from unnest(:parts::smallint[], :orders::uuid[]) as k(part, id)
                  join payments.effect e on e.part = k.part and e.order_id = k.id
                 order by e.part, e.order_id, e.seq
                """)
                .param("parts", orders.stream().mapToInt(OrderRef::part).toArray())
                .param(
                        "orders",
                        orders.stream().map(o -> o.id().value().toString()).toArray(String[]::new))
                .query((RowCallbackHandler) row -> effects.computeIfAbsent(
                                new OrderId(row.getObject("order_id", UUID.class)), id -> new ArrayList<>())
                        .add(EffectStore.effect(row, 0)));
        return effects;
    }

    /// Writes that promises were told to people who have them now, with the step of each. The orders must be
    /// locked.
    void told(List<ShopRounds.Instructed> all) {
        if (all.isEmpty()) {
            return;
        }
        int changed = jdbc.sql("""
                update payments.effect e
                   set state = t.state, action = t.action, attempts = t.attempts, sent_at = t.at::timestamptz,
                       answered_at = t.at::timestamptz, due_at = null
                  from unnest(:parts::smallint[], :ids::uuid[], :states::text[], :actions::text[], :attempts::int[],
                              :at::text[]) as t(part, id, state, action, attempts, at)
                 where e.part = t.part and e.id = t.id and e.state = 'planned' and e.held_for is null
                """)
                .params(steps(all))
                .param(
                        "actions",
                        all.stream().map(t -> t.effect().delivery().action()).toArray(String[]::new))
                .param(
                        "attempts",
                        all.stream()
                                .mapToInt(t -> t.effect().delivery().attempts())
                                .toArray())
                .update();
        if (changed != all.size()) {
            throw new IllegalStateException("of " + all.size() + " effects only " + changed + " are as they were read");
        }
        jdbc.sql("""
                insert into payments.effect_step (part, effect_id, seq, state, at, actor)
                select t.part, t.id,
                       (select coalesce(max(s.seq), 0) + 1
                          from payments.effect_step s
                         where s.part = t.part and s.effect_id = t.id),
                       t.state, t.at::timestamptz, t.actor
                  from unnest(:parts::smallint[], :ids::uuid[], :states::text[], :at::text[], :actors::text[])
                       as t(part, id, state, at, actor)
                """)
                .params(steps(all))
                .param("actors", all.stream().map(t -> t.scene().by()).toArray(String[]::new))
                .update();
    }

    private static Map<String, Object> steps(List<ShopRounds.Instructed> all) {
        return Map.of(
                "parts", all.stream().mapToInt(t -> t.effect().part()).toArray(),
                "ids", all.stream().map(t -> t.effect().id().toString()).toArray(String[]::new),
                "states", all.stream().map(t -> t.effect().state().word()).toArray(String[]::new),
                "at", all.stream().map(t -> t.scene().at().toString()).toArray(String[]::new));
    }

    private void count(List<Planned> all) {
        long payments = all.stream().map(p -> p.effect().paymentId()).distinct().count();
        int counted = jdbc.sql("""
                update payments.payment p
                   set void_open = p.void_open + m.void_open, refund_open = p.refund_open + m.refund_open
                  from (select part, id, sum(void_open) as void_open, sum(refund_open) as refund_open
                          from unnest(:parts::smallint[], :ids::uuid[], :voids::bigint[], :refunds::bigint[])
                               as e(part, id, void_open, refund_open)
                         group by part, id) m
                 where p.part = m.part and p.id = m.id
                """)
                .param("parts", parts(all))
                .param("ids", texts(all, p -> p.effect().paymentId().toString()))
                .param("voids", amounts(all, p -> change(p).voidOpen()))
                .param("refunds", amounts(all, p -> change(p).refundOpen()))
                .update();
        if (counted != payments) {
            throw new IllegalStateException("of " + payments + " payments only " + counted + " are there");
        }
    }

    private static Change change(Planned planned) {
        return Change.promised(planned.effect().kind(), planned.effect().amount());
    }

    private static int[] parts(List<Planned> all) {
        return all.stream().mapToInt(p -> Ids.part(p.effect().orderId())).toArray();
    }

    private static String[] texts(List<Planned> all, Function<Planned, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static long[] amounts(List<Planned> all, ToLongFunction<Planned> amount) {
        return all.stream().mapToLong(amount).toArray();
    }
}
