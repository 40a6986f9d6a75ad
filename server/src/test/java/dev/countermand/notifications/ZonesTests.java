package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTests {

    private static final Instant SUMMER = Instant.parse("2026-07-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"de-DE, Europe/Berlin", "en-GB, Europe/London", "fr-CH, Europe/Zurich"})
    void aCountryWithOneClockHasItsZone(String locale, String zone) {
        assertThat(Zones.of(Locale.forLanguageTag(locale), SUMMER).map(ZoneId::getRules))
                .contains(ZoneId.of(zone).getRules());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "es-ES", "en-AU"})
    void whereItDependsNothingIsSaid(String locale) {
        assertThat(Zones.of(Locale.forLanguageTag(locale), SUMMER)).isEmpty();
    }

    @Test
    void whatIsNoCountryHasNone() {
        assertThat(Zones.of(Locale.forLanguageTag("es-419"), SUMMER)).isEmpty();
        assertThat(Zones.of(Locale.forLanguageTag("de-ZZ"), SUMMER)).isEmpty();
        assertThat(Zones.of(Locale.GERMAN, SUMMER)).isEmpty();
    }
}
