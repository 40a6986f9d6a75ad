package dev.countermand.site;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Which language somebody reads: what he chose in the menu, else what his browser asks for, else what
/// the shop speaks.
public final class Languages {

    /// What the menu offers, in its order.
    public static final List<Locale> OFFERED =
            List.of(Locale.US, Locale.UK, Locale.GERMAN, Locale.FRENCH, Locale.of("es"));

    /// Query and cookie of an explicit choice.
    static final String CHOICE = "lang";

    private static final int HEADER_CHARACTERS_MAX = 1000;

    private Languages() {}

    /// The language's own name for itself: `Deutsch`, `English (US)`.
    public static String name(Locale locale) {
        return switch (locale.toLanguageTag()) {
            case "en-US" -> "English (US)";
            case "en-GB" -> "English (UK)";
            default -> capitalized(locale.getDisplayLanguage(locale), locale);
        };
    }

    /// How the menu calls the language of a page with that locale.
    public static String nameOf(Locale locale) {
        return name(menu(locale));
    }

    /// Whether this is the language of the menu in which a page with that locale stands.
    public static boolean isCurrent(Locale offered, Locale locale) {
        return offered.equals(menu(locale));
    }

    /// The language of the menu nearest to a locale: British English for all English but the American.
    static Locale menu(Locale locale) {
        if (locale.getLanguage().equals("en")) {
            return TextBundles.isAmerican(locale) ? Locale.US : Locale.UK;
        }
        return OFFERED.stream()
                .filter(offered -> offered.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.US);
    }

    /// What this request shall be answered in.
    ///
    /// @param otherwise where neither a choice nor the browser says anything that is spoken here
    static Locale of(HttpServletRequest request, Locale otherwise) {
        return chosen(request).or(() -> asked(request)).orElse(otherwise);
    }

    /// The choice in the address or the cookie; empty for none, or for a language we do not speak.
    static Optional<Locale> chosen(HttpServletRequest request) {
        var cookies = Stream.of(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(CHOICE))
                .map(Cookie::getValue);
        return Stream.concat(Stream.ofNullable(parameter(request, CHOICE)), cookies)
                .map(Languages::offered)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// A parameter; null also where none can be read, as of a form that was too large to be taken in.
    static @Nullable String parameter(HttpServletRequest request, String name) {
        try {
            return request.getParameter(name);
        } catch (IllegalStateException unreadable) {
            return null;
        }
    }

    /// The offered language of this tag; empty for anything else.
    public static Optional<Locale> offered(String tag) {
        return OFFERED.stream()
                .filter(locale -> locale.toLanguageTag().equalsIgnoreCase(tag))
                .findFirst();
    }

    // With its region, which decides how numbers and times are written: de-AT is spoken by de.
    private static Optional<Locale> asked(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (header == null || header.length() > HEADER_CHARACTERS_MAX) {
            return Optional.empty();
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> Locale.forLanguageTag(range.getRange()).stripExtensions())
                    .filter(locale -> OFFERED.stream()
                            .anyMatch(offered -> offered.getLanguage().equals(locale.getLanguage())))
                    .findFirst();
        } catch (IllegalArgumentException strange) {
            return Optional.empty();
        }
    }

    private static String capitalized(String name, Locale locale) {
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }
}
