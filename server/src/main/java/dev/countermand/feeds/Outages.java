package dev.countermand.feeds;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/// Tells a database that is gone for a moment from a batch that is wrong: the one is waited for, the other
/// taken row by row.
final class Outages {

    private static final String CONNECTION = "08";
    private static final String OPERATOR_INTERVENTION = "57P";

    private Outages() {}

    static boolean is(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException || cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                var state = sql.getSQLState();
                if (state.startsWith(CONNECTION) || state.startsWith(OPERATOR_INTERVENTION)) {
                    return true;
                }
            }
        }
        return false;
    }
}
