package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.Problem;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class SpringTroubleTests {

    static Stream<Throwable> databaseIsAway() {
        return Stream.of(
                new DataAccessResourceFailureException("away"),
                new CannotCreateTransactionException("away"),
                new TransactionSystemException("commit", new SQLException("gone", "08006")),
                new TransactionSystemException("rollback", new SQLException("Connection is closed")),
                new IllegalStateException(new SQLException("shutting down", "57P01")),
                new IllegalStateException(new SQLException("too many clients", "53300")),
                new IllegalStateException(new SQLTransientConnectionException("pool is empty")));
    }

    @ParameterizedTest
    @MethodSource("databaseIsAway")
    void asksToComeBackWhileTheDatabaseIsAway(Throwable failure) {
        var trouble = Objects.requireNonNull(SpringTrouble.of(failure));
        assertThat(trouble.status()).isEqualTo(503);
        assertThat(trouble.code()).isEqualTo("unavailable");
        assertThat(trouble.headers()).containsKey("Retry-After");
        assertThat(trouble.detail()).doesNotContain("gone");
    }

    @Test
    void asksToRepeatWhatWaitedTooLongForALock() {
        var trouble = Objects.requireNonNull(SpringTrouble.of(new CannotAcquireLockException("55P03")));
        assertThat(trouble.status()).isEqualTo(503);
        assertThat(trouble.code()).isEqualTo("busy");
    }

    @Test
    void leavesEverythingElseToBeABug() {
        assertThat(SpringTrouble.of(new IllegalStateException("secret"))).isNull();
        assertThat(SpringTrouble.of(new IllegalStateException(new SQLException("syntax", "42601"))))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(Problem.Kind.class)
    void everyKindOfProblemIsADocumentWithItsCode(Problem.Kind kind) {
        var document = ProblemHandler.trouble(Problem.of(kind, "some_code", "What happened."))
                .document();
        assertThat(document)
                .containsEntry("type", "about:blank")
                .containsEntry("code", "some_code")
                .containsEntry("detail", "What happened.")
                .containsEntry("status", ProblemHandler.status(kind));
        assertThat(ProblemHandler.status(kind)).isBetween(400, 503);
    }
}
