package dev.countermand.connectors.fulfilment;

import static dev.countermand.connectors.fulfilment.PartnerStore.instant;
import static dev.countermand.connectors.fulfilment.PartnerStore.time;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What is told to warehouses and the delivery log, in SQL.
@Repository
class CallStore {

    /// A message to a warehouse, frozen.
    ///
    /// @param ask the stopper's id of the message
    /// @param partner the kind of partner it is meant for
    /// @param polls how often the warehouse was asked how it stands
    record Call(
            UUID id,
            String ask,
            String kind,
            String partner,
            OrderRef order,
            String attempt,
            String body,
            Instant madeAt,
            @Nullable Instant deliveredAt,
            int polls) {

        String message() {
            return Ids.text("msg", id);
        }
    }

    private final JdbcClient jdbc;

    CallStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Freezes a message, unless there is one for this ask.
    void freeze(Call call) {
        jdbc.sql("""
                        insert into fulfilment.call (
                            part, id, ask, kind, partner, seller, order_id, number, attempt, body, made_at, polls)
                        values (:part, :id, :ask, :kind, :partner, :seller, :order, :number, :attempt, :body, :at, 0)
                        on conflict (part, ask) do nothing
                        """)
                .param("part", (short) call.order().part())
                .param("id", call.id())
                .param("ask", call.ask())
                .param("kind", call.kind())
                .param("partner", call.partner())
                .param("seller", call.order().seller().value())
                .param("order", call.order().id().value())
                .param("number", call.order().number())
                .param("attempt", call.attempt())
                .param("body", call.body())
                .param("at", time(call.madeAt()))
                .update();
    }

    Optional<Call> find(int part, String ask) {
        return jdbc.sql("select * from fulfilment.call where part = :part and ask = :ask")
                .param("part", (short) part)
                .param("ask", ask)
                .query((row, n) -> call(row))
                .optional();
    }

    /// The warehouse has it; from `poll` on it is asked how it stands.
    void delivered(Call call, Instant at, @Nullable Instant poll) {
        jdbc.sql("""
                        update fulfilment.call
                           set delivered_at = coalesce(delivered_at, :at), next_poll = :poll
                         where part = :part and id = :id
                        """)
                .param("part", (short) call.order().part())
                .param("id", call.id())
                .param("at", time(at))
                .param("poll", time(poll), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /// Takes what is due to be asked after, and nobody else's for as long as the lease runs.
    List<Call> takePolls(Instant at, Duration lease, int limit) {
        return jdbc.sql("""
                        update fulfilment.call c
                           set polls = c.polls + 1, next_poll = :until
                         where (c.part, c.id) in (
                                   select d.part, d.id
                                     from fulfilment.call d
                                    where d.next_poll <= :at
                                    order by d.next_poll
                                    limit :limit
                                      for update skip locked)
                        returning c.*
                        """)
                .param("at", time(at))
                .param("until", time(at.plus(lease)))
                .param("limit", limit)
                .query((row, n) -> call(row))
                .list();
    }

    void pollNext(Call call, @Nullable Instant next) {
        jdbc.sql("update fulfilment.call set next_poll = :next where part = :part and id = :id")
                .param("part", (short) call.order().part())
                .param("id", call.id())
                .param("next", time(next), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    void log(Exchange done) {
        jdbc.sql("""
                        insert into fulfilment.exchange (
                            part, id, seller, partner, kind, message, number, attempt, at, millis, status, error,
                            sent, answer)
                        values (:part, :id, :seller, :partner, :kind, :message, :number, :attempt, :at, :millis,
                                :status, :error, :sent, :answer)
                        """)
                .param("part", (short) Ids.part(done.id()))
                .param("id", done.id())
                .param("seller", done.seller().value())
                .param("partner", done.partner())
                .param("kind", done.kind())
                .param("message", done.message())
                .param("number", done.number())
                .param("attempt", done.attempt())
                .param("at", time(done.at()))
                .param("millis", done.millis())
                .param("status", done.status(), Types.INTEGER)
                .param("error", done.error())
                .param("sent", done.sent())
                .param("answer", done.answer())
                .update();
    }

    /// A seller's log, newest first.
    ///
    /// @param after the last line already seen; null for the beginning
    List<Exchange> log(SellerId seller, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                        select *
                          from fulfilment.exchange
                         where seller = :seller
                           and (cast(:after as uuid) is null
                                or (at, id) < (select e.at, e.id
                                                 from fulfilment.exchange e
                                                where e.part = :part and e.id = :after))
                         order by at desc, id desc
                         limit :limit
                        """)
                .param("seller", seller.value())
                .param("after", after, Types.OTHER)
                .param("part", (short) (after == null ? 0 : Ids.part(after)))
                .param("limit", limit)
                .query((row, n) -> exchange(row))
                .list();
    }

    /// Forgets what is older; at most so many lines at a time.
    int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from fulfilment.exchange
                         where (part, id) in (select part, id
                                                from fulfilment.exchange
                                               where at < :before
                                               limit :limit)
                        """).param("before", time(before)).param("limit", limit).update();
    }

    private static Call call(ResultSet row) throws SQLException {
        return new Call(
                row.getObject("id", UUID.class),
                row.getString("ask"),
                row.getString("kind"),
                row.getString("partner"),
                new OrderRef(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        new SellerId(row.getString("seller")),
                        row.getString("number")),
                row.getString("attempt"),
                row.getString("body"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("delivered_at", OffsetDateTime.class)),
                row.getInt("polls"));
    }

    private static Exchange exchange(ResultSet row) throws SQLException {
        return new Exchange(
                row.getObject("id", UUID.class),
                new SellerId(row.getString("seller")),
                row.getString("partner"),
                row.getString("kind"),
                row.getString("message"),
                row.getString("number"),
                row.getString("attempt"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("millis"),
                row.getObject("status", Integer.class),
                row.getString("error"),
                row.getString("sent"),
                row.getString("answer"));
    }
}
