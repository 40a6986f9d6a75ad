package dev.countermand.cancellations;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A preview is the command itself, rolled back.
@Component
class Rehearsal {

    private final TransactionTemplate transactions;

    Rehearsal(PlatformTransactionManager transactions) {
        this.transactions = new TransactionTemplate(transactions);
    }

    /// What the command answers, in a transaction of its own, of which nothing remains.
    <T> T of(Supplier<T> command) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            transaction.setRollbackOnly();
            return command.get();
        }));
    }
}
