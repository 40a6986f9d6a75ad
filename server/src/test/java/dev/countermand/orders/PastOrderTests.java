package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// An order as it was.
class PastOrderTests {

    private static final Instant PLACED = Instant.parse("2026-11-20T10:00:00Z");

    private final PastOrder past = new PastOrder(
            new PaperOrder(PLACED).of(List.of(line("1", 3, null), line("1~1", 1, "1"))),
            List.of(
                    move("1", Stage.OPEN, Stage.RELEASED, 2, 60),
                    move("1", Stage.OPEN, Stage.CANCELED, 1, 120),
                    move("1", Stage.RELEASED, Stage.SHIPPED, 2, 300)));

    @Test
    void itsUnitsStandWhereTheyStoodThen() {
        assertThat(units(0)).isEqualTo(Map.of("1", Units.open(3)));
        assertThat(units(60)).isEqualTo(Map.of("1", new Units(Map.of(Stage.OPEN, 1, Stage.RELEASED, 2))));
        assertThat(units(400).get("1")).isEqualTo(new Units(Map.of(Stage.CANCELED, 1, Stage.SHIPPED, 2)));
    }

    @Test
    void whatAChangeAddedWasNotThereBefore() {
        assertThat(units(60)).doesNotContainKey("1~1");
        assertThat(units(120)).containsEntry("1~1", Units.open(1));
    }

    @Test
    void itKnowsWhenUnitsCameWhereAsFarAsTheyHadCome() {
        assertThat(past.reached(at(200)))
                .isEqualTo(Map.of("1", Map.of(Stage.RELEASED, at(60), Stage.CANCELED, at(120))));
        assertThat(past.first(Stage.RELEASED)).contains(at(60));
        assertThat(past.last(Stage.SHIPPED)).contains(at(300));
        assertThat(past.last(Stage.DELIVERED)).isEmpty();
    }

    @Test
    void asSomebodySawItIsWithoutWhatHeDidNotSee() {
        var seen = past.as(Map.of("1", Map.of(Stage.OPEN, 3)), Map.of("1", at(5)));
        assertThat(seen.lines()).singleElement().satisfies(line -> {
            assertThat(line.units()).isEqualTo(Units.open(3));
            assertThat(line.accessedAt()).isEqualTo(at(5));
        });
    }

    private Map<String, Units> units(int seconds) {
        return past.at(at(seconds)).lines().stream()
                .collect(java.util.stream.Collectors.toMap(Order.Line::line, Order.Line::units));
    }

    private static Instant at(int seconds) {
        return PLACED.plusSeconds(seconds);
    }

    private static PastOrder.Move move(String line, Stage from, Stage to, int quantity, int seconds) {
        return new PastOrder.Move(line, from, to, quantity, at(seconds));
    }

    private static Order.Line line(String name, int quantity, @Nullable String replaces) {
        return new Order.Line(
                name,
                "S",
                "Thing",
                quantity,
                1000,
                0,
                0,
                Order.Kind.PHYSICAL,
                null,
                Map.of(),
                Map.of(),
                Units.open(quantity),
                replaces);
    }
}
