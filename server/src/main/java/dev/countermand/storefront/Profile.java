package dev.countermand.storefront;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a seller tells his customers about himself. Checked by [ProfileRules].
///
/// @param name what customers call him
/// @param locale what he speaks to those of whom nothing else is known
/// @param zone the clock he lives by
public record Profile(String name, Locale locale, ZoneId zone, Contact contact, Theme theme) {

    /// How to reach him.
    ///
    /// @param website where else there is help, https only
    public record Contact(
            @Nullable String phone,
            @Nullable String email,
            @Nullable String website,
            List<Hours> hours) {

        /// Whether there is anything at all.
        public boolean isEmpty() {
            return phone == null && email == null && website == null && hours.isEmpty();
        }
    }

    /// When somebody answers, in the seller's zone.
    ///
    /// @param until not before `from`; midnight as 23:59
    public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime until) {}

    /// Colors are `#rrggbb`; null for the house's own.
    ///
    /// @param accent links and buttons on a light page
    /// @param accentDark the same on a dark page; derived from `accent` when it is left out
    /// @param band behind the logo at the head of every page
    public record Theme(
            @Nullable String accent,
            @Nullable String accentDark,
            @Nullable String band,
            Font font) {}

    /// What everybody's computer has: nothing is fetched for it.
    public enum Font {
        SYSTEM("system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", \"Noto Sans\", sans-serif"),
        GROTESQUE("\"Helvetica Neue\", Helvetica, Arial, \"Nimbus Sans\", \"Liberation Sans\", sans-serif"),
        HUMANIST("Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"DejaVu Sans\", source-sans-pro, sans-serif"),
        GEOMETRIC("Avenir, Montserrat, Corbel, \"URW Gothic\", source-sans-pro, sans-serif"),
        ROUNDED("ui-rounded, \"Hiragino Maru Gothic ProN\", Quicksand, Comfortaa, Manjari, Calibri, sans-serif"),
        SERIF("Georgia, \"Times New Roman\", \"Liberation Serif\", serif"),
        OLD_STYLE("\"Iowan Old Style\", \"Palatino Linotype\", \"URW Palladio L\", P052, serif"),
        SLAB("Rockwell, \"Rockwell Nova\", \"Roboto Slab\", \"DejaVu Serif\", serif");

        private final String family;

        Font(String family) {
            this.family = family;
        }

        /// The family as CSS.
        public String family() {
            return family;
        }

        /// The name in the API: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
