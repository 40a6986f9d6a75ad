package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A customer's bank wants a payment, or a part of it, back.
///
/// @param reference the provider's name of it
/// @param counted how much of a lost one is money gone: at most what was not given back before
/// @param refunding what was on its way back when it opened
/// @param reason the bank's word for it
/// @param answerBy until when the shop must answer it
record Dispute(
        UUID id,
        UUID orderId,
        UUID paymentId,
        String reference,
        State state,
        long amount,
        long counted,
        long refunding,
        @Nullable String reason,
        Instant openedAt,
        @Nullable Instant answerBy,
        @Nullable Instant closedAt) {

    static final String PREFIX = "dsp";

    /// How it stands.
    enum State {
        OPEN,
        WON,
        LOST;

        /// The name in API, SQL and facts: lower case.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Reads the name in SQL.
        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /// Whether this may follow: a lost one is sometimes won after all, nothing opens again.
        boolean mayBecome(State next) {
            return this != next && this != WON && next != OPEN;
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /// Since when it stands as it does.
    Instant since() {
        return closedAt == null ? openedAt : closedAt;
    }

    String publicId() {
        return Ids.text(PREFIX, id);
    }

    /// The same, closed.
    Dispute closed(State how, long gone, Instant at) {
        return new Dispute(
                id, orderId, paymentId, reference, how, amount, gone, refunding, reason, openedAt, answerBy, at);
    }
}
