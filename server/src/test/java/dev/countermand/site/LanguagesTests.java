package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LanguagesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            lang  | cookie | accepted                      | told
            -     | -      | -                             | fr
            -     | -      | *                             | fr
            -     | -      | nl,it;q=0.8                   | fr
            -     | -      | de-AT,de;q=0.9,en;q=0.8       | de-AT
            -     | -      | nl,en-AU;q=0.5                | en-AU
            -     | -      | de;q=0,es;q=0.1               | es
            -     | -      | ;;;                           | fr
            -     | es     | de                            | es
            en-GB | es     | de                            | en-GB
            xx    | es     | de                            | es
            -     | <b>    | de                            | de
            """, useHeadersInDisplayName = true)
    void choiceThenBrowserThenShop(String lang, String cookie, String accepted, String told) {
        var request = new MockHttpServletRequest();
        if (lang != null) {
            request.setParameter("lang", lang);
        }
        if (cookie != null) {
            request.setCookies(new Cookie("other", "x"), new Cookie("lang", cookie));
        }
        if (accepted != null) {
            request.addHeader("Accept-Language", accepted);
        }
        assertThat(Languages.of(request, Locale.FRENCH).toLanguageTag()).isEqualTo(told);
    }

    @Test
    void anEndlessHeaderIsNotRead() {
        var request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", "de," + "x".repeat(2000));
        assertThat(Languages.of(request, Locale.US)).isEqualTo(Locale.US);
    }

    @Test
    void eachLanguageCallsItselfByItsOwnName() {
        assertThat(Languages.OFFERED.stream().map(Languages::name))
                .containsExactly("English (US)", "English (UK)", "Deutsch", "Français", "Español");
        assertThat(Languages.nameOf(Locale.forLanguageTag("en-AU"))).isEqualTo("English (UK)");
        assertThat(Languages.isCurrent(Locale.GERMAN, Locale.forLanguageTag("de-CH")))
                .isTrue();
    }
}
