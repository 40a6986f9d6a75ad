package dev.countermand.storefront;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A profile as callers state it and as it is stored: what is left out is as the house has it.
public record ProfileRequest(
        @Nullable String name,
        @Nullable String locale,
        @Nullable String zone,
        @Nullable Contact contact,
        @Nullable Theme theme) {

    /// How to reach the seller.
    public record Contact(
            @Nullable String phone,
            @Nullable String email,
            @Nullable String website,
            @Nullable List<Hours> hours) {}

    /// When somebody answers.
    ///
    /// @param days `mon` to `sun`
    /// @param from `09:00`
    /// @param until `17:30`
    public record Hours(
            @Nullable List<String> days,
            @Nullable String from,
            @Nullable String until) {}

    /// Colors as `#rrggbb`, and the font.
    public record Theme(
            @Nullable String accent,
            @Nullable String accentDark,
            @Nullable String band,
            @Nullable String font) {}

    static ProfileRequest of(Profile profile) {
        var contact = profile.contact();
        var theme = profile.theme();
        return new ProfileRequest(
                profile.name(),
                profile.locale().toLanguageTag(),
                profile.zone().getId(),
                new Contact(
                        contact.phone(),
                        contact.email(),
                        contact.website(),
                        contact.hours().stream().map(ProfileRequest::hours).toList()),
                new Theme(
                        theme.accent(),
                        theme.accentDark(),
                        theme.band(),
                        theme.font().word()));
    }

    private static Hours hours(Profile.Hours hours) {
        var days = hours.days().stream().sorted().map(ProfileRequest::word).toList();
        return new Hours(days, Objects.toString(hours.from()), Objects.toString(hours.until()));
    }

    static String word(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
