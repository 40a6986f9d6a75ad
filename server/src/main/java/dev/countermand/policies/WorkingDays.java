package dev.countermand.policies;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/// The calendar by which terms count days.
///
/// @param zone where a day begins and ends
/// @param rest the days of the week on which nobody works; never all seven
/// @param holidays other days on which nobody works, at most [#HOLIDAYS_MAX]
public record WorkingDays(ZoneId zone, Set<DayOfWeek> rest, Set<LocalDate> holidays) {

    /// Twenty years of a country with many holidays.
    public static final int HOLIDAYS_MAX = 500;

    /// Universal time, Saturday and Sunday free, no holidays.
    public static final WorkingDays USUAL =
            new WorkingDays(ZoneId.of("UTC"), EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), Set.of());

    /// Fails with IllegalArgumentException when no day is left to work on.
    public WorkingDays {
        var days = EnumSet.noneOf(DayOfWeek.class);
        days.addAll(rest);
        if (days.size() == DayOfWeek.values().length) {
            throw new IllegalArgumentException("At least one day of the week must be a working day.");
        }
        if (holidays.size() > HOLIDAYS_MAX) {
            throw new IllegalArgumentException("Name at most " + HOLIDAYS_MAX + " holidays.");
        }
        rest = Collections.unmodifiableSet(days);
        holidays = Collections.unmodifiableSet(new TreeSet<>(holidays));
    }

    /// Whether people work on this day.
    public boolean isWorking(LocalDate day) {
        return !rest.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }

    /// The last of so many working days after this day, which does not count.
    LocalDate after(LocalDate day, long count) {
        var last = day;
        for (long left = count; left > 0; ) {
            last = last.plusDays(1);
            left -= isWorking(last) ? 1 : 0;
        }
        return last;
    }
}
