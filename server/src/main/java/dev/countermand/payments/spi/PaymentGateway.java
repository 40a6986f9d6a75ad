package dev.countermand.payments.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A provider that moves money. Called by the payments' worker after the intent was committed,
/// never inside a transaction.
public interface PaymentGateway {

    /// What the provider did.
    enum Outcome {
        /// Done, for certain.
        DONE,
        /// Refused, for certain; nothing moved.
        FAILED,
        /// Taken over, the outcome comes later by an event.
        PENDING,
        /// Nobody knows: time-out, reset, 5xx. Counts as spent until it is read back.
        UNKNOWN
    }

    /// One effect to send.
    ///
    /// @param effect our public id of it: also the provider's idempotency key, the same on every
    ///     re-send
    /// @param payment the shop's id of the payment
    /// @param action `void`, `reduce` (of the authorization) or `refund`
    /// @param amount minor units
    record Instruction(String effect, String seller, String payment, String action, long amount, String currency) {}

    /// What the provider answered.
    ///
    /// @param reference the provider's own reference, when it gave one
    /// @param message what the provider said, for the desk
    record Result(
            Outcome outcome,
            @Nullable String reference,
            @Nullable String message) {}

    /// The name by which orders call it, such as `manual`.
    String name();

    /// Whether people of the shop move the money and report it; they are told by a fact and in
    /// the queue.
    default boolean movedByShop() {
        return false;
    }

    /// How long after the first send the provider knows a repeated key for sure. Later, an
    /// unknown outcome is only read, never sent again.
    default Duration keyLife() {
        return Duration.ofHours(23);
    }

    /// Moves money once for this instruction. Never throws for what the provider did; an
    /// exception counts as UNKNOWN.
    Result send(Instruction instruction);

    /// Reads at the provider what became of an instruction, without moving anything. UNKNOWN when
    /// the provider cannot say, also when it has never heard of it.
    Result read(Instruction instruction);
}
