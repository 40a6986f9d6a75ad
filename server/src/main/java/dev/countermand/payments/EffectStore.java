package dev.countermand.payments;

import static dev.countermand.payments.PaymentStore.instant;
import static dev.countermand.payments.PaymentStore.sql;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Goods;
import dev.countermand.payments.spi.PaymentGateway;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Effects and every step they took.
@Component
class EffectStore {

    /// An effect that a worker took for a while.
    ///
    /// @param gateway who moves its money
    /// @param payment what the provider is told about its payment
    record Claimed(UUID effect, OrderId order, String gateway, PaymentGateway.At payment) {}

    private final JdbcClient jdbc;

    EffectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Writes a fresh promise, the answer is the same with its number. Its first step is written by
    /// [#step].
    Effect insert(Effect effect) {
        int seq = jdbc.sql("""
                insert into payments.effect (part, id, order_id, seq, payment_id, kind, amount, cause_kind, cause_id,
                    follows, state, planned_at, due_at)
                select :part, :id, :order, coalesce(max(seq), 0) + 1, :payment, :kind, :amount, :causeKind, :causeId,
                       :follows, :state, :plannedAt, :dueAt
                  from payments.effect
                 where part = :part and order_id = :order
                returning seq
                """)
                .param("part", effect.part())
                .param("id", effect.id())
                .param("order", effect.orderId())
                .param("payment", effect.paymentId())
                .param("kind", effect.kind().word())
                .param("amount", effect.amount())
                .param("causeKind", effect.cause().kind())
                .param("causeId", effect.cause().id())
                .param("follows", effect.follows(), Types.OTHER)
                .param("state", effect.state().word())
                .param("plannedAt", sql(effect.plannedAt()))
                .param("dueAt", sql(effect.delivery().dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .query(Integer.class)
                .single();
        return effect.numbered(seq);
    }

    /// Writes everything about an effect that may change, if it is still in the given state and
    /// as far.
    boolean update(EffectStatus from, long doneBefore, Effect after) {
        var told = after.delivery();
        return jdbc.sql("""
                update payments.effect
                   set state = :state,
                       done = :done,
                       action = :action,
                       reference = :reference,
                       message = :message,
                       attempts = :attempts,
                       sent_at = :sentAt,
                       answered_at = :answeredAt,
                       unknown_since = :unknownSince,
                       due_at = :dueAt,
                       reason = :reason,
                       held_for = :heldFor,
                       freed_at = :freedAt
                 where part = :part and id = :id and state = :from and done = :doneBefore
                """)
                        .param("part", after.part())
                        .param("id", after.id())
                        .param("from", from.word())
                        .param("doneBefore", doneBefore)
                        .param("state", after.state().word())
                        .param("done", after.done())
                        .param("action", told.action(), Types.VARCHAR)
                        .param("reference", told.reference(), Types.VARCHAR)
                        .param("message", told.message(), Types.VARCHAR)
                        .param("attempts", told.attempts())
                        .param("sentAt", sql(told.sentAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("answeredAt", sql(told.answeredAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("unknownSince", sql(told.unknownSince()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("dueAt", sql(told.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("reason", told.reasonWord(), Types.VARCHAR)
                        .param("heldFor", told.holdWord(), Types.VARCHAR)
                        .param("freedAt", sql(told.freedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    /// Marks a failed or overtaken effect as replaced by others; false when it was before.
    boolean replaced(UUID effect, Instant at) {
        return jdbc.sql("""
                update payments.effect
                   set replaced_at = :at
                 where part = :part and id = :id and replaced_at is null and state in ('failed', 'superseded')
                """)
                        .param("part", Ids.part(effect))
                        .param("id", effect)
                        .param("at", sql(at))
                        .update()
                == 1;
    }

    /// Appends the step that brought an effect into its state.
    void step(Effect effect, Instant at, @Nullable String reference, @Nullable String message, String actor) {
        jdbc.sql("""
                insert into payments.effect_step (part, effect_id, seq, state, at, reference, message, actor)
                select :part, :effect, coalesce(max(seq), 0) + 1, :state, :at, :reference, :message, :actor
                  from payments.effect_step
                 where part = :part and effect_id = :effect
                """)
                .param("part", effect.part())
                .param("effect", effect.id())
                .param("state", effect.state().word())
                .param("at", sql(at))
                .param("reference", reference, Types.VARCHAR)
                .param("message", message, Types.VARCHAR)
                .param("actor", actor)
                .update();
    }

    Optional<Effect> find(UUID id) {
        return jdbc.sql("""
                select id, order_id, seq, payment_id, kind, amount, done, cause_kind, cause_id, follows, state, action,
                       reference, message, attempts, planned_at, replaced_at, sent_at, answered_at, unknown_since,
                       due_at, reason, held_for, freed_at
                  from payments.effect
                 where part = :part and id = :id
                """)
                .param("part", Ids.part(id))
                .param("id", id)
                .query(EffectStore::effect)
                .optional();
    }

    /// The effects of an order, oldest first.
    List<Effect> of(OrderRef order) {
        return jdbc.sql("""
                select id, order_id, seq, payment_id, kind, amount, done, cause_kind, cause_id, follows, state, action,
                       reference, message, attempts, planned_at, replaced_at, sent_at, answered_at, unknown_since,
                       due_at, reason, held_for, freed_at
                  from payments.effect
                 where part = :part and order_id = :order
                 order by seq
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query(EffectStore::effect)
                .list();
    }

    /// Every step of an order's effects, each effect's oldest first.
    Map<UUID, List<OrderMoney.Step>> steps(OrderRef order) {
        var steps = new HashMap<UUID, List<OrderMoney.Step>>();
        jdbc.sql("""
                select s.effect_id, s.seq, s.state, s.at, s.reference, s.message, s.actor
                  from payments.effect_step s
                  join payments.effect e on e.part = s.part and e.id = s.effect_id
                 where e.part = :part and e.order_id = :order
                 order by s.effect_id, s.seq
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query((RowCallbackHandler) row -> steps.computeIfAbsent(
                                row.getObject("effect_id", UUID.class), id -> new ArrayList<>())
                        .add(new OrderMoney.Step(
                                row.getInt("seq"),
                                row.getString("state"),
                                Objects.requireNonNull(instant(row, "at")),
                                row.getString("reference"),
                                row.getString("message"),
                                row.getString("actor"))));
        return steps;
    }

    /// Takes what is due for as long as the lease lasts: whoever dies with it leaves it to the
    /// next one. Waits for nobody, as it holds no order's lock.
    List<Claimed> claim(Instant now, Instant lease, int limit) {
        return jdbc.sql("""
                with due as (
                    select part, id
                      from payments.effect
                     where due_at <= :now
                     order by due_at
                     limit :limit
                       for update skip locked)
                update payments.effect e
                   set due_at = :lease
                  from due, payments.payment p, payments.bill b
                 where e.part = due.part and e.id = due.id
                   and p.part = e.part and p.id = e.payment_id
                   and b.part = e.part and b.order_id = e.order_id
                returning e.id, e.order_id, p.gateway, p.caller_id, p.reference, b.seller, b.number, b.currency
                """)
                .param("now", sql(now))
                .param("lease", sql(lease))
                .param("limit", limit)
                .query((row, n) -> new Claimed(
                        row.getObject("id", UUID.class),
                        new OrderId(row.getObject("order_id", UUID.class)),
                        row.getString("gateway"),
                        PaymentStore.at(row)))
                .list();
    }

    static Effect effect(ResultSet row, int n) throws SQLException {
        var reason = row.getString("reason");
        var heldFor = row.getString("held_for");
        return new Effect(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getInt("seq"),
                row.getObject("payment_id", UUID.class),
                EffectKind.of(row.getString("kind")),
                row.getLong("amount"),
                row.getLong("done"),
                new Goods.Cause(row.getString("cause_kind"), row.getString("cause_id")),
                row.getObject("follows", UUID.class),
                Objects.requireNonNull(instant(row, "planned_at")),
                EffectStatus.of(row.getString("state")),
                row.getObject("replaced_at") != null,
                new Delivery(
                        row.getString("action"),
                        row.getString("reference"),
                        row.getString("message"),
                        row.getInt("attempts"),
                        instant(row, "sent_at"),
                        instant(row, "answered_at"),
                        instant(row, "unknown_since"),
                        instant(row, "due_at"),
                        reason == null ? null : PaymentGateway.Reason.valueOf(reason.toUpperCase(Locale.ROOT)),
                        heldFor == null ? null : Hold.of(heldFor),
                        instant(row, "freed_at")));
    }
}
