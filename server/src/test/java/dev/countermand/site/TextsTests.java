package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTests {

    private static final Instant AT = Instant.parse("2026-11-20T13:32:05Z");

    private final Texts english = new Texts(true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-US | 4590    | EUR | €45.90
            en-US | 0       | USD | $0.00
            en-US | 1234567 | JPY | ¥1,234,567
            en-US | 1234    | KWD | KWD1.234
            en-GB | 4590    | GBP | £45.90
            fr-FR | 4590    | EUR | 45,90€
            de-DE | 4590    | EUR | 45,90€
            de-CH | 4590    | CHF | CHF45.90
            es-ES | 123456  | EUR | 1.234,56€
            it-IT | 4590    | EUR | €45.90
            """)
    void tellsMoneyInTheLanguageOfTheSentence(String locale, long minor, String currency, String expected) {
        var texts = english.in(Locale.forLanguageTag(locale));
        assertThat(texts.money(new Money(minor, currency))
                        .replace('\u00a0', ' ')
                        .replace(" ", ""))
                .isEqualTo(expected);
    }

    @Test
    void tellsTimesInTheReadersZone() {
        var berlin = english.in(ZoneId.of("Europe/Berlin"));
        assertThat(plain(berlin.time(AT))).isEqualTo("2:32 PM");
        assertThat(plain(berlin.in(Locale.UK).time(AT))).isEqualTo("14:32");
        assertThat(plain(berlin.date(AT))).isEqualTo("Nov 20, 2026");
        assertThat(plain(berlin.exact(AT))).contains("2:32:05 PM").endsWith("CET");
        assertThat(berlin.moment(AT, AT.plusSeconds(60))).isEqualTo(berlin.time(AT));
        assertThat(berlin.moment(AT, AT.plus(Duration.ofDays(1)))).isEqualTo(berlin.dateTime(AT));
        assertThat(plain(english.in(ZoneId.of("Pacific/Kiritimati")).date(AT))).isEqualTo("Nov 21, 2026");
    }

    @ParameterizedTest
    @CsvSource({
        "PT27M59S, in 27 minutes",
        "PT1M, in 1 minute",
        "PT59S, in 59 seconds",
        "PT119M, in 119 minutes",
        "PT2H59M, in 2 hours",
        "PT47H, in 47 hours",
        "P22D, in 22 days",
        "PT-3H, 3 hours ago"
    })
    void tellsHowFarAwayNeverMoreThanThereIs(Duration distance, String expected) {
        assertThat(english.relative(AT.plus(distance), AT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT24H | 24 hours
            PT54H | 2 days, 6 hours
            PT30M | 30 minutes
            PT1H30M | 1 hour, 30 minutes
            PT10S | 10 seconds
            """)
    void tellsHowLong(Duration length, String expected) {
        assertThat(english.duration(length)).isEqualTo(expected);
    }

    @Test
    void fallsBackToEnglishAndFailsForAMissingSentence() {
        assertThat(english.in(Locale.ITALIAN).locale()).isEqualTo(Locale.US);
        assertThat(english.in(Locale.ITALIAN).say("site.skip")).isEqualTo("Skip to the content");
        assertThat(english.knows("site.no_such")).isFalse();
        assertThatThrownBy(() -> english.say("site.no_such")).isInstanceOf(NoSuchElementException.class);
        assertThat(new Texts(false).say("site.no_such")).isEqualTo("site.no_such");
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, Order Canceled",
        "en, Order Canceled",
        "en-PR, Order Canceled",
        "en-GB, Order Cancelled",
        "en-AU, Order Cancelled",
        "de-AT, Bestellung storniert",
        "fr, Commande annulée",
        "es-MX, Pedido cancelado"
    })
    void speaksTheLanguageAndSpellsAsTheCountryDoes(String locale, String expected) {
        assertThat(english.in(Locale.forLanguageTag(locale)).say("cancellations.status.canceled"))
                .isEqualTo(expected);
    }

    @Test
    void putsValuesIntoSentencesAsTheReaderWritesThem() {
        assertThat(english.say("site.signed_in_as", Map.of("name", "Ada {0} 'quoted'")))
                .isEqualTo("Signed in as Ada {0} 'quoted'");
    }

    // The language data separate by narrow spaces that no test should have to spell.
    private static String plain(String text) {
        return text.replace('\u202f', ' ').replace('\u00a0', ' ');
    }
}
