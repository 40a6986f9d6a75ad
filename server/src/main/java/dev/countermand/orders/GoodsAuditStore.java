package dev.countermand.orders;

import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseQuery;
import dev.countermand.cases.spi.Stretch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Whether orders, lines, parcels and the goods journal say the same. Nothing is taken for granted that
/// a constraint forbids.
@Repository
class GoodsAuditStore {

    private static final String RECOUNT =
            "Count this line's goods by hand, then set the line's counters to what the goods journal says.";
    private static final String JOURNAL = "The goods journal was changed past the program: compare with a backup.";

    private static final PromiseQuery SUM = new PromiseQuery("P12", "counters_sum", RECOUNT, """
            select l.order_id,
                   format('line %s: %s units in all stages', l.line, s.units) as found,
                   format('%s, as ordered', l.quantity) as expected
              from orders.line l
             cross join lateral (select l.open + l.released + l.stopping + l.canceled + l.shipped + l.delivered
                                        + l."returning" + l.returned + l.lost as units) s
             where within(l.order_id) and s.units <> l.quantity
            """);

    private static final PromiseQuery COUNTERS = new PromiseQuery("P12", "counters_journal", RECOUNT, """
            with journal as (
                select j.order_id, j.line, j.stage, sum(j.units) as units
                  from (select m.order_id, m.line, m.to_stage as stage, m.quantity as units
                          from orders.move m
                         where within(m.order_id)
                         union all
                        select m.order_id, m.line, m.from_stage, -m.quantity
                          from orders.move m
                         where within(m.order_id)) j
                 group by j.order_id, j.line, j.stage
            )
            select l.order_id,
                   format('line %s: %s units %s', l.line, s.units, s.stage) as found,
                   format('%s by the goods journal', e.units) as expected
              from orders.line l
             cross join lateral (values ('open', l.open), ('released', l.released), ('stopping', l.stopping),
                                        ('canceled', l.canceled), ('shipped', l.shipped), ('delivered', l.delivered),
                                        ('returning', l."returning"), ('returned', l.returned), ('lost', l.lost))
                        as s(stage, units)
              left join journal j on j.order_id = l.order_id and j.line = l.line and j.stage = s.stage
             cross join lateral (select coalesce(j.units, 0)
                                        + case when s.stage = 'open' then l.quantity else 0 end as units) e
             where within(l.order_id) and s.units <> e.units
            """);

    private static final PromiseQuery NUMBERS = new PromiseQuery("P12", "journal_numbers", JOURNAL, """
            select m.order_id,
                   format('%s moves, the last one number %s', count(*), max(m.seq)) as found,
                   'moves numbered 1, 2, 3, … without gap' as expected
              from orders.move m
             where within(m.order_id)
             group by m.order_id
            having count(*) <> max(m.seq) or min(m.seq) <> 1
            """);

    private static final PromiseQuery NEVER_HAD = new PromiseQuery("P12", "journal_order", JOURNAL, """
            select r.order_id,
                   format('line %s: after move %s there would be %s units %s', r.line, r.seq, r.units, r.stage) as found,
                   '0 or more' as expected
              from (select j.order_id, j.line, j.seq, j.stage,
                           sum(j.units) over (partition by j.order_id, j.line, j.stage order by j.seq) as units
                      from (select m.order_id, m.line, m.seq, m.to_stage as stage, m.quantity as units
                              from orders.move m
                             where within(m.order_id)
                             union all
                            select m.order_id, m.line, m.seq, m.from_stage, -m.quantity
                              from orders.move m
                             where within(m.order_id)
                             union all
                            select l.order_id, l.line, 0, 'open', l.quantity
                              from orders.line l
                             where within(l.order_id)) j) r
             where r.units < 0
            """);

    private static final PromiseQuery STAGES = new PromiseQuery(
            "P12",
            "stage_lists",
            "Lists by stage show or miss this order: insert or delete its row in orders.in_stage.",
            """
            with standing as (
                select l.order_id, s.stage
                  from orders.line l
                 cross join lateral (values ('open', l.open), ('released', l.released), ('stopping', l.stopping),
                                        ('canceled', l.canceled), ('shipped', l.shipped), ('delivered', l.delivered),
                                        ('returning', l."returning"), ('returned', l.returned), ('lost', l.lost))
                            as s(stage, units)
                 where within(l.order_id) and s.units > 0
                 group by l.order_id, s.stage
            ), listed as (
                select i.order_id, i.stage
                  from orders.in_stage i
                 where within(i.order_id)
            )
            select coalesce(s.order_id, i.order_id) as order_id,
                   case when i.stage is null then format('not listed under %s', s.stage)
                        else format('listed under %s', i.stage) end as found,
                   case when i.stage is null then format('listed, as it has units %s', s.stage)
                        else format('not listed, as it has no units %s', i.stage) end as expected
              from standing s
              full join listed i on i.order_id = s.order_id and i.stage = s.stage
             where s.stage is null or i.stage is null
            """);

