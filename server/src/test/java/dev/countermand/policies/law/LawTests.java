package dev.countermand.policies.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.orders.Order;
import dev.countermand.orders.PaperOrder;
import dev.countermand.orders.Stage;
import dev.countermand.orders.Units;
import dev.countermand.policies.LineRight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who has which right, from when and until when.
class LawTests {

    private static final Instant PLACED = Instant.parse("2026-12-01T10:00:00Z");
    private static final Law EUROPE = Law.of(List.of("eu"));
    private static final Law ALL = Law.of(Law.SHIPPED);

    @Test
    void whatHasNotLeftMayBeWithdrawnFromWithoutAnEndAndIsLateAfterFiveWeeks() {
        var rights = EUROPE.stopping(order("DE"), line(Order.Kind.PHYSICAL, Map.of()));
        assertThat(names(rights)).containsExactly("eu-2/withdrawal", "eu-2/late");
        assertThat(rights.getFirst().source()).startsWith("§§ 312g, 355");
        assertThat(rights.getFirst().from()).isNull();
        assertThat(rights.getFirst().until()).isNull();
        // 37 days after 1 December, until midnight in Berlin.
        assertThat(rights.get(1).from()).isEqualTo(Instant.parse("2027-01-07T22:59:59.999999Z"));
        assertThat(rights.get(1).holds(Instant.parse("2027-01-07T22:59:59.999999Z")))
                .isFalse();
        assertThat(rights.get(1).holds(Instant.parse("2027-01-07T23:00:00Z"))).isTrue();
    }

    @Test
    void goodsMadeToSpecificationHaveNoWithdrawalButMayNotBeLate() {
        assertThat(names(EUROPE.stopping(order("FR"), line(Order.Kind.PERSONALIZED, Map.of()))))
                .containsExactly("eu-2/late");
    }

    @Test
    void whatSpoilsIsExemptAndAnUnknownWordExemptsNothing() {
        assertThat(names(EUROPE.stopping(order("FR"), line(Order.Kind.PHYSICAL, Map.of("exempt", "perishable")))))
                .containsExactly("eu-2/late");
        assertThat(names(EUROPE.stopping(
                        order("FR"), line(Order.Kind.PHYSICAL, Map.of("exempt", List.of("x", "auction"))))))
                .containsExactly("eu-2/late");
        assertThat(names(EUROPE.stopping(order("FR"), line(Order.Kind.PHYSICAL, Map.of("exempt", "sealed")))))
                .contains("eu-2/withdrawal");
    }

    @Test
    void digitalGoodsLoseItOnlyWhenTheyWereAccessedWithConsent() {
        var consent = Map.<String, Object>of("withdrawalConsent", true);
        assertThat(EUROPE.stopping(order("DE"), digital(PLACED, Map.of()))).hasSize(1);
        assertThat(EUROPE.stopping(order("DE"), digital(PLACED, consent))).isEmpty();
        var unopened = EUROPE.stopping(order("DE"), digital(null, consent));
        assertThat(unopened).hasSize(1);
        // 14 days after 1 December, until midnight in Berlin.
        assertThat(unopened.getFirst().until()).isEqualTo(Instant.parse("2026-12-15T22:59:59.999999Z"));
    }

    @Test
    void theWindowBeginsWithTheLastGoodAndEndsOnAWorkingDay() {
        var first = delivered("1", 1);
        var second = delivered("2", 1);
        var there = Map.of("1", Instant.parse("2026-12-08T09:00:00Z"), "2", Instant.parse("2026-12-11T09:00:00Z"));
        var right = after(EUROPE, order("DE", first, second), first, there).getFirst();
        assertThat(right.name()).isEqualTo("eu-2/withdrawal");
        // 14 days after 11 December is a holiday in Germany, as is the day after; then comes Sunday.
        assertThat(right.until()).isEqualTo(Instant.parse("2026-12-28T22:59:59.999999Z"));
        // France works on 26 December, but it is a Saturday.
        assertThat(after(EUROPE, order("FR", first, second), first, there)
                        .getFirst()
                        .until())
                .isEqualTo(Instant.parse("2026-12-28T22:59:59.999999Z"));
        // The law of the United Kingdom moves nothing.
        assertThat(after(ALL, order("GB", first, second), first, there)
                        .getFirst()
                        .until())
                .isEqualTo(Instant.parse("2026-12-25T23:59:59.999999Z"));
    }

    @Test
    void whileAGoodIsOnItsWayTheWindowHasNotBegun() {
        var there = Map.of("1", Instant.parse("2026-12-08T09:00:00Z"));
        var rights = after(EUROPE, order("DE", delivered("1", 1), delivered("2", 0)), delivered("1", 1), there);
        assertThat(rights.getFirst().until()).isNull();
    }

    @Test
    void theLastInstantOfTheDayCountsWhereTheBuyerIs() {
        var line = delivered("1", 1);
        var there = Map.of("1", Instant.parse("2026-11-20T20:00:00Z"));
        for (var place : Map.of("FI", "2026-12-04T21:59:59Z", "PT", "2026-12-05T00:59:59Z")
                .entrySet()) {
            var right = after(EUROPE, order(place.getKey(), line), line, there).getFirst();
            var last = Instant.parse(place.getValue());
            assertThat(right.holds(last)).as(place.getKey()).isTrue();
            assertThat(right.holds(last.plusSeconds(1))).as(place.getKey()).isFalse();
        }
    }

