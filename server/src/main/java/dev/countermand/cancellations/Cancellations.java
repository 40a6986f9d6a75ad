package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stops an order before it arrives, or says why it cannot. The one door for page, desk, API, feed and agent.
///
/// Every command here must run inside a transaction (the callers' `Answers.once`, or a worker's own), locks the order,
/// and sends nothing outside.
public class Cancellations {

    /// A request to cancel.
    ///
    /// @param units line → how many; null means all open and released units
    /// @param ifUnable `intercept`, `refuse`, `return` or `keep`, or null
    public record Request(
            OrderRef order,
            @Nullable Map<String, Integer> units,
            RequestReason reason,
            @Nullable String note,
            @Nullable String ifUnable) {}

    /// What the warehouse or a person answers.
    public enum Outcome {
        STOPPED,
        TOO_LATE,
        APPROVED,
        DENIED
    }

    /// What became of an answer.
    ///
    /// @param cancellation the one that was answered, or the linked one that a late stop opened
    /// @param late whether a late stop opened a linked attempt
    /// @param repeated whether the same had been answered before; nothing moved
    public record Answered(Cancellation cancellation, boolean late, boolean repeated) {}

    /// Asks for a cancellation and decides at once under the order's lock. The result may be refused: that is a value.
    /// Fails with NOT_FOUND for another's order, INVALID for unknown lines or more units than were ordered.
    public Cancellation ask(Request request, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// What `ask` would do now, by doing it and rolling back. Opens its own transaction.
    public Cancellation preview(Request request, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Takes an answer for the named units, or for all pending ones. The same answer again is fine.
    /// Fails with CONFLICT `verdict_final` when it contradicts a verdict that came by answer or claim, FORBIDDEN for
    /// the
    /// shopper (who may only answer what asks the requester), INVALID for units the attempt never had.
    public Answered answer(CancellationId id, Outcome outcome, @Nullable Map<String, Integer> units, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// The requester changes his mind, while it is still an attempt. Withdrawing twice is fine.
    /// Fails with CONFLICT `verdict_final` once there is another verdict.
    public Cancellation withdraw(CancellationId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// The cancellation as it stands; empty for unknown ones.
    public Optional<Cancellation> find(CancellationId id) {
        throw new UnsupportedOperationException();
    }

    /// Every cancellation of an order, newest first.
    public java.util.List<Cancellation> of(OrderRef order) {
        throw new UnsupportedOperationException();
    }
}
