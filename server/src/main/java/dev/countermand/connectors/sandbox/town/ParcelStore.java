package dev.countermand.connectors.sandbox.town;

import static dev.countermand.connectors.sandbox.town.TownStore.time;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The carrier's book of parcels.
@Repository
@InDemo
class ParcelStore {

    /// @param shipment what the customer calls it
    record Parcel(String tracking, String account, String shipment, String number, String state) {}

    private final JdbcClient jdbc;

    ParcelStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// False when it was handed over before.
    boolean add(Parcel parcel, Instant at) {
        return jdbc.sql("""
                        insert into sandbox.parcel (tracking, account, shipment, number, state, at)
                        values (:tracking, :account, :shipment, :number, :state, :at)
                        on conflict (tracking) do nothing
                        """)
                        .param("tracking", parcel.tracking())
                        .param("account", parcel.account())
                        .param("shipment", parcel.shipment())
                        .param("number", parcel.number())
                        .param("state", parcel.state())
                        .param("at", time(at))
                        .update()
                == 1;
    }

    Optional<Parcel> find(String tracking) {
        return jdbc.sql("select * from sandbox.parcel where tracking = :tracking")
                .param("tracking", tracking)
                .query((row, n) -> new Parcel(
                        row.getString("tracking"),
                        row.getString("account"),
                        row.getString("shipment"),
                        row.getString("number"),
                        row.getString("state")))
                .optional();
    }

    void move(String tracking, String state) {
        jdbc.sql("update sandbox.parcel set state = :state where tracking = :tracking")
                .param("tracking", tracking)
                .param("state", state)
                .update();
    }

    long intercept(String tracking, String body, Instant at) {
        return jdbc.sql("""
                        insert into sandbox.intercept (tracking, body, at)
                        values (:tracking, :body, :at)
                        returning id
                        """)
                .param("tracking", tracking)
                .param("body", body)
                .param("at", time(at))
                .query(Long.class)
                .single();
    }

    List<Companies.Held> latest(int limit) {
        return jdbc.sql("select * from sandbox.parcel order by at desc, tracking limit :limit")
                .param("limit", limit)
                .query((row, n) -> new Companies.Held(
                        row.getString("tracking"),
                        row.getString("number"),
                        row.getString("state"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
