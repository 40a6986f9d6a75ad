package dev.countermand.payments;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The transactions of a worker, few at the same time, however many of its threads wait for providers: the
/// database's connections are first for those who wait for an answer.
final class Turns {

    private static final int WRITERS = 2;

    private final TransactionTemplate transaction;
    private final Semaphore turns = new Semaphore(WRITERS);

    Turns(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
    }

    /// Does the work in a transaction of its own when its turn comes; fails as the work does.
    <T> @Nullable T take(Supplier<@Nullable T> work) {
        turns.acquireUninterruptibly();
        try {
            return transaction.execute(status -> work.get());
        } finally {
            turns.release();
        }
    }

    /// The same for work without a result.
    void take(Runnable work) {
        take(() -> {
            work.run();
            return null;
        });
    }
}
