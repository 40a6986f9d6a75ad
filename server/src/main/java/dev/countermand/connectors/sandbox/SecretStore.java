package dev.countermand.connectors.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What we and the sandbox's companies recognise each other by: our side's copy.
@Repository
class SecretStore {

    private final JdbcClient jdbc;

    SecretStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The secret of this name, which is `fresh` when there was none; the same for every process.
    String keep(String name, String fresh, Instant at) {
        jdbc.sql("""
                        insert into connectors.secret (name, secret, made_at)
                        values (:name, :fresh, :at)
                        on conflict (name) do nothing
                        """)
                .param("name", name)
                .param("fresh", fresh)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql("select secret from connectors.secret where name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }
}
