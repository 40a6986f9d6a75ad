package dev.countermand.orders;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What counts as a number of an order, a currency, a country, a language, an address, a time.
final class Text {

    private static final int NUMBER_MAX = 64;

    // Years outside four digits and offsets without a colon are ISO 8601, not RFC 3339.
    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@\"(),:;<>\\[\\\\\\].]+(\\.[^\\s@\"(),:;<>\\[\\\\\\].]+)*"
                    + "@([\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]{2,63}");

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Text() {}

    /// No control characters, line breaks or half surrogates.
    static boolean isOneLine(String text) {
        return text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        });
    }

    /// 1 to 64 printable characters, no blank at either end, and nothing a path could not carry.
    static boolean isNumber(String text) {
        boolean printable = text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
        return printable
                && !text.isEmpty()
                && text.codePointCount(0, text.length()) <= NUMBER_MAX
                && text.strip().equals(text)
                && !text.equals(".")
                && !text.equals("..");
    }

    static @Nullable String currency(String text) {
        try {
            return Currency.getInstance(text).getDefaultFractionDigits() < 0 ? null : text;
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    static @Nullable String country(String text) {
        return COUNTRIES.contains(text) ? text : null;
    }

    static @Nullable String locale(String text) {
        try {
            var locale = new Locale.Builder().setLanguageTag(text).build();
            return locale.getLanguage().isEmpty() ? null : locale.toLanguageTag();
        } catch (IllformedLocaleException unknown) {
            return null;
        }
    }

    static @Nullable String email(String text) {
        int at = text.indexOf('@');
        return at <= 64 && EMAIL.matcher(text).matches() ? text : null;
    }

    /// To the microsecond, which is what a column keeps.
    static @Nullable Instant time(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException impossible) {
            return null;
        }
    }
}
