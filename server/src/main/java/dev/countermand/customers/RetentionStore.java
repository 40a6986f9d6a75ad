package dev.countermand.customers;

import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How long each seller keeps the people of his orders.
@Repository
class RetentionStore {

    private final JdbcClient jdbc;

    RetentionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> find(SellerId seller) {
        return jdbc.sql("select keep from customers.retention where seller = :seller")
                .param("seller", seller.value())
                .query(String.class)
                .optional();
    }

    void put(SellerId seller, String keep, String by, Instant at) {
        jdbc.sql("""
                        insert into customers.retention (seller, keep, changed_by, changed_at)
                        values (:seller, :keep, :by, :at)
                        on conflict (seller) do update
                           set keep = excluded.keep, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)
                .param("seller", seller.value())
                .param("keep", keep)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
