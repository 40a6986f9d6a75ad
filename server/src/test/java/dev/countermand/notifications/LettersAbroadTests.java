package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cases.Fact;
import dev.countermand.cases.Recipient;
import dev.countermand.site.Look;
import dev.countermand.site.Texts;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mails for people and shops of everywhere: zone, language, look, and names that would break out.
class LettersAbroadTests extends WrittenLetters {

    private static final String LONG =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft-Geschenkgutschein";
    private static final String RTL = "עדה לדוגמה";
    private static final String NASTY = "<b>Ada</b> & \"Co\" 👩‍👩‍👧\r\nBcc: eve@example.org\u202Eevil";

    @ParameterizedTest
    @CsvSource({
        "en-GB, '21 Nov 2026, 10:15 GMT'",
        "it-IT, 'Nov 21, 2026, 11:15 AM CET'",
        "en-IN, '21 Nov 2026, 3:45 pm IST'",
        "en-US, 'Nov 21, 2026, 5:15 AM EST'",
        "en, 'Nov 21, 2026, 5:15 AM EST'"
    })
    void deadlinesStandInTheZoneOfTheCountryElseOfTheShop(String locale, String expected) {
        var to = new Recipient("Ada", "ada@example.org", null, locale);
        var letter = letter(Facts.order("W1001"), Facts.attempting(to, Facts.NONE, false, null));
        assertThat(letter.text().replace('\u202F', ' ').replace('\u00A0', ' ')).contains("by " + expected + ".");
        assertThat(letter.text()).contains("If nobody answers by then, the order goes on and is sent to you.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-GB | Attempting to Cancel: order W1001                | by 21 Nov 2026, 10:15 GMT.
            de-DE | Stornierung wird versucht: Bestellung W1001      | bis 21. Nov. 2026, 11:15 MEZ.
            fr-FR | Tentative d’annulation : commande W1001          | avant le 21 nov. 2026 11:15 CET.
            es-ES | Intentando cancelar: pedido W1001                | antes del 21 nov 2026, 5:15 EST.
            """)
    void aMailSpeaksTheLanguageOfItsRecipient(String locale, String subject, String says) {
        var to = new Recipient("Ada", "ada@example.org", null, locale);
        var letter = letter(Facts.order("W1001"), Facts.attempting(to, Facts.NONE, false, null));
        assertThat(letter.subject()).isEqualTo(subject);
        assertThat(letter.html()).contains("lang=\"" + locale + "\"");
        assertThat(letter.text().replace('\u202F', ' ').replace('\u00A0', ' ')).contains(says);
    }

    @Test
    void aMailHasTheLookOfItsShop() {
        var look = new Look(
                "Bags",
                Locale.US,
                ZoneId.of("UTC"),
                null,
                "https://x.example/look/kors/1.png",
                "https://x.example/contact/kors",
                "#8a1538",
                "#ffffff",
                "Georgia, serif");
        var dressed = new Wording(
                new MailTemplates(),
                new Texts(true),
                seller -> look,
                (order, email) -> URI.create("https://shop.example/o/1"),
                ZoneId.of("UTC"));
        var entry = Facts.entry(Facts.order("W1001"), Facts.linkRequested(Facts.ADA));
        var recipient = dressed.recipient(entry).orElseThrow();
        var link = dressed.link(entry, recipient);
        var letter = dressed.write(dressed.bare(entry, recipient, link), entry, recipient, link)
                .orElseThrow();
        assertThat(letter.html())
                .contains(
                        "background:#8a1538;color:#ffffff",
                        "font-family:Georgia, serif",
                        "https://x.example/contact/kors")
                .contains("<img src=\"https://x.example/look/kors/1.png\" alt=\"Bags\"");
        assertThat(letter.text()).contains("https://x.example/contact/kors");
    }

    @Test
    void foreignWordsStayOnTheirLineAndInTheirPlace() {
        for (String name : List.of(LONG, RTL, NASTY, "", " ")) {
            var to = new Recipient(name, "ada@example.org", null, "en-GB");
            for (Fact fact : Facts.all(to)) {
                var letter = letter(Facts.order("#W👗"), fact);
                assertThat(letter.text().lines()).noneMatch(line -> line.startsWith("Bcc"));
                assertThat(letter.text()).doesNotContain("\u202E", "Hello ,");
                assertThat(letter.html()).doesNotContain("<b>", "\u202E");
                assertThat(letter.subject()).contains("#W👗");
            }
        }
        assertThat(letter(Facts.order("W1"), Facts.linkRequested(new Recipient(RTL, null, null, "he-IL")))
                        .text())
                .contains("Hello \u2068" + RTL + "\u2069,");
        assertThat(letter(Facts.order("W1"), Facts.linkRequested(new Recipient(NASTY, null, null, "en-GB")))
                        .html())
                .contains("&lt;b&gt;Ada&lt;/b&gt; &amp; \"Co\" 👩‍👩‍👧 Bcc: eve@example.org evil");
    }
}
