package dev.countermand.notifications.webhooks;

import dev.countermand.kernel.OrderRef;
import dev.countermand.notifications.webhooks.Delivery.Attempt;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of the deliveries, as their worker needs it. Of one order and endpoint the earliest unfinished
/// delivery is the head; whoever may change which one that is holds the lock of [#lock].
@Repository
class DeliveryStore {

    /// A new delivery.
    record Draft(OrderRef order, long seq, UUID endpoint, UUID id, UUID event, long cursor, String kind, String body) {}

    /// A delivery that this worker may send until its lease ends.
    ///
    /// @param attempt the number of this try: recording a failure needs it
    /// @param tries how many there were in this run, this one included
    /// @param firstTry when this run began
    record Claim(
            OrderRef order,
            UUID id,
            UUID endpoint,
            UUID event,
            String kind,
            String body,
            int attempt,
            int tries,
            Instant firstTry) {}

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps others from changing what comes first of this order at this endpoint, until the transaction
    /// ends.
    void lock(OrderRef order, UUID endpoint) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", "notifications.delivery " + order.id() + endpoint)
                .query(row -> {});
    }

    /// Keeps a new delivery, behind the earlier ones of its order; false when there was one for this fact
    /// before.
    boolean add(Draft draft, Instant now) {
        return jdbc.sql("""
                        insert into notifications.delivery
                               (part, order_id, endpoint, seq, id, event, seller, order_number, cursor, kind, body,
                                status, attempts, tries, next_try, created_at)
                        select :part, :order, :endpoint, :seq, :id, :event, :seller, :number, :cursor, :kind, :body,
                               case when exists (select
                                                   from notifications.delivery
                                                  where part = :part
                                                    and order_id = :order
                                                    and endpoint = :endpoint
                                                    and seq < :seq
                                                    and status in ('WAITING', 'PENDING', 'FAILED'))
                                    then 'WAITING' else 'PENDING' end,
                               0, 0, :now, :now
                            on conflict (part, order_id, endpoint, seq) do nothing
                        """)
                        .param("part", draft.order().part())
                        .param("order", draft.order().id().value())
                        .param("endpoint", draft.endpoint())
                        .param("seq", draft.seq())
                        .param("id", draft.id())
                        .param("event", draft.event())
                        .param("seller", draft.order().seller().value())
                        .param("number", draft.order().number())
                        .param("cursor", draft.cursor())
                        .param("kind", draft.kind())
                        .param("body", draft.body())
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /// The endpoints where something is due.
    List<UUID> due(Instant now) {
        return jdbc.sql("""
                        select e.id
                          from notifications.endpoint e
                         where e.enabled
                           and (e.not_before is null or e.not_before <= :now)
                           and exists (select
                                         from notifications.delivery d
                                        where d.endpoint = e.id
                                          and d.status = 'PENDING'
                                          and d.next_try <= :now
                                          and (d.leased_until is null or d.leased_until <= :now))
                        """)
                .param("now", at(now))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    /// Takes the delivery that has been due longest at an endpoint.
    Optional<Claim> claim(UUID endpoint, Instant now, Instant leasedUntil) {
        return jdbc.sql("""
                        with due as (
                            select part, id
                              from notifications.delivery
                             where endpoint = :endpoint
                               and status = 'PENDING'
                               and next_try <= :now
                               and (leased_until is null or leased_until <= :now)
                             order by next_try
                             limit 1
                               for update skip locked)
                        update notifications.delivery d
                           set attempts = d.attempts + 1,
                               tries = d.tries + 1,
                               first_try = case when d.tries = 0 then :now else d.first_try end,
                               leased_until = :until
                          from due
                         where d.part = due.part
                           and d.id = due.id
                        returning d.*
                        """)
                .param("endpoint", endpoint)
                .param("now", at(now))
                .param("until", at(leasedUntil))
                .query(DeliveryRows::claim)
                .optional();
    }

    /// The other side has it, whoever else may be trying; false when that was known.
    boolean delivered(Claim claim, int status, Instant now) {
        return jdbc.sql("""
                        update notifications.delivery
                           set status = 'DELIVERED',
                               delivered_at = :at,
                               leased_until = null,
                               last_status = :answer,
                               last_error = null
                         where part = :part
                           and id = :id
                           and status in ('WAITING', 'PENDING', 'FAILED')
                        """)
                        .param("at", at(now))
                        .param("answer", status)
                        .param("part", claim.order().part())
                        .param("id", claim.id())
                        .update()
                == 1;
    }

    /// Not taken. Changes nothing when somebody else has taken it over.
    ///
    /// @param next when to try again; null to give up
    boolean failed(Claim claim, @Nullable Instant next, @Nullable Integer status, String error) {
        return jdbc.sql("""
                        update notifications.delivery
                           set status = :status,
                               next_try = coalesce(:next, next_try),
                               leased_until = null,
                               last_status = :answer,
                               last_error = :error
                         where part = :part
                           and id = :id
                           and attempts = :attempt
                           and status = 'PENDING'
                        """)
                        .param("status", next == null ? "FAILED" : "PENDING")
                        .param("next", next == null ? null : at(next), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("answer", status, Types.INTEGER)
                        .param("error", error)
                        .param("part", claim.order().part())
                        .param("id", claim.id())
                        .param("attempt", claim.attempt())
                        .update()
                == 1;
    }

    void log(Claim claim, Attempt attempt) {
        jdbc.sql("""
                        insert into notifications.delivery_attempt
                               (part, delivery, number, at, took_millis, status, trouble, answer)
                        values (:part, :delivery, :number, :at, :took, :status, :trouble, :answer)
                            on conflict do nothing
                        """)
                .param("part", claim.order().part())
                .param("delivery", claim.id())
                .param("number", attempt.number())
                .param("at", at(attempt.at()))
                .param("took", attempt.tookMillis())
                .param("status", attempt.status(), Types.INTEGER)
                .param("trouble", attempt.trouble(), Types.VARCHAR)
                .param("answer", attempt.answer())
                .update();
    }

    /// Puts one back into line from the beginning of the schedule, the body as it was.
    void again(int part, UUID id, Instant now) {
        jdbc.sql("""
                        update notifications.delivery
                           set status = 'PENDING',
                               tries = 0,
                               next_try = :now,
                               leased_until = null
                         where part = :part
                           and id = :id
                        """).param("now", at(now)).param("part", part).param("id", id).update();
    }

    /// Lets one go that was given up; false for any other.
    boolean skip(int part, UUID id) {
        return jdbc.sql("""
                        update notifications.delivery
                           set status = 'SKIPPED'
                         where part = :part
                           and id = :id
                           and status = 'FAILED'
                        """).param("part", part).param("id", id).update() == 1;
    }

    /// Lets the earliest unfinished delivery of an order be sent, and those behind it wait.
    void settle(OrderRef order, UUID endpoint, Instant now) {
        jdbc.sql("""
                        with unfinished as (
                            select part, id, status,
                                   row_number() over (order by seq) = 1 as first
                              from notifications.delivery
                             where part = :part
                               and order_id = :order
                               and endpoint = :endpoint
                               and status in ('WAITING', 'PENDING', 'FAILED'))
                        update notifications.delivery d
                           set status = case when u.first then 'PENDING' else 'WAITING' end,
                               tries = case when u.first then d.tries else 0 end,
                               next_try = :now
                          from unfinished u
                         where d.part = u.part
                           and d.id = u.id
                           and u.status = case when u.first then 'WAITING' else 'PENDING' end
                        """)
                .param("part", order.part())
                .param("order", order.id().value())
                .param("endpoint", endpoint)
                .param("now", at(now))
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
