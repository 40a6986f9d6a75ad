package dev.countermand.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When a hold ends by itself. Pure. What the provider says stands; without it, what is usual for the
/// scheme of a card, or for the means of payment, when a customer pays on the Internet.
///
/// The table is what providers publish, read on 2026-11-22. Banks may let go later and acquirers may ask
/// for less, so it is shown as what is usual and releases nothing by itself. Sources and exceptions
/// stand in `docs/operating/gateways.md`.
final class HoldLifeRules {

    /// When the hold ends.
    ///
    /// @param byProvider whether the provider says so; else it is what is usual for the scheme
    record Ends(Instant at, boolean byProvider) {}

    private static final Map<String, Duration> USUAL = Map.of(
            "visa", Duration.ofDays(7),
            "mastercard", Duration.ofDays(7),
            "amex", Duration.ofDays(7),
            "discover", Duration.ofDays(7),
            "card", Duration.ofDays(7),
            "klarna", Duration.ofDays(28),
            "paypal", Duration.ofDays(29));

    private HoldLifeRules() {}

    /// Null when nothing is held, and when nobody knows.
    static @Nullable Ends ends(Payment payment) {
        var said = payment.provider();
        if (payment.authorized() - payment.captured() - payment.voided() <= 0) {
            return null;
        }
        if (said.expiresAt() != null) {
            return new Ends(said.expiresAt(), true);
        }
        var taken = said.takenAt();
        var life = USUAL.getOrDefault(String.valueOf(said.scheme()), USUAL.get(payment.tender()));
        return taken == null || life == null ? null : new Ends(taken.plus(life), false);
    }
}
