package dev.countermand.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When windows end: on the clock, by the calendar, across the change of the hour and leap days.
class WindowTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final WorkingDays GERMAN =
            new WorkingDays(BERLIN, WEEKEND, Set.of(LocalDate.parse("2026-12-25"), LocalDate.parse("2027-01-01")));

    @ParameterizedTest
    @CsvSource({
        "30 minutes,      2026-11-22T10:00:00Z, 2026-11-22T10:30:00Z",
        "PT1H30M,         2026-11-22T10:00:00Z, 2026-11-22T11:30:00Z",
        // The clocks go back in this night: hours run on, days have an hour more.
        "24 hours,        2026-10-24T10:00:00Z, 2026-10-25T10:00:00Z",
        "1 day,           2026-10-24T10:00:00Z, 2026-10-25T22:59:59.999999Z",
        // And forward in this one.
        "1 day,           2026-03-28T10:00:00Z, 2026-03-29T21:59:59.999999Z",
        "14 days,         2026-11-22T10:00:00Z, 2026-12-06T22:59:59.999999Z",
        // 23:30 in Berlin is the day itself, half past midnight the next one.
        "1 day,           2026-11-22T22:30:00Z, 2026-11-23T22:59:59.999999Z",
        "1 day,           2026-11-22T23:30:00Z, 2026-11-24T22:59:59.999999Z",
        "1 month,         2028-01-31T10:00:00Z, 2028-02-29T22:59:59.999999Z",
        "1 month,         2027-01-31T10:00:00Z, 2027-02-28T22:59:59.999999Z",
        "1 year,          2028-02-29T10:00:00Z, 2029-02-28T22:59:59.999999Z",
        "2 weeks,         2026-11-22T10:00:00Z, 2026-12-06T22:59:59.999999Z",
        // Wednesday: Thursday, Monday and Tuesday are worked on, the 25th is a holiday.
        "3 working days,  2026-12-23T10:00:00Z, 2026-12-29T22:59:59.999999Z",
        "1 working day,   2026-12-31T10:00:00Z, 2027-01-04T22:59:59.999999Z"
    })
    void theLastInstantIsFound(String window, Instant start, Instant end) {
        assertThat(Window.parse(window).end(start, GERMAN)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30 minutes",
                "1 hour",
                "PT1H30M",
                "14 days from delivered",
                "1 working day",
                "2 years from manufactured"
            })
    void itIsWrittenAsItIsRead(String text) {
        assertThat(Window.parse(text)).hasToString(text);
        assertThat(Window.parse(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 days",
                "11 years",
                "9999999999 days",
                "-1 days",
                "soon",
                "",
                "14 days from then",
                "PT0S",
                "30minutes"
            })
    void whatIsNoWindowIsSaidWithTheCure(String text) {
        assertThatThrownBy(() -> Window.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void aLaterStartNeverEndsEarlierAndADayIsNeverCutShort() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var unit = Window.Unit.values()[random.nextInt(Window.Unit.values().length)];
            var window = new Window(1 + random.nextInt(9), unit, Window.Start.PLACED);
            var start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(3 * 366 * 86_400));
            var later = start.plusSeconds(random.nextInt(200_000));
            var end = window.end(start, GERMAN);
            assertThat(end).isAfter(start);
            assertThat(window.end(later, GERMAN)).isAfterOrEqualTo(end);
            if (unit.ordinal() > Window.Unit.HOURS.ordinal()) {
                assertThat(end.plusNanos(1000).atZone(BERLIN).toLocalTime()).isEqualTo(java.time.LocalTime.MIDNIGHT);
                assertThat(end.atZone(BERLIN).toLocalDate())
                        .isAfter(start.atZone(BERLIN).toLocalDate());
            }
        }
    }

    @Test
    void aWeekWithoutAWorkingDayIsNone() {
        assertThatThrownBy(() -> new WorkingDays(BERLIN, Set.of(DayOfWeek.values()), Set.of()))
                .hasMessageContaining("working day");
    }
}
