package dev.countermand.payments;

import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Whether bills, payments, effects and the money journal say the same. Nothing is taken for granted
/// that a constraint forbids.
@Repository
class MoneyAuditStore {

    /// A payment's counters.
    record Counters(
            UUID order, String payment, String callerId, long captured, long voided, long refunded, long lost) {}

    /// What was promised to a payment.
    record Promised(UUID order, String effect, String payment, String kind, long amount) {}

    /// What a snapshot said was settled before the order came to us: no fact tells it.
    record Settled(String payment, String type, long amount) {}

    /// What the terms withheld of an order, and of it what for canceling.
    record Kept(UUID order, long kept, long fee) {}

    /// How many units of a line were given back.
    record Given(UUID order, String line, int units) {}

    private static final String CEILING =
            "More money may go back than was paid. Stop refunds of this order at the provider, and compare.";
    private static final String LEDGER =
            "The payment's counters do not follow from its effects and movements: compare both with the provider.";
    private static final String INTENT =
            "An effect without its history may have been sent by somebody else: ask the provider by its reference.";

    private static final PromiseQuery CEILINGS = new PromiseQuery("P2", "payment_ceiling", CEILING, """
            select p.order_id,
                   format('payment %s: %s captured, %s released and %s to be released, %s refunded, %s to be refunded and %s lost',
                          p.caller_id, p.captured, p.voided, p.void_open, p.refunded, p.refund_open, p.lost) as found,
                   format('at most %s captured and released, at most %s refunded and lost', p.authorized, p.captured)
                       as expected
              from payments.payment p
             where within(p.order_id)
               and (p.captured + p.voided + p.void_open > p.authorized or p.refunded + p.refund_open + p.lost > p.captured
                    or least(p.captured, p.voided, p.void_open, p.refunded, p.refund_open, p.failed, p.lost, p.disputed) < 0)
            """);

    private static final PromiseQuery OPEN = new PromiseQuery("P2", "payment_promises", LEDGER, """
            with promised as (
                select e.payment_id,
                       sum(e.amount - e.done) filter (where e.kind = 'void' and e.state in ('planned', 'sent', 'unknown'))
                           as void_open,
                       sum(e.amount - e.done) filter (where e.kind <> 'void' and e.state in ('planned', 'sent', 'unknown'))
                           as refund_open,
                       sum(e.amount - e.done) filter (where e.state = 'failed' and e.replaced_at is null) as failed
                  from payments.effect e
                 where within(e.order_id)
                 group by e.payment_id
            )
            select p.order_id,
                   format('payment %s: %s to be released, %s to be refunded, %s failed', p.caller_id, p.void_open,
                          p.refund_open, p.failed) as found,
                   format('%s, %s and %s by its effects', coalesce(e.void_open, 0), coalesce(e.refund_open, 0),
                          coalesce(e.failed, 0)) as expected
              from payments.payment p
              left join promised e on e.payment_id = p.id
             where within(p.order_id)
               and (p.void_open, p.refund_open, p.failed)
                   <> (coalesce(e.void_open, 0), coalesce(e.refund_open, 0), coalesce(e.failed, 0))
            """);

    private static final PromiseQuery EFFECT_DONE = new PromiseQuery("P2", "effect_movements", LEDGER, """
            with moved as (
                select m.effect_id, sum(m.amount) filter (where m.type in ('voided', 'refunded')) as amount
                  from payments.movement m
                 where within(m.order_id) and m.effect_id is not null
                 group by m.effect_id
            )
            select e.order_id,
                   format('effect eff_%s: %s of %s done, %s', replace(e.id::text, '-', ''), e.done, e.amount, e.state)
                       as found,
                   format('%s moved for it', coalesce(m.amount, 0)) as expected
              from payments.effect e
              left join moved m on m.effect_id = e.id
             where within(e.order_id)
               and (case when e.state = 'failed' then e.done > coalesce(m.amount, 0)
                         else e.done <> coalesce(m.amount, 0) end
                    or e.done > e.amount or e.done < 0 or (e.state = 'done' and e.done <> e.amount))
            """);

