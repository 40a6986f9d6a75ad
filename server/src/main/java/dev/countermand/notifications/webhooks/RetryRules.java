package dev.countermand.notifications.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a delivery is tried again. Pure.
final class RetryRules {

    /// The schedule that Standard Webhooks proposes: ten tries over 75 hours and 35 minutes.
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    static final int TRIES_MAX = PAUSES.size() + 1;

    /// Longer than that nobody may ask us to be silent.
    static final Duration RETRY_AFTER_MAX = Duration.ofHours(24);

    /// Each pause is up to a tenth longer, so that those who failed together do not come back together.
    private static final double JITTER = 0.1;

    private RetryRules() {}

    /// When to try again after so many tries; empty to give up.
    ///
    /// @param chance from 0 to 1
    /// @param asked how long the other side wants us to wait, or null
    static Optional<Instant> next(int tries, Instant now, double chance, @Nullable Duration asked) {
        if (tries >= TRIES_MAX) {
            return Optional.empty();
        }
        var pause = PAUSES.get(tries - 1);
        var jittered = pause.plusMillis((long) (pause.toMillis() * JITTER * chance));
        return Optional.of(now.plus(asked != null && asked.compareTo(jittered) > 0 ? asked : jittered));
    }

    /// What `Retry-After` asks for, within bounds; null for nothing that can be read.
    static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        var text = header.strip();
        try {
            var asked = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            return asked.isNegative() ? null : asked.compareTo(RETRY_AFTER_MAX) < 0 ? asked : RETRY_AFTER_MAX;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
