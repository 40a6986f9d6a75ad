package dev.countermand.policies.law;

import dev.countermand.orders.Order;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// What the shop told about an order that a law asks for, in metadata. What is no day and no instant is
/// as if nothing had been told: metadata are the shop's own, and may say anything.
final class Told {

    /// Under which an order's metadata say whether the buyer was told of his right of withdrawal:
    /// `true` (usual), `false`, or the instant at which he was told later.
    static final String INFORMED = "withdrawalInformed";

    private Told() {}

    /// Whether a buyer was told of his right.
    sealed interface Informed {}

    /// With the order, as is usual.
    record Always() implements Informed {}

    /// Not at all.
    record Never() implements Informed {}

    /// Some time after the order.
    record Later(Instant at) implements Informed {}

    static Informed informed(Order order) {
        return switch (order.metadata().get(INFORMED)) {
            case Boolean told when !told -> new Never();
            case String text -> instant(text).<Informed>map(Later::new).orElse(new Always());
            case null, default -> new Always();
        };
    }

    /// The day under this word.
    static Optional<LocalDate> day(Map<String, Object> metadata, String word) {
        try {
            return metadata.get(word) instanceof String text ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }

    /// The last instant of a day.
    static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1000);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }
}
