package dev.countermand.feeds;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Tells a database that is gone for a moment from a batch that is wrong: the one is waited for, the other
/// taken row by row. A transaction that could be neither committed nor rolled back is a sign of the first:
/// the failure that began it stands no longer in the chain of causes.
final class Outages {

    private static final String CONNECTION = "08";
    private static final String OPERATOR_INTERVENTION = "57P";

    private Outages() {}

    static boolean is(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionSystemException
                    || cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                // The database always names a state. Without one it is the pool speaking, of a connection that
                // it has closed because it broke.
                var state = sql.getSQLState();
                if (state == null || state.startsWith(CONNECTION) || state.startsWith(OPERATOR_INTERVENTION)) {
                    return true;
                }
            }
        }
        return false;
    }
}
