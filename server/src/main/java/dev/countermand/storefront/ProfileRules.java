package dev.countermand.storefront;

import dev.countermand.kernel.Problem;
import dev.countermand.site.Languages;
import dev.countermand.storefront.Profile.Contact;
import dev.countermand.storefront.Profile.Font;
import dev.countermand.storefront.Profile.Hours;
import dev.countermand.storefront.Profile.Theme;
import java.net.URI;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a profile as callers state it, and tells everything that is wrong with it at once.
final class ProfileRules {

    /// What links and text stand on in the light and in the dark.
    static final List<Shade> LIGHT = List.of(new Shade(0xffffff), new Shade(0xfaf8f5), new Shade(0xf2eee8));
    static final List<Shade> DARK = List.of(new Shade(0x161513), new Shade(0x201e1b), new Shade(0x2a2723));

    private static final int NAME_MAX = 100;
    private static final int PHONE_MAX = 40;
    private static final int EMAIL_MAX = 254;
    private static final int ADDRESS_MAX = 300;
    private static final int HOURS_MAX = 21;
    private static final int HOURS_A_DAY_MAX = 3;
    private static final Map<String, DayOfWeek> DAYS = Map.of(
            "mon", DayOfWeek.MONDAY,
            "tue", DayOfWeek.TUESDAY,
            "wed", DayOfWeek.WEDNESDAY,
            "thu", DayOfWeek.THURSDAY,
            "fri", DayOfWeek.FRIDAY,
            "sat", DayOfWeek.SATURDAY,
            "sun", DayOfWeek.SUNDAY);

    private final List<Problem.Violation> wrong = new ArrayList<>();

    /// The profile. Fails with INVALID and every violation.
    ///
    /// @param name what he is called when the profile names nobody
    static Profile read(ProfileRequest asked, String name) {
        var rules = new ProfileRules();
        var profile = new Profile(
                asked.name() == null ? name : rules.name(asked.name()),
                rules.locale(asked.locale()),
                rules.zone(asked.zone()),
                rules.contact(asked.contact()),
                rules.theme(asked.theme()));
        if (!rules.wrong.isEmpty()) {
            throw Problem.invalid(rules.wrong);
        }
        return profile;
    }

    private String name(String text) {
        var name = text.strip();
        if (name.isEmpty() || name.length() > NAME_MAX || !isOneLine(name)) {
            wrong("/name", "invalid_name", "A name has 1 to 100 printable characters.");
        }
        return name;
    }

    private Locale locale(@Nullable String tag) {
        if (tag == null) {
            return Locale.US;
        }
        var locale = Locale.forLanguageTag(tag);
        if (Languages.OFFERED.stream()
                .noneMatch(offered -> offered.getLanguage().equals(locale.getLanguage()))) {
            wrong("/locale", "unknown_language", "Give a BCP 47 tag of English, German, French or Spanish: de-AT.");
        }
        return locale;
    }

    private ZoneId zone(@Nullable String id) {
        try {
            return ZoneId.of(id == null ? "UTC" : id);
        } catch (DateTimeException unknown) {
            wrong("/zone", "unknown_zone", "Give a time zone of the IANA list, such as Europe/Berlin.");
            return ZoneId.of("UTC");
        }
    }

    private Contact contact(ProfileRequest.@Nullable Contact asked) {
        if (asked == null) {
            return new Contact(null, null, null, List.of());
        }
        var hours = new ArrayList<Hours>();
        var given = asked.hours() == null ? List.<ProfileRequest.Hours>of() : asked.hours();
        if (given.size() > HOURS_MAX) {
            wrong("/contact/hours", "too_many", "Give at most 21 entries: three for each day.");
        }
        for (int i = 0; i < Math.min(given.size(), HOURS_MAX); i++) {
            hours(given.get(i), "/contact/hours/" + i, hours);
        }
        eachDay(hours);
        return new Contact(phone(asked.phone()), email(asked.email()), website(asked.website()), List.copyOf(hours));
    }

