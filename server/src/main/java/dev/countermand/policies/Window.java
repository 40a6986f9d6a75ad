package dev.countermand.policies;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long something may be asked for, and from when on.
///
/// Seconds, minutes and hours run on the clock. Days, working days, weeks, months and years are counted by the
/// calendar of the terms: the day on which they begin does not count, and the last one counts until it is
/// over (as Regulation (EEC, Euratom) No 1182/71, article 3, counts periods).
///
/// @param length how many, above 0; at most ten years
/// @param unit what is counted
/// @param from what begins it
public record Window(long length, Unit unit, Start from) {

    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final Pattern WORDS =
            Pattern.compile("(\\d{1,9}) (second|minute|hour|day|working day|week|month|year)s?");
    private static final Pattern FROM = Pattern.compile("(.+) from ([a-z]+)");

    /// What is counted.
    public enum Unit {
        SECONDS(1, true),
        MINUTES(60, true),
        HOURS(3600, true),
        DAYS(86_400, false),
        WORKING_DAYS(86_400, false),
        WEEKS(7 * 86_400, false),
        MONTHS(31 * 86_400, false),
        YEARS(366 * 86_400, false);

        private final long seconds;
        private final boolean onTheClock;

        Unit(long seconds, boolean onTheClock) {
            this.seconds = seconds;
            this.onTheClock = onTheClock;
        }

        private String word(long count) {
            var plural = name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return count == 1 ? plural.substring(0, plural.length() - 1) : plural;
        }
    }

    /// What may begin a window.
    public enum Start {
        PLACED,
        PAID,
        RELEASED,
        SHIPPED,
        DELIVERED,
        ACCESSED,
        MANUFACTURED;

        /// The name in documents: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Reads the lower-case name; empty for anything else.
        public static Optional<Start> of(String word) {
            return Arrays.stream(values())
                    .filter(start -> start.word().equals(word))
                    .findFirst();
        }
    }

    /// Fails with IllegalArgumentException for a length that is not above 0 or longer than ten years.
    public Window {
        if (length <= 0 || length > LONGEST.toSeconds() / unit.seconds) {
            throw new IllegalArgumentException("A window lasts from 1 second to ten years, not " + length + " "
                    + unit.name().toLowerCase(Locale.ROOT));
        }
    }

    /// So long on the clock, from when the order was placed.
    public static Window of(Duration elapsed) {
        return new Window(elapsed.toSeconds(), Unit.SECONDS, Start.PLACED);
    }

    /// Reads `30 minutes`, `14 days from delivered`, `10 working days`, `PT30M` (ISO 8601, on the clock), each
    /// from when the order was placed unless it says else.
    @JsonCreator
    public static Window parse(String text) {
        return parse(text, Start.PLACED);
    }

    /// Reads a window. Fails with IllegalArgumentException, whose message names the cure.
    ///
    /// @param usual what begins it when the text does not say
    public static Window parse(String text, Start usual) {
        var split = FROM.matcher(text);
        if (split.matches()) {
            var start = Start.of(split.group(2))
                    .orElseThrow(() -> new IllegalArgumentException("'" + split.group(2)
                            + "' begins nothing; write one of placed, paid, released, shipped, delivered, accessed,"
                            + " manufactured."));
            return length(split.group(1), start);
        }
        return length(text, usual);
    }

    private static Window length(String text, Start from) {
        var words = WORDS.matcher(text);
        if (words.matches()) {
            var unit = Unit.valueOf(words.group(2).replace(' ', '_').toUpperCase(Locale.ROOT) + "S");
            return new Window(Long.parseLong(words.group(1)), unit, from);
        }
        try {
            return new Window(Duration.parse(text).toSeconds(), Unit.SECONDS, from);
        } catch (DateTimeException | ArithmeticException foreign) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no length of time; write such as `30 minutes`, `14 days` or `10 working days`.",
                    foreign);
        }
    }

    /// The last instant that counts as within, when the window begins at `start`.
    public Instant end(Instant start, WorkingDays calendar) {
        if (unit.onTheClock) {
            return start.plusSeconds(length * unit.seconds);
        }
        var first = start.atZone(calendar.zone()).toLocalDate();
        return last(first, calendar)
                .plusDays(1)
                .atStartOfDay(calendar.zone())
                .toInstant()
                .minusNanos(1000);
    }

    /// The last instant that counts as within; empty while it has not begun.
    Optional<Instant> end(Begun begun, WorkingDays calendar) {
        return begun.at(from).map(start -> end(start, calendar));
    }

    private LocalDate last(LocalDate first, WorkingDays calendar) {
        return switch (unit) {
            case DAYS -> first.plusDays(length);
            case WEEKS -> first.plusWeeks(length);
            case MONTHS -> first.plusMonths(length);
            case YEARS -> first.plusYears(length);
            case WORKING_DAYS -> calendar.after(first, length);
            case SECONDS, MINUTES, HOURS -> throw new IllegalStateException(unit + " run on the clock");
        };
    }

    /// As it is read.
    @JsonValue
    @Override
    public String toString() {
        var lasts = unit == Unit.SECONDS ? Duration.ofSeconds(length).toString() : length + " " + unit.word(length);
        return from == Start.PLACED ? lasts : lasts + " from " + from.word();
    }
}
