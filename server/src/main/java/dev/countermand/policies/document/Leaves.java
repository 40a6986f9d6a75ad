package dev.countermand.policies.document;

import dev.countermand.kernel.Money;
import dev.countermand.policies.Expressions;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Window;
import dev.countermand.policies.document.Shape.Leaf;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values of a document: what each may be, how it is read, and what is said when it is something else.
final class Leaves {

    /// The word for no window and no fee.
    static final String NONE = "none";

    private static final int NAME_MAX = 200;
    private static final String UNITS = "(second|minute|hour|day|working day|week|month|year)s?";
    private static final String STARTS = "placed|paid|released|shipped|delivered|accessed|manufactured";
    private static final String WINDOW = "^(none|([0-9]{1,9} " + UNITS + "|P[0-9DTHMS.]+)( from (" + STARTS + "))?)$";
    private static final Pattern LASTS = Pattern.compile("(\\d{1,9}) (second|minute|hour|day)s?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final Map<String, String> OTHERWISE_KNOWN = Map.of("UK", "GB", "EL", "GR");

    private Leaves() {}

    /// A fee as one of several: a percentage, an amount, or neither for `none`.
    record FeePart(@Nullable BigDecimal percent, @Nullable Money amount) {}

    /// JSON in the order in which it is said.
    static Map<String, Object> json(Object... pairs) {
        var json = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            json.put((String) pairs[i], pairs[i + 1]);
        }
        return json;
    }

    /// One of these words.
    static Leaf<String> word(String what, Collection<String> words) {
        var known = List.copyOf(words);
        return new Leaf<>(what, json("enum", known), text -> {
            if (known.contains(text)) {
                return text;
            }
            throw new Wrong(
                    "unknown_word",
                    "'" + shown(text) + "' is not " + what + "; write one of " + String.join(", ", known) + "."
                            + Nearest.hint(text, known));
        });
    }

    /// One of an enum's constants, in lower case.
    static <T extends Enum<T>> Leaf<T> one(String what, Class<T> type) {
        return one(what, Arrays.asList(type.getEnumConstants()));
    }

    static <T extends Enum<T>> Leaf<T> one(String what, List<T> constants) {
        var byWord = new LinkedHashMap<String, T>();
        constants.forEach(each -> byWord.put(each.name().toLowerCase(Locale.ROOT), each));
        var word = word(what, byWord.keySet());
        return new Leaf<>(
                what,
                word.schema(),
                text -> constants.get(
                        List.copyOf(byWord.keySet()).indexOf(word.reads().read(text))));
    }

    /// A text of at most so many characters.
    static Leaf<String> text(String what, int max) {
        return new Leaf<>(what, json("type", "string", "minLength", 1, "maxLength", max), text -> {
            if (text.isBlank()) {
                throw new Wrong("empty", "It is empty; write " + what + ".");
            }
            if (text.length() > max) {
                throw new Wrong(
                        "too_long", "It has " + text.length() + " characters; " + what + " has at most " + max + ".");
            }
            return text;
        });
    }

    /// A name that the shop chose. Editors take 4711 for a number.
    static Leaf<String> name(String what) {
        var text = text(what, NAME_MAX);
        return new Leaf<>(what, json("type", List.of("string", "number"), "maxLength", NAME_MAX), text.reads());
    }

    static Leaf<String> country() {
        return new Leaf<>("a country", json("type", "string", "pattern", "^[A-Z]{2}$"), text -> {
            if (COUNTRIES.contains(text)) {
                return text;
            }
            throw new Wrong(
                    "unknown_country",
                    "'" + shown(text) + "' is no country; write its two letters by ISO 3166, such as DE or US."
                            + meant(text.toUpperCase(Locale.ROOT)));
        });
    }

    /// Countries are known by other letters, too: those that people say, and those of ISO 3166 alpha-3.
    private static String meant(String text) {
        var code = OTHERWISE_KNOWN.getOrDefault(text, text);
        return COUNTRIES.stream()
                .filter(country -> country.equals(code)
                        || Locale.of("", country).getISO3Country().equals(code))
                .findFirst()
                .map(country -> " Did you mean `" + country + "`?")
                .orElse("");
    }

    static Leaf<ZoneId> zone() {
        return new Leaf<>("a time zone", json("type", "string", "examples", List.of("Europe/Berlin", "UTC")), text -> {
            var known = ZoneId.getAvailableZoneIds();
            try {
                return known.contains(text) ? ZoneId.of(text) : ZoneOffset.of(text);
            } catch (DateTimeException unknown) {
                throw new Wrong(
                        "unknown_zone",
                        "'" + shown(text) + "' is no time zone; write such as Europe/Berlin, America/New_York or UTC."
                                + Nearest.hint(text, known));
            }
        });
    }

    static Leaf<LocalDate> day() {
        var pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
        return new Leaf<>("a day", json("type", "string", "pattern", pattern), text -> {
            try {
                if (DAY.matcher(text).matches()) {
                    return LocalDate.parse(text);
                }
            } catch (DateTimeException none) {
                // It looks like a day, and there is none such.
            }
            throw new Wrong("invalid_day", "'" + shown(text) + "' is no day; write such as 2026-12-25.");
        });
    }

    /// @param usual what begins it when the text does not say
    static Leaf<Optional<Window>> window(Window.Start usual) {
        var schema = json("type", "string", "pattern", WINDOW, "examples", List.of("30 minutes", "14 days", NONE));
        return new Leaf<>("a window", schema, text -> {
            if (text.equals(NONE)) {
                return Optional.empty();
            }
            try {
                return Optional.of(Window.parse(text, usual));
            } catch (IllegalArgumentException wrong) {
                throw new Wrong("invalid_window", wrong.getMessage() + " Or `none` for no limit.");
            }
        });
    }

    static Leaf<Duration> duration() {
        var pattern = "^([0-9]{1,9} (second|minute|hour|day)s?|P[0-9DTHMS.]+)$";
        return new Leaf<>("a length of time", json("type", "string", "pattern", pattern), text -> {
            var duration = lasts(text);
            if (duration.compareTo(Policies.DURATION_MIN) < 0 || duration.compareTo(Policies.DURATION_MAX) > 0) {
                throw new Wrong("out_of_range", "'" + shown(text) + "' is out of range; write 1 second to 400 days.");
            }
            return duration;
        });
    }

    private static Duration lasts(String text) throws Wrong {
        var words = LASTS.matcher(text);
        if (words.matches()) {
            long count = Long.parseLong(words.group(1));
            return switch (words.group(2)) {
                case "second" -> Duration.ofSeconds(count);
                case "minute" -> Duration.ofMinutes(count);
                case "hour" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException foreign) {
            throw new Wrong(
                    "invalid_duration",
                    "'" + shown(text) + "' is no length of time; write such as `24 hours`, `2 days` or PT30M.");
        }
    }

    static Leaf<String> expression() {
        var schema = json("type", "string", "minLength", 1, "maxLength", Expressions.LENGTH_MAX);
        return new Leaf<>("an expression", schema, text -> {
            try {
                Expressions.of(text);
                return text;
            } catch (Expressions.InvalidExpression invalid) {
                var fault = invalid.fault();
                throw new Wrong(
                        "invalid_expression",
                        ExpressionFault.say(fault, text),
                        new Place(fault.line(), fault.column()));
            }
        });
    }

    /// A text that came with the document, short enough for a message.
    static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }
}
