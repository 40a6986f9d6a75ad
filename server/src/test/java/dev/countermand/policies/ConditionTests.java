package dev.countermand.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.orders.Order;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Of which goods a condition speaks.
class ConditionTests {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Facts LAMP = new Facts(
            "DE",
            "web",
            "club",
            List.of("SPRING"),
            12_000,
            "EUR",
            Instant.parse("2026-11-22T10:00:00Z"),
            Order.Kind.PHYSICAL,
            "LL-LAMP-1",
            "lamps",
            5900,
            2,
            Map.of("gift", true, "note", "x"),
            Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "line.kind == 'physical' | true",
                "line.category in ['lamps', 'rugs'] && order.country == 'DE' | true",
                "order.amount > 10000 && line.price * line.quantity < 10000 | false",
                "'SPRING' in order.promotions | true",
                "order.promotions.exists(p, p.startsWith('SUM')) | false",
                "order.metadata.gift == true | true",
                "has(order.metadata.gift) && !has(order.metadata.other) | true",
                "order.metadata.other == 'x' | false",
                "order.placed < timestamp('2026-12-01T00:00:00Z') | true",
                "order.placed.getMonth() == 10 | true",
                "line.sku.matches('LL-[A-Z]+-[0-9]') | true",
                "customer.group == 'club' | true"
            })
    void anExpressionReadsTheFacts(String expression, boolean holds) {
        assertThat(Expressions.of(expression).holds(LAMP)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line.colour == 'red'",
                "line.price",
                "line.price > 'much'",
                "order.amount >",
                "now > order.placed",
                "1 == 1 ||",
                "((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))) == 1"
            })
    void whatCannotHoldIsAFaultWithItsPlace(String expression) {
        assertThatThrownBy(() -> Expressions.of(expression))
                .isInstanceOfSatisfying(Expressions.InvalidExpression.class, invalid -> {
                    assertThat(invalid.fault().line()).isEqualTo(1);
                    assertThat(invalid.fault().column()).isBetween(1, expression.length() + 1);
                    assertThat(invalid.fault().message()).isNotBlank();
                });
    }

    @Test
    void anExpressionThatIsTooLongOrRunsTooLongIsNotTrue() {
        assertThatThrownBy(() -> Expressions.of("1 == 1 || ".repeat(200) + "true"))
                .isInstanceOf(Expressions.InvalidExpression.class);
        var endless = "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c,"
                + " [1,2,3,4,5,6,7,8,9,10].all(d, a + b + c + d > 0))))";
        assertThat(Expressions.of(endless).holds(LAMP)).isFalse();
    }

    @Test
    void everythingThatIsNamedMustHold() {
        assertThat(Condition.ALWAYS.holds(LAMP, UTC)).isTrue();
        assertThat(named(Set.of("LL-*"), Set.of("DE", "AT")).holds(LAMP, UTC)).isTrue();
        assertThat(named(Set.of("LL-LAMP"), Set.of("DE")).holds(LAMP, UTC)).isFalse();
        assertThat(named(Set.of("LL-LAMP-1"), Set.of("FR")).holds(LAMP, UTC)).isFalse();
    }

    @Test
    void amountsHaveACurrencyAndSeasonsTheirLastDay() {
        assertThat(of(new Condition.Amount("EUR", 12_000L, null), null).holds(LAMP, UTC))
                .isTrue();
        assertThat(of(new Condition.Amount("EUR", null, 12_000L), null).holds(LAMP, UTC))
                .isFalse();
        assertThat(of(new Condition.Amount("USD", 1L, null), null).holds(LAMP, UTC))
                .isFalse();
        var day = LocalDate.parse("2026-11-22");
        assertThat(of(null, new Condition.Season(day, day)).holds(LAMP, UTC)).isTrue();
        assertThat(of(null, new Condition.Season(null, day.minusDays(1))).holds(LAMP, UTC))
                .isFalse();
        assertThat(of(null, new Condition.Season(day.plusDays(1), null)).holds(LAMP, ZoneId.of("Pacific/Kiritimati")))
                .as("it is the next day there already")
                .isTrue();
    }

    private static Condition named(Set<String> skus, Set<String> countries) {
        return new Condition(Set.of(), Set.of(), skus, countries, Set.of(), Set.of(), Set.of(), null, null, null);
    }

    private static Condition of(Condition.Amount amount, Condition.Season placed) {
        return new Condition(
                Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), amount, placed, null);
    }
}
