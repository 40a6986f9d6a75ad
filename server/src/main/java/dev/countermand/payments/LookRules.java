package dev.countermand.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When a payment's standing is read at the provider, though nothing asks for it. Pure. Notices come
/// sooner; this is for those that never come.
final class LookRules {

    /// A fresh hold is read soon, for when it ends.
    private static final Duration FIRST = Duration.ofMinutes(1);

    private static final Duration HELD = Duration.ofDays(1);
    private static final Duration DISPUTED = Duration.ofDays(1);

    /// Banks send refunds back for about so long, and are asked about that often.
    private static final Duration MAY_COME_BACK = Duration.ofDays(30);

    private static final Duration BACK = Duration.ofDays(3);

    /// No hold lives longer.
    private static final Duration HELD_MAX = Duration.ofDays(35);

    private LookRules() {}

    /// The first look at a payment of a fresh order; null when all of it is charged already.
    static @Nullable Instant first(boolean captured, Instant at) {
        return captured ? null : at.plus(FIRST);
    }

    /// The next look after one.
    static @Nullable Instant next(Ledger ledger, Payment payment, Instant now) {
        return Stream.of(held(payment, now), disputed(payment, now), refunded(ledger, payment, now))
                .flatMap(Stream::ofNullable)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Instant held(Payment payment, Instant now) {
        var said = payment.provider();
        boolean held = payment.authorized() - payment.captured() - payment.voided() > 0;
        if (!held || said.takenAt() == null || now.isAfter(said.takenAt().plus(HELD_MAX))) {
            return null;
        }
        var ends = said.expiresAt();
        return ends != null && ends.isAfter(now) && ends.isBefore(now.plus(HELD)) ? ends : now.plus(HELD);
    }

    private static @Nullable Instant disputed(Payment payment, Instant now) {
        return payment.disputed() > 0 ? now.plus(DISPUTED) : null;
    }

    private static @Nullable Instant refunded(Ledger ledger, Payment payment, Instant now) {
        boolean young = ledger.movementsOf(payment).stream()
                .anyMatch(m -> m.type() == PaymentEvent.Type.REFUNDED
                        && m.recordedAt().plus(MAY_COME_BACK).isAfter(now));
        return young ? now.plus(BACK) : null;
    }
}
