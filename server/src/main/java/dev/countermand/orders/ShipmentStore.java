package dev.countermand.orders;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Parcels in SQL.
@Repository
class ShipmentStore {

    private static final String HEAD = """
            select s.id as shipment_id,
                   s.caller_id,
                   s.carrier,
                   s.tracking,
                   s.report,
                   s.shipped_at,
                   s.taken_at,
                   s.status,
                   o.id,
                   o.seller,
                   o.number
              from orders.shipment s
              join orders.shop_order o on o.part = s.part and o.id = s.order_id
            """;

    private final JdbcClient jdbc;

    ShipmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Shipment> find(UUID id) {
        var heads = jdbc.sql(HEAD + " where s.part = :part and s.id = :id")
                .param("part", (short) Ids.part(id))
                .param("id", id)
                .query((row, n) -> head(row))
                .list();
        return whole(heads).stream().findFirst();
    }

    List<Shipment> of(OrderRef order) {
        var heads = jdbc.sql(HEAD + " where s.part = :part and s.order_id = :order order by s.taken_at, s.caller_id")
                .param("part", (short) order.part())
                .param("order", order.id().value())
                .query((row, n) -> head(row))
                .list();
        return whole(heads);
    }

    List<Shipment> of(List<Order> orders) {
        var heads = jdbc.sql(HEAD + """
                         where (s.part, s.order_id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
                         order by s.taken_at, s.caller_id
                        """)
                .param("parts", orders.stream().mapToInt(o -> o.ref().part()).toArray())
                .param(
                        "ids",
                        orders.stream()
                                .map(o -> o.ref().id().value().toString())
                                .toArray(String[]::new))
                .query((row, n) -> head(row))
                .list();
        return whole(heads);
    }

    byte[] requestHash(UUID id) {
        return jdbc.sql("""
                        select request_hash
                          from orders.shipment
                         where part = :part and id = :id
                        """)
                .param("part", (short) Ids.part(id))
                .param("id", id)
                .query(byte[].class)
                .single();
    }

    private List<Shipment> whole(List<Shipment> heads) {
        if (heads.isEmpty()) {
            return heads;
        }
        var ids = heads.stream().map(s -> s.uuid().toString()).toArray(String[]::new);
        var parts = heads.stream().mapToInt(s -> s.order().part()).toArray();
        var lines = lines(parts, ids);
        var events = events(parts, ids);
        return heads.stream()
                .map(s -> with(s, lines.getOrDefault(s.uuid(), List.of()), events.getOrDefault(s.uuid(), List.of())))
                .toList();
    }

    private Map<UUID, List<Shipment.Line>> lines(int[] parts, String[] ids) {
        var lines = new LinkedHashMap<UUID, List<Shipment.Line>>();
        jdbc.sql("""
                        select s.shipment_id,
                               s.line,
                               s.quantity,
                               s.from_stopping,
                               s.from_canceled,
                               s.excess,
                               s.delivered,
                               s.lost
                          from orders.shipment_line s
                          join orders.line l on l.part = s.part and l.order_id = s.order_id and l.line = s.line
                         where (s.part, s.shipment_id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
                         order by l.position
                        """).param("parts", parts).param("ids", ids).query((ResultSet row) -> {
            lines.computeIfAbsent(row.getObject("shipment_id", UUID.class), id -> new ArrayList<>())
                    .add(line(row));
        });
        return lines;
    }

    private Map<UUID, List<Shipment.Event>> events(int[] parts, String[] ids) {
        var events = new LinkedHashMap<UUID, List<Shipment.Event>>();
        jdbc.sql("""
                        select shipment_id, status, at, description
                          from orders.shipment_event
                         where (part, shipment_id) in (select * from unnest(:parts::smallint[], :ids::uuid[]))
                         order by at, seq
                        """).param("parts", parts).param("ids", ids).query((ResultSet row) -> {
            events.computeIfAbsent(row.getObject("shipment_id", UUID.class), id -> new ArrayList<>())
                    .add(new Shipment.Event(
                            row.getString("status"), OrderRows.time(row, "at"), row.getString("description")));
        });
        return events;
    }

