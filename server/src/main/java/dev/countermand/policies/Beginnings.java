package dev.countermand.policies;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.orders.StageTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// When the windows of an order's lines begin.
///
/// What moved is in the goods journal. What only the shop knows it tells in metadata: `paidAt` of the order,
/// `manufacturedAt` of a line (also as an attribute), each an instant or a date.
@Component
class Beginnings {

    static final Set<Window.Start> IN_THE_JOURNAL =
            Set.of(Window.Start.RELEASED, Window.Start.SHIPPED, Window.Start.DELIVERED);

    private final StageTimes times;

    Beginnings(StageTimes times) {
        this.times = times;
    }

    /// What begins the windows of these terms at each line. The journal is only read where they need it.
    Function<Order.Line, Begun> of(Order order, Terms terms) {
        return of(order, terms.starts(), terms.calendar().zone());
    }

    /// What begins windows of these sorts at each line.
    ///
    /// @param zone in which a day that the shop tells begins
    Function<Order.Line, Begun> of(Order order, Set<Window.Start> starts, ZoneId zone) {
        boolean reads = starts.stream().anyMatch(IN_THE_JOURNAL::contains);
        return of(order, reads ? times.of(order.ref()) : Map.of(), zone);
    }

    /// What begins windows at each line, as far as units had come by then.
    ///
    /// @param reached line → stage → when a unit of the line came there last
    /// @param zone in which a day that the shop tells begins
    static Function<Order.Line, Begun> of(Order order, Map<String, Map<Stage, Instant>> reached, ZoneId zone) {
        return line -> {
            var of = reached.getOrDefault(line.line(), Map.of());
            return start -> switch (start) {
                case PLACED -> Optional.of(order.boundAt());
                case PAID -> told(order.metadata(), "paidAt", zone);
                case RELEASED -> Optional.ofNullable(of.get(Stage.RELEASED));
                case SHIPPED -> Optional.ofNullable(of.get(Stage.SHIPPED));
                case DELIVERED -> Optional.ofNullable(of.get(Stage.DELIVERED));
                case ACCESSED -> Optional.ofNullable(line.accessedAt());
                case MANUFACTURED ->
                    told(line.attributes(), "manufacturedAt", zone)
                            .or(() -> told(line.metadata(), "manufacturedAt", zone));
            };
        };
    }

    private static Optional<Instant> told(Map<String, Object> by, String member, ZoneId zone) {
        if (!(by.get(member) instanceof String text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }
}