    private static final PromiseQuery BILL = new PromiseQuery(
            "P2",
            "bill_shares",
            "The order's sum is not that of its lines: what is given back would be wrong. Compare with the log.",
            """
            with shares as (
                select s.order_id, sum(s.goods - s.order_discount + s.shipping + s.fees) as gross,
                       sum(s.tax + s.shipping_tax) as taxes, sum(s.shipping) as shipping,
                       sum(s.shipping_tax) as shipping_tax, sum(s.fees) as fees
                  from payments.share s
                 where within(s.order_id)
                 group by s.order_id
            )
            select b.order_id,
                   format('total %s with shipping %s, its tax %s and fees %s', b.total, b.shipping, b.shipping_tax,
                          b.fees) as found,
                   format('%s, %s, %s and %s by the shares of its lines',
                          s.gross + case when b.tax_included then 0 else s.taxes end, s.shipping, s.shipping_tax,
                          s.fees) as expected
              from payments.bill b
              left join shares s on s.order_id = b.order_id
             where within(b.order_id)
               and ((b.total, b.shipping, b.shipping_tax, b.fees) is distinct from
                    (s.gross + case when b.tax_included then 0 else s.taxes end, s.shipping, s.shipping_tax, s.fees))
            """);

    private static final PromiseQuery BACK = new PromiseQuery("P2", "bill_ceiling", CEILING, """
            select b.order_id,
                   format('%s given back and %s kept, %s of it for canceling', b.back, b.kept, b.fee) as found,
                   format('at most %s together, what the order costs', b.total) as expected
              from payments.bill b
             where within(b.order_id)
               and (b.back + b.kept > b.total or b.back < 0 or b.kept < 0 or b.already > b.back or b.not_due > b.due
                    or b.fee < 0 or b.fee > b.kept or b.fee > b.fee_base or b.fees_settled > b.fees
                    or b.surcharge > b.shipping
                    or (b.fee_parts is not null
                        and (select (sum((p.value ->> 1)::bigint), sum((p.value ->> 0)::bigint) >= b.fee_base)
                               from jsonb_each(b.fee_parts) p) is distinct from (b.fee::numeric, true)))
            """);

    private static final PromiseQuery STEPS = new PromiseQuery("P3", "effect_steps", INTENT, """
            with steps as (
                select t.effect_id, count(*) as steps, max(t.seq) as last, min(t.state) filter (where t.seq = 1) as first,
                       (array_agg(t.state order by t.seq desc))[1] as state,
                       bool_or(t.state = 'sent') as sent
                  from payments.effect e
                  join payments.effect_step t on t.part = e.part and t.effect_id = e.id
                 where within(e.order_id)
                 group by t.effect_id
            )
            select e.order_id,
                   format('effect eff_%s is %s', replace(e.id::text, '-', ''), e.state) as found,
                   case when s.steps is null then 'a step planned, and one for each state after it'
                        when s.state <> e.state then format('%s, its last step', s.state)
                        when s.steps <> s.last or s.first <> 'planned' then 'steps from planned on without gap'
                        else 'an intent (action, time and step) from before it was sent' end as expected
              from payments.effect e
              left join steps s on s.effect_id = e.id
             where within(e.order_id)
               and (s.steps is null or s.state <> e.state or s.steps <> s.last or s.first <> 'planned'
                    or (e.state in ('sent', 'done', 'failed', 'unknown')
                        and (e.action is null or e.sent_at is null or not s.sent or e.sent_at < e.planned_at))
                    or (e.done > 0 and e.sent_at is null))
            """);

