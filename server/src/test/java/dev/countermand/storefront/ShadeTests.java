package dev.countermand.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShadeTests {

    // From the definition in WCAG 2.2, and what common checkers show.
    @ParameterizedTest
    @CsvSource({
        "#000000, #ffffff, 21.0",
        "#ffffff, #ffffff, 1.0",
        "#777777, #ffffff, 4.48",
        "#767676, #ffffff, 4.54",
        "#ffcc00, #ffffff, 1.50",
        "#0e5a5a, #ffffff, 7.9"
    })
    void contrastIsThatOfTheGuidelines(String one, String other, double expected) {
        var shade = Shade.parse(one).orElseThrow();
        var on = Shade.parse(other).orElseThrow();
        assertThat(shade.contrast(on)).isCloseTo(expected, within(0.1)).isEqualTo(on.contrast(shade));
    }

    @Test
    void blackOrWhiteReadsOnEveryColor() {
        for (int step = 0; step < 4096; step++) {
            var shade = new Shade((step & 0xf00) << 12 | (step & 0xf0) << 8 | (step & 0xf) << 4);
            assertThat(shade.contrast(shade.ink())).isGreaterThanOrEqualTo(Shade.READABLE);
        }
    }

    @Test
    void proposesTheNearestShadeThatReads() {
        var yellow = Shade.parse("#ffcc00").orElseThrow();
        var darker = yellow.readableOn(ProfileRules.LIGHT, Shade.BLACK);
        assertThat(darker.contrast(ProfileRules.LIGHT)).isBetween(Shade.READABLE, 5.5);
        var good = Shade.parse("#0e5a5a").orElseThrow();
        assertThat(good.readableOn(ProfileRules.LIGHT, Shade.BLACK)).isEqualTo(good);
        assertThat(good.readableOn(ProfileRules.DARK, Shade.WHITE).contrast(ProfileRules.DARK))
                .isGreaterThanOrEqualTo(Shade.READABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#fff", "#0e5a5a;}body{display:none", "#gggggg", "0e5a5a"})
    void anythingElseIsNoColor(String text) {
        assertThat(Shade.parse(text)).isEmpty();
    }
}
