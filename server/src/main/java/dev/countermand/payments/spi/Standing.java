package dev.countermand.payments.spi;

import dev.countermand.payments.spi.PaymentGateway.Instruction;
import dev.countermand.payments.spi.PaymentGateway.Outcome;
import dev.countermand.payments.spi.PaymentGateway.Reason;
import dev.countermand.payments.spi.PaymentGateway.Result;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one payment stands at the provider: his truth, in minor units. Whatever here differs from our
/// journal is written into it; so everything that ever happened to the payment must be in it, and must
/// stay in it.
///
/// @param captured taken in all, refunds not subtracted
/// @param released of the hold, not captured and held no more: voided, reduced, left over by a final
/// capture,
///     or expired
/// @param expired whether what was released ended by itself
/// @param expiresAt when the hold ends by itself, when the provider says so
/// @param scheme the card's scheme in lower case, such as `visa`, when the provider says so
/// @param refunds every refund, whoever made it, failed ones too
/// @param disputes every dispute, closed ones too
public record Standing(
        long authorized,
        long captured,
        long released,
        boolean expired,
        @Nullable Instant expiresAt,
        @Nullable String scheme,
        List<Refund> refunds,
        List<Dispute> disputes) {

    /// Nothing is held and nothing moved, or the provider does not know the payment.
    public static final Standing NONE = held(0);

    /// How far a refund or a dispute got.
    public enum State {
        /// The refund is on its way, or the dispute is open.
        OPEN,
        /// The refund arrived, or the dispute was lost: the money is gone.
        DONE,
        /// The refund failed or was canceled, or the dispute was won: the money is the shop's.
        FAILED
    }

    /// A refund.
    ///
    /// @param reference the provider's name of it, such as `re_…`; never another refund's
    /// @param key the key of ours that it carries; null when it is none of ours
    /// @param reason why it failed
    /// @param message what the provider says about it
    public record Refund(
            String reference,
            long amount,
            State state,
            @Nullable String key,
            Instant at,
            @Nullable Reason reason,
            @Nullable String message) {}

    /// A dispute, such as a chargeback.
    ///
    /// @param reference the provider's name of it, such as `dp_…`
    /// @param reason the provider's word for it, such as `product_not_received`
    /// @param answerBy until when the shop must answer it, if there is such a time
    public record Dispute(
            String reference,
            long amount,
            State state,
            @Nullable String reason,
            Instant openedAt,
            @Nullable Instant answerBy) {

        /// The state's name in SQL, facts and API.
        public String word() {
            return switch (state) {
                case OPEN -> "open";
                case DONE -> "lost";
                case FAILED -> "won";
            };
        }
    }

    /// Nothing but a hold.
    public static Standing held(long authorized) {
        return new Standing(authorized, 0, 0, false, null, null, List.of(), List.of());
    }

    /// Still held.
    public long held() {
        return authorized - captured - released;
    }

    /// Sent back for certain.
    public long refunded() {
        return sum(State.DONE);
    }

    /// On its way back.
    public long refunding() {
        return sum(State.OPEN);
    }

    /// Whether a dispute is open: refunds wait.
    public boolean isDisputed() {
        return disputes.stream().anyMatch(d -> d.state() == State.OPEN);
    }

    /// What became of an instruction, as far as it can be seen here.
    public Result of(Instruction instruction) {
        return switch (instruction.action()) {
            case REFUND ->
                refunds.stream()
                        .filter(refund -> instruction.key().equals(refund.key()))
                        .findFirst()
                        .map(Standing::result)
                        .orElseGet(() -> Result.unknown("The provider shows no refund with this key."));
            case VOID -> ofVoid();
            // A part of a hold carries no key: nobody can tell one from another.
            case REDUCE, CREDIT -> Result.unknown("It carries no key by which it could be recognised.");
        };
    }

    private Result ofVoid() {
        if (held() > 0) {
            return Result.unknown("The hold still stands.");
        }
        if (captured == 0) {
            return Result.done(null);
        }
        return released == 0
                ? Result.failed(Reason.ALREADY_CAPTURED, "The hold was captured.")
                : Result.unknown("A part of the hold was captured, a part was released.");
    }

    private static Result result(Refund refund) {
        return switch (refund.state()) {
            case OPEN -> Result.pending(refund.reference(), refund.message());
            case DONE -> new Result(Outcome.DONE, null, refund.reference(), refund.message());
            case FAILED ->
                new Result(
                        Outcome.FAILED,
                        refund.reason() == null ? Reason.REJECTED : refund.reason(),
                        refund.reference(),
                        refund.message());
        };
    }

    private long sum(State state) {
        return refunds.stream()
                .filter(refund -> refund.state() == state)
                .mapToLong(Refund::amount)
                .sum();
    }
}