    private @Nullable String phone(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > PHONE_MAX || !text.strip().matches("\\+?[0-9][0-9 ()/.-]{2,}")) {
            wrong("/contact/phone", "invalid_phone", "Give a telephone number, best with its country: +49 30 123456.");
        }
        return text.strip();
    }

    private @Nullable String email(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > EMAIL_MAX || !text.strip().matches("[^@\\s<>\"]+@[^@\\s<>\"]+\\.[^@\\s<>\"]+")) {
            wrong("/contact/email", "invalid_email", "Give an e-mail address that is read: help@example.org.");
        }
        return text.strip();
    }

    private @Nullable String website(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > ADDRESS_MAX || !isWeb(text.strip())) {
            wrong("/contact/website", "invalid_website", "Give an address that begins with https://.");
        }
        return text.strip();
    }

    private static boolean isWeb(String text) {
        try {
            var uri = URI.create(text);
            return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException strange) {
            return false;
        }
    }

    private void hours(ProfileRequest.Hours asked, String at, List<Hours> into) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (String day : asked.days() == null ? List.<String>of() : asked.days()) {
            var known = DAYS.get(day);
            if (known == null) {
                wrong(at + "/days", "unknown_day", "Days are mon, tue, wed, thu, fri, sat, sun.");
            } else {
                days.add(known);
            }
        }
        var from = time(asked.from());
        var until = time(asked.until());
        if (days.isEmpty() || from == null || until == null || !until.isAfter(from)) {
            wrong(at, "invalid_hours", "Give days, and from and until as 09:00 and 17:30, the later one last.");
        } else {
            into.add(new Hours(Set.copyOf(days), from, until));
        }
    }

    /// A day may have several stretches, as with a shop that is closed at noon, but each by itself.
    private void eachDay(List<Hours> hours) {
        for (var day : DayOfWeek.values()) {
            var stretches = hours.stream()
                    .filter(one -> one.days().contains(day))
                    .sorted(Comparator.comparing(Hours::from))
                    .toList();
            if (stretches.size() > HOURS_A_DAY_MAX) {
                wrong("/contact/hours", "too_many_a_day", "A day has at most three stretches of hours.");
            }
            for (int i = 1; i < stretches.size(); i++) {
                if (stretches.get(i).from().isBefore(stretches.get(i - 1).until())) {
                    wrong(
                            "/contact/hours",
                            "hours_overlap",
                            "Two stretches of one day overlap: let the second begin when the first has ended.");
                }
            }
        }
    }

    private static @Nullable LocalTime time(@Nullable String text) {
        return text != null && text.matches("([01][0-9]|2[0-3]):[0-5][0-9]") ? LocalTime.parse(text) : null;
    }

    private Theme theme(ProfileRequest.@Nullable Theme asked) {
        if (asked == null) {
            return new Theme(null, null, null, Font.SYSTEM);
        }
        var accent = color("/theme/accent", asked.accent(), LIGHT, Shade.BLACK);
        var accentDark = color("/theme/accentDark", asked.accentDark(), DARK, Shade.WHITE);
        // Black or white can be read on any band.
        var band = color("/theme/band", asked.band(), List.of(), Shade.BLACK);
        return new Theme(accent, accentDark, band, font(asked.font()));
    }

    private Font font(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return Font.SYSTEM;
        }
        return Arrays.stream(Font.values())
                .filter(font -> font.word().equals(word))
                .findFirst()
                .orElseGet(() -> {
                    var known = Arrays.stream(Font.values()).map(Font::word).toList();
                    wrong("/theme/font", "unknown_font", "Choose one of " + String.join(", ", known) + ".");
                    return Font.SYSTEM;
                });
    }

    private @Nullable String color(String at, @Nullable String text, List<Shade> backgrounds, Shade towards) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var color = Shade.parse(text.strip());
        if (color.isEmpty()) {
            wrong(at, "invalid_color", "Give a color as #rrggbb, such as #0e5a5a.");
            return null;
        }
        double contrast = color.get().contrast(backgrounds);
        if (contrast < Shade.READABLE) {
            wrong(
                    at,
                    "contrast_too_low",
                    String.format(
                            Locale.ROOT,
                            "%s has a contrast of %.1f:1 with the page, and text needs 4.5:1. %s would do.",
                            color.get(),
                            contrast,
                            color.get().readableOn(backgrounds, towards)));
        }
        return color.get().toString();
    }

    private static boolean isOneLine(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    private void wrong(String pointer, String code, String message) {
        wrong.add(new Problem.Violation(pointer, code, message));
    }
}
