package dev.countermand.cancellations;

import static dev.countermand.cancellations.Stored.json;
import static dev.countermand.cancellations.Stored.time;

import dev.countermand.cancellations.AnswerRules.Given;
import dev.countermand.cancellations.spi.OrderStopper;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/// What the warehouses must be told and what they answered, in SQL. Answers are written under the
/// order's lock.
@Repository
class WarehouseStore {

    /// Something a warehouse must be told, taken by a worker.
    ///
    /// @param tries how often it was tried, this time included
    record StopOrder(CancellationId attempt, int seq, String kind, String stopper, OrderStopper.Ask ask, int tries) {}

    private static final TypeReference<LinkedHashMap<String, Integer>> UNITS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    WarehouseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Given> answers(CancellationId id) {
        return jdbc.sql("""
                        select outcome, lines
                          from cancellations.answer
                         where part = :part and attempt_id = :id
                         order by seq
                        """)
                .param("part", (short) id.part())
                .param("id", id.value())
                .query((row, n) -> {
                    var units = row.getString("lines");
                    return new Given(
                            Cancellations.Outcome.valueOf(
                                    row.getString("outcome").toUpperCase(Locale.ROOT)),
                            units == null ? null : Stored.read(units, UNITS));
                })
                .list();
    }

    void keep(CancellationId id, int seq, Given given, Actor actor, Instant at) {
        jdbc.sql("""
                        insert into cancellations.answer (
                            part, attempt_id, seq, outcome, lines, actor_kind, actor_name, at)
                        values (:part, :id, :seq, :outcome, cast(:lines as jsonb), :actorKind, :actorName, :at)
                        """)
                .param("part", (short) id.part())
                .param("id", id.value())
                .param("seq", seq)
                .param("outcome", given.outcome().word())
                .param("lines", given.units() == null ? null : json(given.units()))
                .param("actorKind", actor.kind().name().toLowerCase(Locale.ROOT))
                .param("actorName", actor.name())
                .param("at", time(at))
                .update();
    }

    /// Plans to tell a warehouse, at once.
    void plan(Cancellation attempt, String kind, String stopper, Map<String, Integer> units, Instant at) {
        jdbc.sql("""
                        insert into cancellations.stop_order (
                            part, attempt_id, seq, kind, stopper, order_id, seller, number, units, state, attempts,
                            next_try, planned_at)
                        select :part, :attempt, coalesce(max(seq), 0) + 1, :kind, :stopper, :order, :seller, :number,
                               cast(:units as jsonb), 'planned', 0, :at, :at
                          from cancellations.stop_order
                         where part = :part and attempt_id = :attempt
                        """)
                .param("part", (short) attempt.id().part())
                .param("attempt", attempt.id().value())
                .param("kind", kind)
                .param("stopper", stopper)
                .param("order", attempt.order().id().value())
                .param("seller", attempt.order().seller().value())
                .param("number", attempt.order().number())
                .param("units", json(units))
                .param("at", time(at))
                .update();
    }

    /// Drops what was never tried and need not be told any more. Answers whether the warehouse may have
    /// heard that it should stop.
    boolean supersede(CancellationId attempt, Instant at) {
        jdbc.sql("""
                        update cancellations.stop_order
                           set state = 'superseded', done_at = :at
                         where part = :part and attempt_id = :attempt and state = 'planned' and attempts = 0
                        """)
                .param("part", (short) attempt.part())
                .param("attempt", attempt.value())
                .param("at", time(at))
                .update();
        return jdbc.sql("""
                        select exists (select 1
                                         from cancellations.stop_order
                                        where part = :part and attempt_id = :attempt and kind = 'ask' and attempts > 0)
                        """)
                .param("part", (short) attempt.part())
                .param("attempt", attempt.value())
                .query(Boolean.class)
                .single();
    }

    /// Who was asked to stop units of this attempt, the latest; empty when nobody was.
    Optional<String> askedOf(CancellationId attempt) {
        return jdbc.sql("""
                        select stopper
                          from cancellations.stop_order
                         where part = :part and attempt_id = :attempt and kind = 'ask'
                         order by seq desc
                         limit 1
                        """)
                .param("part", (short) attempt.part())
                .param("attempt", attempt.value())
                .query(String.class)
                .optional();
    }

    /// Takes what is due for this worker, and nobody else's for as long as the lease runs. One
    /// attempt's orders are taken one after the other.
    List<StopOrder> take(Instant at, Duration lease, int limit) {
        return jdbc.sql("""
                        update cancellations.stop_order s
                           set attempts = s.attempts + 1, next_try = :until
                         where (s.part, s.attempt_id, s.seq) in (
                                   select d.part, d.attempt_id, d.seq
                                     from cancellations.stop_order d
                                    where d.state = 'planned'
                                      and d.next_try <= :at
                                      and not exists (select 1
                                                        from cancellations.stop_order e
                                                       where e.part = d.part
                                                         and e.attempt_id = d.attempt_id
                                                         and e.seq < d.seq
                                                         and e.state = 'planned')
                                    order by d.next_try
                                    limit :limit
                                      for update skip locked)
                        returning s.attempt_id, s.seq, s.kind, s.stopper, s.order_id, s.seller, s.number, s.units,
                                  s.attempts
                        """)
                .param("at", time(at))
                .param("until", time(at.plus(lease)))
                .param("limit", limit)
                .query((row, n) -> stopOrder(row))
                .list();
    }

    private static StopOrder stopOrder(ResultSet row) throws SQLException {
        var attempt = new CancellationId(row.getObject("attempt_id", UUID.class));
        var order = new OrderRef(
                new OrderId(row.getObject("order_id", UUID.class)),
                new SellerId(row.getString("seller")),
                row.getString("number"));
        var units = Stored.read(row.getString("units"), UNITS);
        int seq = row.getInt("seq");
        return new StopOrder(
                attempt,
                seq,
                row.getString("kind"),
                row.getString("stopper"),
                new OrderStopper.Ask(attempt + "-" + seq, attempt.toString(), order, units),
                row.getInt("attempts"));
    }

    void finish(StopOrder told, String state, Instant at) {
        jdbc.sql("""
                        update cancellations.stop_order
                           set state = :state, done_at = :at, last_error = null
                         where part = :part and attempt_id = :attempt and seq = :seq and state = 'planned'
                        """)
                .param("part", (short) told.attempt().part())
                .param("attempt", told.attempt().value())
                .param("seq", told.seq())
                .param("state", state)
                .param("at", time(at))
                .update();
    }

    void failed(StopOrder told, String error, Instant nextTry) {
        jdbc.sql("""
                        update cancellations.stop_order
                           set next_try = :nextTry, last_error = :error
                         where part = :part and attempt_id = :attempt and seq = :seq and state = 'planned'
                        """)
                .param("part", (short) told.attempt().part())
                .param("attempt", told.attempt().value())
                .param("seq", told.seq())
                .param("error", error)
                .param("nextTry", time(nextTry))
                .update();
    }
}