    private static final PromiseQuery LEFT = new PromiseQuery(
            "P4",
            "left_alone",
            "Nobody looks at this effect any more: set its due_at to now, and the worker reads it at the provider.",
            """
            select e.order_id,
                   format('effect eff_%s is %s and looked at never', replace(e.id::text, '-', ''), e.state) as found,
                   'a time at which it is looked at again' as expected
              from payments.effect e
             where within(e.order_id)
               and e.due_at is null
               and e.held_for is null
               and (e.state in ('planned', 'unknown') or (e.state = 'sent' and e.answered_at is null and e.done = 0))
               and e.planned_at < cast(:at as timestamptz) - interval '1 hour'
            """);

    private static final List<PromiseQuery> QUERIES = List.of(CEILINGS, OPEN, EFFECT_DONE, BILL, BACK, STEPS, LEFT);

    private final JdbcClient jdbc;

    MoneyAuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void queries(Stretch stretch, Consumer<Finding> found) {
        QUERIES.forEach(query -> query.run(jdbc, stretch, found));
    }

    List<Counters> counters(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select p.order_id, p.id, p.caller_id, p.captured, p.voided, p.refunded, p.lost
                          from payments.payment p
                         where within(p.order_id)
                        """, stretch)
                .query((row, n) -> new Counters(
                        row.getObject("order_id", UUID.class),
                        text(Payment.PREFIX, row.getObject("id", UUID.class)),
                        row.getString("caller_id"),
                        row.getLong("captured"),
                        row.getLong("voided"),
                        row.getLong("refunded"),
                        row.getLong("lost")))
                .list();
    }

    Map<String, Promised> promised(Stretch stretch) {
        var promised = new HashMap<String, Promised>();
        PromiseQuery.bind(jdbc, """
                        select e.order_id, e.id, e.payment_id, e.kind, e.amount
                          from payments.effect e
                         where within(e.order_id)
                        """, stretch).query(row -> {
            var effect = text(Effect.PREFIX, row.getObject("id", UUID.class));
            promised.put(
                    effect,
                    new Promised(
                            row.getObject("order_id", UUID.class),
                            effect,
                            text(Payment.PREFIX, row.getObject("payment_id", UUID.class)),
                            row.getString("kind"),
                            row.getLong("amount")));
        });
        return promised;
    }

    List<Settled> settledBefore(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select m.payment_id, m.type, m.amount
                          from payments.movement m
                         where within(m.order_id) and m.origin = 'snapshot' and m.type in ('voided', 'refunded')
                        """, stretch)
                .query((row, n) -> new Settled(
                        text(Payment.PREFIX, row.getObject("payment_id", UUID.class)),
                        row.getString("type"),
                        row.getLong("amount")))
                .list();
    }

    List<Given> given(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select s.order_id, s.line, s.given_back
                          from payments.share s
                         where within(s.order_id)
                        """, stretch)
                .query((row, n) -> new Given(
                        row.getObject("order_id", UUID.class), row.getString("line"), row.getInt("given_back")))
                .list();
    }

    List<Kept> kept(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select b.order_id, b.kept, b.fee
                          from payments.bill b
                         where within(b.order_id)
                        """, stretch)
                .query((row, n) ->
                        new Kept(row.getObject("order_id", UUID.class), row.getLong("kept"), row.getLong("fee")))
                .list();
    }

    /// Effects whose outcome nobody knows, and since when.
    List<Unknown> unknown(Stretch stretch) {
        return new ArrayList<>(PromiseQuery.bind(jdbc, """
                        select e.order_id, e.id, e.unknown_since
                          from payments.effect e
                         where within(e.order_id) and e.state = 'unknown'
                        """, stretch)
                .query((row, n) -> new Unknown(
                        row.getObject("order_id", UUID.class),
                        text(Effect.PREFIX, row.getObject("id", UUID.class)),
                        row.getObject("unknown_since", OffsetDateTime.class)))
                .list());
    }

    /// An effect whose outcome nobody knows.
    record Unknown(UUID order, String effect, @Nullable OffsetDateTime since) {}

    private static String text(String prefix, @Nullable UUID id) {
        return dev.countermand.kernel.Ids.text(prefix, Objects.requireNonNull(id));
    }
}