    @Test
    void whereTheBuyerAndTheGoodsAreInTwoCountriesHeHasTheRightsOfBoth() {
        assertThat(names(ALL.stopping(order("US"), line(Order.Kind.PHYSICAL, Map.of()))))
                .containsExactly("us-2/late");
        var expatriate = order("US", "DE", Map.of(), line(Order.Kind.PHYSICAL, Map.of()));
        assertThat(names(ALL.stopping(expatriate, expatriate.lines().getFirst())))
                .containsExactly("eu-2/withdrawal", "eu-2/late", "us-2/late");
    }

    @Test
    void businessesAndOrdersFromBeforeTheLawHaveNone() {
        var line = line(Order.Kind.PHYSICAL, Map.of());
        assertThat(ALL.stopping(order("DE", null, Map.of("consumer", false), line), line))
                .isEmpty();
        assertThat(ALL.stopping(order("DE", null, Map.of("consumer", "no"), line), line))
                .isNotEmpty();
        assertThat(ALL.stopping(order("CH"), line)).isEmpty();
        assertThat(Law.NONE.stopping(order("DE"), line)).isEmpty();
        assertThat(ALL.stopping(new PaperOrder(Instant.parse("2014-06-12T10:00:00Z")).of(List.of(line)), line))
                .isEmpty();
    }

    @Test
    void guaranteesLastLongerWhereTheNationalLawSaysSo() {
        var line = delivered("1", 1);
        var there = Map.of("1", Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(after(EUROPE, order("ES", line), line, there))
                .extracting(
                        LineRight::name, right -> String.valueOf(right.until()).substring(0, 10))
                .contains(
                        org.assertj.core.groups.Tuple.tuple("eu-2/guarantee", "2028-11-20"),
                        org.assertj.core.groups.Tuple.tuple("eu-2/guarantee-portugal-spain", "2029-11-20"));
        assertThat(names(after(EUROPE, order("DE", line), line, there)))
                .doesNotContain("eu-2/guarantee-portugal-spain");
    }

    @Test
    void aRefundInAmericaIsDueInWorkingDaysWithoutItsHolidays() {
        // Thanksgiving, 26 November, and a weekend lie between.
        assertThat(ALL.refundDue("us-2/late", order("US"), Instant.parse("2026-11-23T20:00:00Z")))
                .contains(Instant.parse("2026-12-04T09:59:59.999999Z"));
        assertThat(ALL.refundDue("eu-2/withdrawal", order("DE"), Instant.parse("2026-11-23T20:00:00Z")))
                .contains(Instant.parse("2026-12-07T22:59:59.999999Z"));
        assertThat(ALL.refundDue("eu-9/withdrawal", order("DE"), PLACED)).isEmpty();
        assertThat(ALL.refundDue("eu-2/guarantee", order("DE"), PLACED)).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodInAPackIsAnErrorAndAnOperatorMayBringHisOwn(@TempDir Path folder) throws Exception {
        var own = Files.writeString(folder.resolve("br.yaml"), """
                pack: br
                version: 2
                countries: {BR: {zone: America/Sao_Paulo}}
                rights:
                  - {id: arrependimento, kind: withdrawal, source: "Lei 8.078/1990, art. 49", read: primary,
                     since: "1991-03-11", window: 7 days from delivered, kinds: [physical]}
                """);
        var law = Law.of(List.of("eu", own.toString()));
        assertThat(names(law.stopping(order("BR"), line(Order.Kind.PHYSICAL, Map.of()))))
                .containsExactly("br-2/arrependimento");
        for (var wrong : List.of(
                "pack: x",
                "- a list",
                "pack: x\nversion: 1\ncountries: {}\nrights: []\nrigths: []",
                Files.readString(own).replace("window: 7 days", "window: soon"),
                Files.readString(own).replace("[physical]", "[books]"),
                Files.readString(own).replace("source", "sauce"))) {
            assertThatThrownBy(() -> PackReader.read(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Law.of(List.of("mars"))).hasMessageContaining("eu, uk, us");
    }

    private static List<LineRight> after(Law law, Order order, Order.Line line, Map<String, Instant> delivered) {
        return law.after(order, line, each -> start -> Optional.ofNullable(delivered.get(each.line())));
    }

    private static List<String> names(List<LineRight> rights) {
        return rights.stream().map(LineRight::name).toList();
    }

    private static Order.Line line(Order.Kind kind, Map<String, Object> metadata) {
        return new Order.Line("1", "S1", "Thing", 1, 1000, 0, 0, kind, null, Map.of(), metadata, Units.open(1));
    }

    private static Order.Line digital(@Nullable Instant accessed, Map<String, Object> metadata) {
        return new Order.Line(
                "1", "S1", "Song", 1, 1000, 0, 0, Order.Kind.DIGITAL, accessed, Map.of(), metadata, Units.open(1));
    }

    private static Order.Line delivered(String line, int units) {
        var where = new Units(Map.of(Stage.DELIVERED, units, Stage.SHIPPED, 1 - units));
        return new Order.Line(line, "S1", "Thing", 1, 1000, 0, 0, Order.Kind.PHYSICAL, null, Map.of(), Map.of(), where);
    }

    private static Order order(String country, Order.Line... lines) {
        return order(country, null, Map.of(), lines);
    }

    private static Order order(
            String country, @Nullable String customers, Map<String, Object> metadata, Order.Line... lines) {
        return new PaperOrder(PLACED, country, customers, metadata)
                .of(lines.length == 0 ? List.of(line(Order.Kind.PHYSICAL, Map.of())) : List.of(lines));
    }
}
