package dev.countermand.customers;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How long the people of orders are kept: by the seller's own word, else by the operator's setting,
/// else for ever. The time runs from when an order was taken.
@Component
public class Retention {

    /// Shorter than every deadline of the law is a mistake: the customer may still send things back.
    public static final Duration KEEP_MIN = Duration.ofDays(30);

    /// How long a seller keeps people.
    ///
    /// @param keep an ISO 8601 duration in days, such as `P730D`; null for ever
    /// @param own whether the seller said so; else it is the operator's setting
    public record Rule(@Nullable Duration keep, boolean own) {}

    private final RetentionStore store;
    private final Clock clock;
    private final @Nullable Duration setting;

    Retention(RetentionStore store, Clock clock, @Value("${countermand.retention:}") String setting) {
        this.store = store;
        this.clock = clock;
        this.setting = setting.isBlank()
                ? null
                : read(setting.strip())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "COUNTERMAND_RETENTION must be a duration of at least 30 days, such as P1095D, but is "
                                        + setting));
    }

    /// The seller's rule.
    public Rule of(SellerId seller) {
        return store.find(seller)
                .map(own -> new Rule(own.isEmpty() ? null : Duration.parse(own), true))
                .orElseGet(() -> new Rule(setting, false));
    }

    /// Sets the seller's rule. Fails with INVALID for what is no duration or too short.
    ///
    /// @param keep empty for ever
    @Transactional
    public Rule put(SellerId seller, String keep, Actor actor) {
        var duration = keep.isBlank()
                ? null
                : read(keep.strip())
                        .orElseThrow(() -> Problem.invalid(
                                "invalid_duration",
                                "/keep",
                                "Write a duration of at least 30 days, such as P730D, or leave it"
                                        + " empty to keep people for ever."));
        store.put(
                seller,
                duration == null ? "" : duration.toString(),
                actor.name(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return of(seller);
    }

    private static Optional<Duration> read(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(duration -> duration.compareTo(KEEP_MIN) >= 0);
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }
}