    private static final PromiseQuery CLAIMS = new PromiseQuery(
            "P1",
            "claim_of_canceled",
            "A parcel was granted units that were canceled. Stop it if it has not left; else correct the customer's"
                    + " money and tell him.",
            """
            select s.order_id,
                   format('parcel %s claims %s canceled units of line %s', s.caller_id, l.from_canceled, l.line)
                       as found,
                   'none: a claim takes no canceled units' as expected
              from orders.shipment s
              join orders.shipment_line l on l.part = s.part and l.shipment_id = s.id
             where within(s.order_id) and not s.report and l.from_canceled > 0
            """);

    /// Units granted to parcels, and the journal's moves for them: what a claim took, it took out of the
    /// goods once.
    private static final PromiseQuery PARCELS = new PromiseQuery(
            "P1",
            "parcels_journal",
            "A parcel has units that the goods journal never gave it, or lost some it got: find out what is in it.",
            """
            with granted as (
                select s.order_id, s.id, l.line, l.quantity, l.from_canceled
                  from orders.shipment s
                  join orders.shipment_line l on l.part = s.part and l.shipment_id = s.id
                 where within(s.order_id)
            ), moved as (
                select m.order_id, m.cause_id, m.line, sum(m.quantity) as quantity,
                       sum(m.quantity) filter (where m.from_stage = 'canceled') as from_canceled
                  from orders.move m
                 where within(m.order_id) and m.cause_kind = 'shipment' and m.to_stage = 'shipped'
                 group by m.order_id, m.cause_id, m.line
            )
            select coalesce(g.order_id, m.order_id) as order_id,
                   format('line %s: a parcel has %s units, %s of them canceled ones', coalesce(g.line, m.line),
                          coalesce(g.quantity, 0), coalesce(g.from_canceled, 0)) as found,
                   format('%s and %s by the goods journal', coalesce(m.quantity, 0), coalesce(m.from_canceled, 0))
                       as expected
              from granted g
              full join moved m on m.order_id = g.order_id and m.line = g.line
                                and m.cause_id = 'shp_' || replace(g.id::text, '-', '')
             where (coalesce(g.quantity, 0), coalesce(g.from_canceled, 0))
                   <> (coalesce(m.quantity, 0), coalesce(m.from_canceled, 0))
            """);

    private static final List<PromiseQuery> QUERIES =
            List.of(SUM, COUNTERS, NUMBERS, NEVER_HAD, STAGES, CLAIMS, PARCELS);

    private final JdbcClient jdbc;

    GoodsAuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void queries(Stretch stretch, Consumer<Finding> found) {
        QUERIES.forEach(query -> query.run(jdbc, stretch, found));
    }

    /// How many units of each line were ordered.
    List<Audited.Ordered> ordered(Stretch stretch) {
        return PromiseQuery.bind(jdbc, """
                        select l.order_id, l.line, l.quantity
                          from orders.line l
                         where within(l.order_id)
                         order by l.order_id, l.position
                        """, stretch)
                .query((row, n) -> new Audited.Ordered(
                        row.getObject("order_id", UUID.class), row.getString("line"), row.getInt("quantity")))
                .list();
    }

    Set<UUID> orders(Stretch stretch) {
        return new HashSet<>(
                PromiseQuery.bind(jdbc, """
                        select o.id
                          from orders.shop_order o
                         where within(o.id)
                        """, stretch).query(UUID.class).list());
    }

    List<Audited.TakenBack> takenBack(Stretch stretch) {
        return new ArrayList<>(PromiseQuery.bind(jdbc, """
                        select m.order_id, m.line, m.cause_kind, m.cause_id, sum(m.quantity) as quantity
                          from orders.move m
                         where within(m.order_id) and m.to_stage = 'canceled'
                         group by m.order_id, m.line, m.cause_kind, m.cause_id
                        """, stretch)
                .query((row, n) -> new Audited.TakenBack(
                        row.getObject("order_id", UUID.class),
                        row.getString("line"),
                        new Goods.Cause(row.getString("cause_kind"), row.getString("cause_id")),
                        row.getInt("quantity")))
                .list());
    }
}
