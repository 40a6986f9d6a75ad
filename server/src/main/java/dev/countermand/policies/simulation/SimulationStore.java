package dev.countermand.policies.simulation;

import dev.countermand.kernel.SellerId;
import dev.countermand.orders.PastOrders;
import dev.countermand.site.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Simulations that run by themselves, in SQL.
@Repository
class SimulationStore {

    /// An order with another answer, and its place among them.
    /// Rows outlive the versions that wrote them.
    private static final JsonMapper STORED = Json.mapper()
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    record Kept(int seq, Difference difference) {}

    private static final String COLUMNS = """
            id, seller, asked_by, asked_at, asking, since, until, source, revision, beside, state, orders_total,
            next_taken, next_order, figures, kept, trouble
            """;

    private final JdbcClient jdbc;

    SimulationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// False when this seller has one that waits or runs.
    boolean add(Job job) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", job.id());
        params.put("seller", job.seller().value());
        params.put("by", job.askedBy());
        params.put("at", column(job.askedAt()));
        params.put("asking", job.asking().word());
        params.put("since", column(job.since()));
        params.put("until", column(job.until()));
        params.put("source", job.source());
        params.put("revision", job.revision());
        params.put("beside", job.beside());
        params.put("total", job.total());
        params.put("figures", Json.write(job.figures()));
        return jdbc.sql("""
                        insert into policies.simulation
                               (id, seller, asked_by, asked_at, asking, since, until, source, revision, beside, state,
                                orders_total, figures, kept)
                        values (:id, :seller, :by, :at, :asking, :since, :until, :source, :revision, :beside, 'waiting',
                                :total, :figures::jsonb, 0)
                        on conflict do nothing
                        """).params(params).update() == 1;
    }

    /// Keeps the newest of a seller.
    void forget(SellerId seller, int keep) {
        jdbc.sql("""
                        delete from policies.simulation
                         where seller = :seller and state not in ('waiting', 'running')
                           and id not in (select id from policies.simulation where seller = :seller
                                           order by asked_at desc, id desc limit :keep)
                        """).param("seller", seller.value()).param("keep", keep).update();
    }

    /// Takes the next one that waits, or whose process has died.
    Optional<Job> take(Instant now, Instant lease) {
        return jdbc.sql("""
                        update policies.simulation
                           set state = 'running', lease_until = :lease
                         where id = (select id from policies.simulation
                                      where state in ('waiting', 'running') and coalesce(lease_until, :now) <= :now
                                      order by asked_at
                                      limit 1
                                        for update skip locked)
                        returning
                        """ + COLUMNS)
                .param("now", column(now))
                .param("lease", column(lease))
                .query(SimulationStore::job)
                .optional();
    }

    /// Writes down how far it is, and the orders that were found; false when somebody has canceled it.
    boolean save(Job job, Simulator.Point point, int kept, List<Difference> found, Instant lease) {
        var next = point.next();
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", job.id());
        params.put("lease", column(lease));
        params.put("taken", next == null ? null : column(next.takenAt()));
        params.put("order", next == null ? null : next.order());
        params.put("figures", Json.write(point.figures()));
        params.put("kept", kept);
        params.put("bodies", found.stream().map(Json::write).toArray(String[]::new));
        return jdbc.sql("""
                        with saved as (
                            update policies.simulation
                               set lease_until = :lease, next_taken = :taken::timestamptz, next_order = :order::uuid,
                                   figures = :figures::jsonb, kept = :kept + cardinality(:bodies::text[])
                             where id = :id and state = 'running' and kept = :kept
                            returning id
                        ), found as (
                            insert into policies.simulated (simulation, seq, body)
                            select saved.id, :kept + f.seq, f.body::jsonb
                              from saved, unnest(:bodies::text[]) with ordinality as f(body, seq)
                            returning 1
                        )
                        select count(*) from saved
                        """).params(params).query(Long.class).single() == 1;
    }

    /// Ends one that waits or runs; false when it had ended.
    boolean end(UUID id, String state, @Nullable String trouble, Instant at) {
        return jdbc.sql("""
                        update policies.simulation
                           set state = :state, trouble = :trouble, finished_at = :at, lease_until = null
                         where id = :id and state in ('waiting', 'running')
                        """)
                        .param("id", id)
                        .param("state", state)
                        .param("trouble", trouble)
                        .param("at", column(at))
                        .update()
                == 1;
    }

    Optional<Job> find(SellerId seller, UUID id) {
        return jdbc.sql("select " + COLUMNS + " from policies.simulation where seller = :seller and id = :id")
                .param("seller", seller.value())
                .param("id", id)
                .query(SimulationStore::job)
                .optional();
    }

    List<Job> latest(SellerId seller, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from policies.simulation where seller = :seller order by asked_at desc, id desc limit :limit
                        """)
                .param("seller", seller.value())
                .param("limit", limit)
                .query(SimulationStore::job)
                .list();
    }

    List<Kept> kept(UUID id, int after, int limit) {
        return jdbc.sql("""
                        select seq, body from policies.simulated
                         where simulation = :id and seq > :after order by seq limit :limit
                        """)
                .param("id", id)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) ->
                        new Kept(row.getInt("seq"), STORED.readValue(row.getString("body"), Difference.class)))
                .list();
    }

    private static Job job(ResultSet row, int number) throws SQLException {
        var taken = row.getObject("next_taken", OffsetDateTime.class);
        var cursor = taken == null
                ? null
                : new PastOrders.Cursor(taken.toInstant(), row.getObject("next_order", UUID.class));
        return new Job(
                row.getObject("id", UUID.class),
                new SellerId(row.getString("seller")),
                row.getString("asked_by"),
                instant(row, "asked_at"),
                Asking.of(row.getString("asking")).orElseThrow(),
                instant(row, "since"),
                instant(row, "until"),
                row.getString("source"),
                row.getInt("revision"),
                row.getString("beside"),
                row.getString("state"),
                row.getLong("orders_total"),
                new Simulator.Point(cursor, STORED.readValue(row.getString("figures"), Figures.class)),
                row.getInt("kept"),
                row.getString("trouble"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime column(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
