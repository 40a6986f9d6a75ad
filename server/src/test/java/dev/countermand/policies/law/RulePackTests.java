package dev.countermand.policies.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The data of the packs that are shipped.
class RulePackTests {

    private static final Law ALL = Law.of(Law.SHIPPED);

    @Test
    void thePacksNameRealCountriesAndTheHolidaysThatFollowFromEaster() {
        var countries = Set.of(Locale.getISOCountries());
        for (var pack : ALL.packs()) {
            assertThat(countries).containsAll(pack.countries().keySet());
            assertThat(pack.rights()).extracting(LegalRight::id).doesNotHaveDuplicates();
        }
        var eu = ALL.packs().getFirst();
        assertThat(eu.countries()).hasSize(27);
        for (int year = 2025; year <= 2028; year++) {
            assertThat(holidays(eu, "DE", year))
                    .isEqualTo(moved(year, -2, 1, 39, 50, "01-01", "05-01", "10-03", "12-25", "12-26"));
            assertThat(holidays(eu, "FR", year))
                    .isEqualTo(moved(
                            year, 1, 1, 39, 50, "01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11",
                            "12-25"));
        }
    }

    private static Set<LocalDate> holidays(RulePack pack, String country, int year) {
        var holidays = new HashSet<>(pack.countries().get(country).calendar().holidays());
        holidays.removeIf(day -> day.getYear() != year);
        return holidays;
    }

    private static Set<LocalDate> moved(int year, int a, int b, int c, int d, String... fixed) {
        var easter = easter(year);
        var days = new HashSet<>(List.of(easter.plusDays(a)));
        days.addAll(Set.of(easter.plusDays(b), easter.plusDays(c), easter.plusDays(d)));
        Arrays.stream(fixed).map(day -> LocalDate.parse(year + "-" + day)).forEach(days::add);
        return days;
    }

    /// The Gregorian Easter by the method of Meeus, Jones and Butcher.
    private static LocalDate easter(int year) {
        int century = year / 100;
        int epact = (19 * (year % 19) + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 100 % 4) % 7;
        int shift = (year % 19 + 11 * epact + 22 * weekday) / 451;
        int days = epact + weekday - 7 * shift + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }
}
