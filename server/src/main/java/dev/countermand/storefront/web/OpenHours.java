package dev.countermand.storefront.web;

import dev.countermand.site.Texts;
import dev.countermand.storefront.Profile;
import dev.countermand.storefront.Profile.Hours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When somebody answers: each day of the week, and what that means at this moment.
public final class OpenHours {

    /// A day in the table.
    ///
    /// @param times from and until; empty for a day on which nobody answers
    public record Day(String name, List<String> times, boolean today) {}

    private OpenHours() {}

    /// The week from Monday on, in the seller's zone.
    public static List<Day> week(Profile profile, Texts texts, Instant now) {
        var today = now.atZone(profile.zone()).getDayOfWeek();
        var week = new ArrayList<Day>();
        for (var day : DayOfWeek.values()) {
            var times = on(profile, day).stream()
                    .map(hours -> time(hours.from(), profile.zone(), texts, now) + " – "
                            + time(hours.until(), profile.zone(), texts, now))
                    .toList();
            var name = day.getDisplayName(TextStyle.FULL_STANDALONE, texts.locale());
            week.add(
                    new Day(name.substring(0, 1).toUpperCase(texts.locale()) + name.substring(1), times, day == today));
        }
        return week;
    }

    /// "Open now, until …" or "Closed now. Open again …", in the reader's own zone; null where no hours are
    /// known.
    public static @Nullable String now(Profile profile, Texts texts, Instant now) {
        if (profile.contact().hours().isEmpty()) {
            return null;
        }
        var here = now.atZone(profile.zone());
        var open = on(profile, here.getDayOfWeek()).stream()
                .filter(hours -> !here.toLocalTime().isBefore(hours.from())
                        && here.toLocalTime().isBefore(hours.until()))
                .findFirst();
        if (open.isPresent()) {
            return texts.say(
                    "storefront.contact.open",
                    Map.of("at", texts.time(here.with(open.get().until()).toInstant())));
        }
        return next(profile, here)
                .map(at -> texts.say("storefront.contact.closed", Map.of("at", texts.moment(at, now))))
                .orElse(null);
    }

    private static Optional<Instant> next(Profile profile, ZonedDateTime from) {
        for (int ahead = 0; ahead <= 7; ahead++) {
            var day = from.plusDays(ahead);
            var first = on(profile, day.getDayOfWeek()).stream()
                    .map(hours -> day.with(hours.from()))
                    .filter(at -> at.isAfter(from))
                    .findFirst();
            if (first.isPresent()) {
                return first.map(ZonedDateTime::toInstant);
            }
        }
        return Optional.empty();
    }

    private static List<Hours> on(Profile profile, DayOfWeek day) {
        return profile.contact().hours().stream()
                .filter(hours -> hours.days().contains(day))
                .sorted(java.util.Comparator.comparing(Hours::from))
                .toList();
    }

    private static String time(LocalTime time, ZoneId zone, Texts texts, Instant now) {
        return texts.in(zone).time(now.atZone(zone).with(time).toInstant());
    }
}
