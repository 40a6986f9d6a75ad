package dev.countermand.cancellations;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Where a cancellation stands. A verdict never changes; a change of mind is a new, linked attempt.
public enum CancellationStatus {
    /// Done at once: every unit asked for was open.
    CANCELED,
    /// The warehouse was asked to stop released units.
    ATTEMPTING,
    /// A person must decide before anything is done.
    WAITING,
    /// Verdict: every requested unit was canceled.
    SUCCESSFUL,
    /// Verdict: none of the requested units could be stopped.
    UNABLE,
    /// Verdict: some were, some were not.
    PARTLY,
    /// The requester changed his mind while it was an attempt.
    WITHDRAWN,
    /// Nothing was done, for a reason.
    REFUSED;

    private static final Map<CancellationStatus, Set<CancellationStatus>> NEXT = Map.of(
            WAITING, EnumSet.of(ATTEMPTING, SUCCESSFUL, UNABLE, PARTLY, WITHDRAWN),
            ATTEMPTING, EnumSet.of(SUCCESSFUL, UNABLE, PARTLY, WITHDRAWN));

    /// The statuses that may follow this one.
    public Set<CancellationStatus> next() {
        return NEXT.getOrDefault(this, Set.of());
    }

    /// Whether it still waits for somebody.
    public boolean isPending() {
        return this == ATTEMPTING || this == WAITING;
    }

    /// The name in API, SQL and facts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
