package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.transaction.TransactionSystemException;

class OutagesTests {

    @Test
    void aDatabaseThatIsGoneIsWaitedFor() {
        assertThat(Outages.is(new DataRetrievalFailureException("", new SQLException("", "08006"))))
                .isTrue();
        assertThat(Outages.is(new DataRetrievalFailureException("", new SQLException("", "57P01"))))
                .isTrue();
    }

    /// The pool closes a connection that broke; rolling back on it then fails without a state, and that
    /// failure takes the place of the first.
    @Test
    void soIsOneWhoseTransactionCouldNotEvenBeRolledBack() {
        assertThat(Outages.is(new TransactionSystemException(
                        "Could not roll back JDBC transaction", new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void aRowThatIsWrongIsNot() {
        assertThat(Outages.is(new DataIntegrityViolationException("", new SQLException("", "23505"))))
                .isFalse();
        assertThat(Outages.is(new IllegalStateException("no"))).isFalse();
    }
}