    void insert(Shipment shipment, byte[] requestHash) {
        var lines = shipment.lines();
        jdbc.sql("""
                        with parcel as (
                            insert into orders.shipment (
                                part, id, order_id, seller, caller_id, carrier, tracking, report, shipped_at, taken_at,
                                request_hash, status, status_at)
                            values (
                                :part, :id, :order, :seller, :callerId, :carrier, :tracking, :report, :shippedAt, :takenAt,
                                :hash, :status, :statusAt)
                        )
                        insert into orders.shipment_line (
                            part, shipment_id, line, order_id, quantity, from_stopping, from_canceled, excess,
                            delivered, lost)
                        select :part, :id, line, :order, quantity, stopping, canceled, excess, 0, 0
                          from unnest(:line::text[], :quantity::int[], :stopping::int[], :canceled::int[],
                                      :excess::int[]) as l(line, quantity, stopping, canceled, excess)
                        """)
                .param("part", (short) shipment.order().part())
                .param("id", shipment.uuid())
                .param("order", shipment.order().id().value())
                .param("seller", shipment.order().seller().value())
                .param("callerId", shipment.id())
                .param("carrier", shipment.carrier())
                .param("tracking", shipment.tracking())
                .param("report", shipment.report())
                .param("shippedAt", OrderRows.column(shipment.shippedAt()))
                .param("takenAt", OrderRows.column(shipment.takenAt()))
                .param("hash", requestHash)
                .param("status", shipment.status())
                .param(
                        "statusAt",
                        OrderRows.column(shipment.shippedAt() == null ? Instant.EPOCH : shipment.shippedAt()))
                .param("line", lines.stream().map(Shipment.Line::line).toArray(String[]::new))
                .param("quantity", ints(lines, Shipment.Line::quantity))
                .param("stopping", ints(lines, Shipment.Line::fromStopping))
                .param("canceled", ints(lines, Shipment.Line::fromCanceled))
                .param("excess", ints(lines, Shipment.Line::excess))
                .update();
    }

    /// The carrier's word. The parcel's status is the latest one by the carrier's time, in whatever
    /// order they come.
    void record(Shipment shipment, Shipment.Event event, Instant at, Instant now) {
        jdbc.sql("""
                        with told as (
                            insert into orders.shipment_event (
                                part, shipment_id, seq, status, at, description, recorded_at)
                            values (:part, :id, :seq, :status, :at, :description, :now)
                        )
                        update orders.shipment
                           set status = :status,
                               status_at = :at
                         where part = :part and id = :id and status_at <= :at
                        """)
                .param("part", (short) Ids.part(shipment.uuid()))
                .param("id", shipment.uuid())
                .param("seq", shipment.events().size() + 1)
                .param("status", event.status())
                .param("at", OrderRows.column(at))
                .param("description", event.description())
                .param("now", OrderRows.column(now))
                .update();
    }

    /// Notes on the parcel's lines which of their units arrived or were lost.
    void settle(Shipment shipment, List<Goods.Move> moves) {
        jdbc.sql("""
                        update orders.shipment_line l
                           set delivered = l.delivered + m.delivered,
                               lost = l.lost + m.lost
                          from (select line,
                                       sum(case when to_stage = 'delivered' then quantity else 0 end)::int as delivered,
                                       sum(case when to_stage = 'lost' then quantity
                                                when from_stage = 'lost' then -quantity
                                                else 0 end)::int as lost
                                  from unnest(:line::text[], :from::text[], :to::text[], :quantity::int[])
                                       as m(line, from_stage, to_stage, quantity)
                                 group by line) as m
                         where l.part = :part and l.shipment_id = :id and l.line = m.line
                        """)
                .param("part", (short) Ids.part(shipment.uuid()))
                .param("id", shipment.uuid())
                .param("line", moves.stream().map(Goods.Move::line).toArray(String[]::new))
                .param("from", moves.stream().map(m -> m.from().word()).toArray(String[]::new))
                .param("to", moves.stream().map(m -> m.to().word()).toArray(String[]::new))
                .param("quantity", moves.stream().mapToInt(Goods.Move::quantity).toArray())
                .update();
    }

    private static int[] ints(List<Shipment.Line> lines, ToIntFunction<Shipment.Line> value) {
        return lines.stream().mapToInt(value).toArray();
    }

    private static Shipment head(ResultSet row) throws SQLException {
        return new Shipment(
                row.getObject("shipment_id", UUID.class),
                OrderRows.ref(row),
                row.getString("caller_id"),
                row.getString("carrier"),
                row.getString("tracking"),
                row.getBoolean("report"),
                OrderRows.instant(row, "shipped_at"),
                OrderRows.time(row, "taken_at"),
                row.getString("status"),
                List.of(),
                List.of());
    }

    private static Shipment.Line line(ResultSet row) throws SQLException {
        return new Shipment.Line(
                row.getString("line"),
                row.getInt("quantity"),
                row.getInt("from_stopping"),
                row.getInt("from_canceled"),
                row.getInt("excess"),
                row.getInt("delivered"),
                row.getInt("lost"));
    }

    private static Shipment with(Shipment head, List<Shipment.Line> lines, List<Shipment.Event> events) {
        return new Shipment(
                head.uuid(),
                head.order(),
                head.id(),
                head.carrier(),
                head.tracking(),
                head.report(),
                head.shippedAt(),
                head.takenAt(),
                head.status(),
                List.copyOf(lines),
                List.copyOf(events));
    }
}
