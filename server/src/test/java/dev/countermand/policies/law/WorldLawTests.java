package dev.countermand.policies.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.orders.Units;
import dev.countermand.policies.LineRight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What packs say of promised days, of buyers who were not told, and of countries whose law is of
/// another kind.
class WorldLawTests {

    private static final Instant PLACED = Instant.parse("2026-12-01T10:00:00Z");
    private static final Instant DELIVERED = Instant.parse("2026-12-08T09:00:00Z");
    private static final Law ALL = Law.of(Law.SHIPPED);

    @Test
    void whatWasPromisedForADayIsLateAfterItAndTheGraceOfTheLaw() {
        var promised = Map.<String, Object>of("deliverBy", "2026-12-20");
        // A week after 20 December, until midnight in Berlin.
        assertThat(late(order("DE", promised, Map.of()))).contains(Instant.parse("2026-12-27T22:59:59.999999Z"));
        // What the line says counts more than what its order says.
        assertThat(late(order("DE", promised, Map.of("deliverBy", "2027-02-01"))))
                .contains(Instant.parse("2027-02-08T22:59:59.999999Z"));
        // The law of the United States asks when goods were to be shipped, and gives no grace.
        assertThat(late(order("US", Map.of("shipBy", "2026-12-20"), Map.of())))
                .contains(Instant.parse("2026-12-21T09:59:59.999999Z"));
        assertThat(late(order("US", promised, Map.of()))).contains(Instant.parse("2027-01-01T09:59:59.999999Z"));
    }

    @Test
    void whatIsNoDayIsAsIfNothingHadBeenPromised() {
        var usual = late(order("DE", Map.of(), Map.of()));
        assertThat(usual).isPresent();
        for (var told : List.<Object>of("soon", "2026-13-40", 20261220, true, List.of("2026-12-20"), "")) {
            assertThat(late(order("DE", Map.of("deliverBy", told), Map.of())))
                    .as(String.valueOf(told))
                    .isEqualTo(usual);
        }
    }

    @Test
    void indiaKnowsLatenessOnlyOfAPromisedDay() {
        assertThat(late(order("IN", Map.of(), Map.of()))).isEmpty();
        assertThat(late(order("IN", Map.of("deliverBy", "2026-12-20"), Map.of())))
                .contains(Instant.parse("2026-12-20T18:29:59.999999Z"));
    }

    @ParameterizedTest
    @CsvSource({
        // told with the order, as is usual
        "true, 2026-12-22",
        "nonsense, 2026-12-22",
        // never told: twelve months more
        "false, 2027-12-22",
        // told before the time began, while it ran, after it, and when the longer time was over
        "2026-12-05T10:00:00Z, 2026-12-22",
        "2026-12-15T10:00:00Z, 2026-12-29",
        "2027-03-01T10:00:00+01:00, 2027-03-15",
        "2027-12-20T10:00:00Z, 2027-12-22",
        "2030-01-01T10:00:00Z, 2027-12-22",
    })
    void whoWasNotToldOfHisRightHasItLonger(String informed, String last) {
        Object told =
                informed.equals("true") || informed.equals("false") ? (Object) Boolean.valueOf(informed) : informed;
        var order = order("DE", Map.of("withdrawalInformed", told), Map.of());
        assertThat(until(order, "eu-2/withdrawal").toString()).startsWith(last + "T22:59:59");
    }

    @Test
    void brazilGivesSevenDaysAndAllThatWasPaidForShipping() {
        var order = order("BR", Map.of(), Map.of());
        // A week after 8 December, until midnight in the west of the country.
        assertThat(until(order, "br-1/withdrawal")).isEqualTo(Instant.parse("2026-12-16T04:59:59.999999Z"));
        var right = ALL.stopping(order, order.lines().getFirst()).getFirst();
        assertThat(right.allShipping()).isTrue();
        assertThat(ALL.refundDue(right.name(), order, PLACED)).contains(Instant.parse("2026-12-03T04:59:59.999999Z"));
        var german = order("DE", Map.of(), Map.of());
        assertThat(ALL.stopping(german, german.lines().getFirst()))
                .extracting(LineRight::allShipping)
                .containsOnlyNulls();
    }

    @Test
    void australiaAndIndiaSetNoEndToWhatTheyGive() {
        assertThat(after(order("AU", Map.of(), Map.of())))
                .extracting(LineRight::name, LineRight::until)
                .containsExactly(org.assertj.core.api.Assertions.tuple("au-1/guarantee", null));
        assertThat(after(order("IN", Map.of(), Map.of())))
                .extracting(LineRight::name, LineRight::until)
                .containsExactly(org.assertj.core.api.Assertions.tuple("in-1/rejection", null));
    }

    @Test
    void whereThePolicyIsShownJapanLeavesItToIt() {
        assertThat(after(order("JP", Map.of(), Map.of()))).isEmpty();
        assertThat(ALL.packs())
                .anyMatch(pack -> pack.id().equals("jp") && pack.countries().containsKey("JP"));
    }

    @Test
    void aWindowThatNobodyCanReckonIsAnErrorOfThePack() {
        var pack = """
                pack: x
                version: 1
                countries: {XX: {zone: UTC}}
                rights:
                  - {id: r, kind: %s, source: S, read: known, since: "2020-01-01", window: %s, kinds: [physical]%s}
                """;
        assertThat(PackReader.read(pack.formatted("guarantee", "reasonable", ""))
                        .rights()
                        .getFirst()
                        .window())
                .isNull();
        for (var kind : List.of("withdrawal", "return", "late")) {
            assertThatThrownBy(() -> PackReader.read(pack.formatted(kind, "reasonable", "")))
                    .hasMessageContaining("reasonable");
        }
        assertThatThrownBy(() -> PackReader.read(pack.formatted("withdrawal", "7 days", ", promise: shipBy")))
                .hasMessageContaining("promise");
        assertThatThrownBy(() -> PackReader.read(pack.formatted("late", "7 days", ", grace: 7 days")))
                .hasMessageContaining("promise");
    }

    private static Optional<Instant> late(Order order) {
        return ALL.stopping(order, order.lines().getFirst()).stream()
                .filter(right -> right.kind().equals("late"))
                .map(LineRight::from)
                .findFirst();
    }

    private static Instant until(Order order, String right) {
        return after(order).stream()
                .filter(each -> each.name().equals(right))
                .map(LineRight::until)
                .findFirst()
                .orElseThrow();
    }

    private static List<LineRight> after(Order order) {
        return ALL.after(order, order.lines().getFirst(), line -> start -> Optional.of(DELIVERED));
    }

    private static Order order(String country, Map<String, Object> metadata, Map<String, Object> ofLine) {
        var line = new Order.Line(
                "1",
                "S1",
                "Thing",
                1,
                1000,
                0,
                0,
                Order.Kind.PHYSICAL,
                null,
                Map.of(),
                ofLine,
                new Units(Map.of(Stage.DELIVERED, 1)));
        return new Order(
                new OrderRef(new OrderId(new UUID(1, 2)), new SellerId("shop"), "1001"),
                null,
                PLACED,
                PLACED,
                "EUR",
                true,
                new Order.Customer("c1", "Ada", "ada@example.org", null, "de", null),
                new Order.Address("Ada", "1 Test Street", null, null, "Town", null, "10115", country),
                null,
                List.of(line),
                0,
                0,
                null,
                0,
                0,
                List.of(),
                1000,
                metadata);
    }
}
