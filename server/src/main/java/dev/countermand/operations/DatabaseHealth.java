package dev.countermand.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Whether the database answers, as component `db` of `/actuator/health` and of readiness. It takes the place
/// of Spring's own, which waits as long as a connection does: a probe must hear a no while somebody still
/// cares. A database that does not answer within [#PATIENCE] is down; one question at a time is under way,
/// and all who ask meanwhile wait for its answer.
@Component("dbHealthIndicator")
class DatabaseHealth implements HealthIndicator {

    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DataSource database;
    private @Nullable CompletableFuture<Boolean> question;

    DatabaseHealth(DataSource database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try {
            boolean answers = ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return answers ? Health.up().build() : no("it does not answer");
        } catch (TimeoutException slow) {
            return no("no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException refused) {
            return no(String.valueOf(refused.getCause()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return no("this server is being stopped");
        }
    }

    private synchronized CompletableFuture<Boolean> ask() {
        var asked = question;
        if (asked == null || asked.isDone()) {
            var fresh = new CompletableFuture<Boolean>();
            Thread.ofVirtual().name("database-health").start(() -> answer(fresh));
            question = fresh;
            return fresh;
        }
        return asked;
    }

    private void answer(CompletableFuture<Boolean> asked) {
        try (Connection connection = database.getConnection()) {
            asked.complete(connection.isValid((int) PATIENCE.toSeconds()));
        } catch (SQLException | RuntimeException away) {
            asked.completeExceptionally(away);
        }
    }

    private static Health no(String why) {
        return Health.down().withDetail("database", why).build();
    }
}
