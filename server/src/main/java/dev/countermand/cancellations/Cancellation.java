package dev.countermand.cancellations;

import dev.countermand.kernel.OrderRef;
import dev.countermand.payments.MoneyBack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request to cancel and what became of it; refused ones are kept too.
///
/// @param refusal why it was refused or needs a person, else null
/// @param requestedBy in which capacity somebody asked: `shopper`, `seller`, `operator`, `system`
/// @param waitsFor who must act next: `warehouse`, `seller`, `requester`; null when nobody
/// @param deadline when silence decides, or would have; null when it never waited for anybody
/// @param silence what silence means: `unable` or `successful`; null when it never waited for anybody
/// @param verdictBy what decided: `answer`, `claim`, `report`, `silence`, `approval`, `denial`,
///     `withdrawal`; null before
/// @param payout as what taken money comes back
/// @param follows the attempt this one is linked to, or null
/// @param next the attempt or remedy that followed, or null
/// @param money what goes back by this cancellation so far
/// @param facts what the rules saw and decided
/// @param change what takes the place of the canceled units; null when nothing does
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
        Payout payout,
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
        Map<String, Object> facts,
        @Nullable Change change) {

    /// One that puts nothing in the place of what it cancels.
    Cancellation(
            CancellationId id,
            OrderRef order,
            CancellationStatus status,
            RequestReason reason,
            @Nullable String note,
            @Nullable CancellationReason refusal,
            String requestedBy,
            @Nullable String waitsFor,
            @Nullable String ifUnable,
            Payout payout,
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
        this(
                id,
                order,
                status,
                reason,
                note,
                refusal,
                requestedBy,
                waitsFor,
                ifUnable,
                payout,
                lines,
                askedAt,
                deadline,
                silence,
                settledAt,
                verdictBy,
                follows,
                next,
                money,
                policyVersion,
                facts,
                null);
    }

    /// Units of a line in this cancellation: requested = canceled + pending + unable + refused.
    ///
    /// @param atOnce canceled in the moment of asking
    /// @param stopped canceled later, by an answer, an approval or silence
    /// @param asked held while the warehouse is asked; they came from the released ones
    /// @param heldOpen held while a person decides; they came from the open ones
    /// @param heldReleased held while a person decides; they came from the released ones
    /// @param tooLate went on for certain: by an answer, a denial, a claim or a report
    /// @param resumed went on because nobody answered or the requester withdrew
    /// @param followed of the resumed ones, stopped late and held by a linked attempt
    /// @param departed of the canceled ones, gone in a parcel all the same
    /// @param refused not in a stage that can be canceled
    /// @param because the first reason why some units were refused or need a person; null when there
    ///     are none
    public record Line(
            String line,
            String sku,
            String title,
            int requested,
            int atOnce,
            int stopped,
            int asked,
            int heldOpen,
            int heldReleased,
            int tooLate,
            int resumed,
            int followed,
            int departed,
            int refused,
            @Nullable CancellationReason because) {

        /// Taken back, at once or later.
        public int canceled() {
            return atOnce + stopped;
        }

        /// Held, waiting for an answer.
        public int pending() {
            return asked + heldOpen + heldReleased;
        }

        /// Could not be stopped, or went on.
        public int unable() {
            return tooLate + resumed;
        }

        /// The same with more of the resumed ones stopped late, and more of the canceled ones gone.
        Line with(int moreFollowed, int moreDeparted) {
            return new Line(
                    line,
                    sku,
                    title,
                    requested,
                    atOnce,
                    stopped,
                    asked,
                    heldOpen,
                    heldReleased,
                    tooLate,
                    resumed,
                    followed + moreFollowed,
                    departed + moreDeparted,
                    refused,
                    because);
        }
    }

    /// The line with this id, when it was asked for.
    public Optional<Line> line(String id) {
        return lines.stream().filter(l -> l.line().equals(id)).findFirst();
    }

    /// Units taken back so far.
    public int canceled() {
        return lines.stream().mapToInt(Line::canceled).sum();
    }

    /// Units held, waiting for an answer.
    public int pending() {
        return lines.stream().mapToInt(Line::pending).sum();
    }

    /// Units that went on.
    public int unable() {
        return lines.stream().mapToInt(Line::unable).sum();
    }

    /// What the law wants of its money.
    ByLaw byLaw() {
        return ByLaw.of(facts);
    }

    /// Whether a late stop opened it, to ask the requester what he wants now. The goods stand still
    /// already.
    public boolean isLateStop() {
        return follows != null;
    }

    /// Whether a person must decide about some units: of the shop, or for a late stop whoever asked.
    boolean waitsForPerson() {
        return lines.stream().anyMatch(line -> line.heldOpen() + line.heldReleased() > 0);
    }

    boolean waitsForWarehouse() {
        return lines.stream().anyMatch(line -> line.asked() > 0);
    }

    /// Whether nobody can answer in time any more, though no verdict is written yet.
    boolean isOverdue(Instant at) {
        return status.isPending() && deadline != null && !deadline.isAfter(at);
    }

    Cancellation with(List<Line> others) {
        return copy(status, waitsFor, others, deadline, settledAt, verdictBy, next, money, change);
    }

    Cancellation with(MoneyBack other) {
        return copy(status, waitsFor, lines, deadline, settledAt, verdictBy, next, other, change);
    }

    Cancellation with(@Nullable Change other) {
        return copy(status, waitsFor, lines, deadline, settledAt, verdictBy, next, money, other);
    }

    /// The warehouse is asked now, and has its own time.
    Cancellation attempting(Instant until) {
        return copy(
                CancellationStatus.ATTEMPTING, "warehouse", lines, until, settledAt, verdictBy, next, money, change);
    }

    Cancellation settled(CancellationStatus verdict, By by, Instant at) {
        return copy(verdict, null, lines, deadline, at, by.word(), next, money, change);
    }

    /// A parcel took these of the canceled units all the same.
    Cancellation departed(Map<String, Integer> units) {
        return with(lines.stream()
                .map(line -> line.with(0, units.getOrDefault(line.line(), 0)))
                .toList());
    }

    Cancellation followedBy(@Nullable String other) {
        return copy(status, waitsFor, lines, deadline, settledAt, verdictBy, other, money, change);
    }

    private Cancellation copy(
            CancellationStatus newStatus,
            @Nullable String newWaitsFor,
            List<Line> newLines,
            @Nullable Instant newDeadline,
            @Nullable Instant newSettledAt,
            @Nullable String newVerdictBy,
            @Nullable String newNext,
            MoneyBack newMoney,
            @Nullable Change newChange) {
        return new Cancellation(
                id,
                order,
                newStatus,
                reason,
                note,
                refusal,
                requestedBy,
                newWaitsFor,
                ifUnable,
                payout,
                newLines,
                askedAt,
                newDeadline,
                silence,
                newSettledAt,
                newVerdictBy,
                follows,
                newNext,
                newMoney,
                policyVersion,
                facts,
                newChange);
    }
}
