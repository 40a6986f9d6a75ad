package dev.countermand.cancellations;

import dev.countermand.kernel.OrderRef;
import dev.countermand.payments.MoneyBack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to cancel and what became of it; refused ones are kept too.
///
/// @param refusal why it was refused or needs a person, else null
/// @param requestedBy in which capacity somebody asked: `shopper`, `seller`, `operator`
/// @param waitsFor who must act next: `warehouse`, `seller`, `requester`; null when nobody
/// @param deadline when silence decides; null when it waits for nobody
/// @param silence what silence means: `unable` or `successful`
/// @param verdictBy what decided: `answer`, `claim`, `report`, `silence`, `approval`, `denial`, `withdrawal`; null
/// before
/// @param follows the attempt this one is linked to, or null
/// @param next the attempt or remedy that followed, or null
/// @param money what goes back by this cancellation so far
public record Cancellation(
        CancellationId id,
        OrderRef order,
        CancellationStatus status,
        RequestReason reason,
        @Nullable String note,
        @Nullable CancellationReason refusal,
        String requestedBy,
        @Nullable String waitsFor,
        @Nullable String ifUnable,
        List<Line> lines,
        Instant askedAt,
        @Nullable Instant deadline,
        @Nullable String silence,
        @Nullable Instant settledAt,
        @Nullable String verdictBy,
        @Nullable CancellationId follows,
        @Nullable String next,
        MoneyBack money,
        String policyVersion,
        Map<String, Object> facts) {

    /// Units of a line in this cancellation: requested = canceled + pending + unable + refused.
    ///
    /// @param pending held, waiting for an answer
    /// @param unable could not be stopped, or resumed by withdrawal
    /// @param refused asked for without naming the line, and not in a stage that can be canceled
    public record Line(
            String line,
            String title,
            int requested,
            int canceled,
            int pending,
            int unable,
            int refused,
            @Nullable String because) {}
}
