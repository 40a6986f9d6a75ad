package dev.countermand.promises;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.kernel.OrderRef;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares what is stored with what was promised, while everybody goes on working.
@Component
public class Promises {

    /// What to look at.
    ///
    /// @param since only orders to which something happened since then; null for all
    /// @param order this order alone; null for all
    public record Scope(@Nullable Instant since, @Nullable OrderRef order) {}

    /// A finding, and how people name the order.
    public record Found(Finding finding, @Nullable OrderRef order) {}

    /// How far it is.
    ///
    /// @param done of 1000
    public record Progress(int done, long orders, long findings) {}

    /// What came of it.
    ///
    /// @param newest the newest signed checkpoint, to be kept elsewhere; null before the first
    public record Summary(long orders, long findings, CaseAudit.@Nullable Sealed newest) {}

    /// Is told while it runs. What it throws ends the run.
    public interface Watcher {

        /// Something is not as promised.
        void found(Found found);

        /// Some more was looked at.
        void at(Progress progress);
    }

    private final List<PromiseCheck> checks;
    private final CaseAudit audit;
    private final TransactionTemplate snapshot;
    private final Clock clock;

    Promises(List<PromiseCheck> checks, CaseAudit audit, PlatformTransactionManager transactions, Clock clock) {
        this.checks = List.copyOf(checks);
        this.audit = audit;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.clock = clock;
    }

    /// Checks everything in the scope: a few hundred orders at a time, each stretch in one read-only
    /// transaction with one snapshot. Nobody is kept waiting, and memory does not grow with the
    /// database.
    public Summary check(Scope scope, Watcher watcher) {
        return new Verification(checks, audit, snapshot, clock, watcher).run(scope);
    }

    /// The checkpoint with this number, to compare with what was kept elsewhere; null when there is
    /// none.
    public CaseAudit.@Nullable Sealed checkpoint(long number) {
        return audit.checkpoint(number);
    }
}
