package dev.countermand.orders;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How things are compared when somebody looks for them; the migration `V4__search.sql` says the same in
/// SQL. Pure.
final class SearchKeys {

    private static final Pattern SURNAME = Pattern.compile("(.*\\S)\\s+(\\S+)\\s*", Pattern.DOTALL);
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final Pattern PHONE = Pattern.compile("[-+0-9 ()/.]+");
    private static final int PHONE_DIGITS_MIN = 3;

    private SearchKeys() {}

    /// Names and addresses: without regard to case.
    static String word(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// `lovelace ada` for `Ada Lovelace`; null for a single word.
    static @Nullable String surname(String name) {
        var parts = SURNAME.matcher(word(name));
        return parts.matches() ? parts.group(2) + " " + parts.group(1) : null;
    }

    /// The digits of a telephone number; null for none.
    static @Nullable String phone(@Nullable String phone) {
        var digits = phone == null ? "" : NO_DIGIT.matcher(phone).replaceAll("");
        return digits.isEmpty() ? null : digits;
    }

    /// The digits to look for in telephone numbers; null when nobody would write a number so.
    static @Nullable String phoneAsked(String q) {
        var digits = NO_DIGIT.matcher(q).replaceAll("");
        return PHONE.matcher(q).matches() && digits.length() >= PHONE_DIGITS_MIN ? strip(digits, "00") : null;
    }

    /// The last digits to look for, last first: `030 123` is also found as +49 30 123. Null as above.
    static @Nullable String phoneEnd(String q) {
        var digits = phoneAsked(q);
        return digits == null
                ? null
                : new StringBuilder(strip(digits, "0")).reverse().toString();
    }

    /// Order numbers, articles and parcels: without regard to case of ASCII letters, as SQL does under "C".
    static String code(String text) {
        var key = new StringBuilder(text);
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            key.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return key.toString();
    }

    /// An order number, also without the # that some shops write before it.
    static String number(String text) {
        var code = code(text);
        int from = 0;
        while (from < code.length() && code.charAt(from) == '#') {
            from++;
        }
        return code.substring(from);
    }

    /// A tracking number, which people write in groups.
    static String tracking(String text) {
        return code(text).replace(" ", "");
    }

    /// Sorts behind everything that begins so.
    static String end(String prefix) {
        return prefix + Character.toString(Character.MAX_CODE_POINT);
    }

    private static String strip(String digits, String zeros) {
        var rest = digits.startsWith(zeros) ? digits.substring(zeros.length()) : digits;
        return rest.isEmpty() ? digits : rest;
    }
}
