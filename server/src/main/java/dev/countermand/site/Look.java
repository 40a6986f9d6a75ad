package dev.countermand.site;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How a seller meets his customers, on pages and in mails.
///
/// @param name what customers call him
/// @param locale what he speaks to those of whom nothing else is known
/// @param zone the clock he lives by
/// @param style address of his style sheet, or null
/// @param logo address of his logo, or null
/// @param contact address of the page that says how to reach him, or null
/// @param accent color of links and buttons as `#rrggbb`, or null for the house's own
/// @param onAccent what reads on it, or null
/// @param font the family in which he writes, as CSS; null for the house's own
public record Look(
        String name,
        Locale locale,
        ZoneId zone,
        @Nullable String style,
        @Nullable String logo,
        @Nullable String contact,
        @Nullable String accent,
        @Nullable String onAccent,
        @Nullable String font) {

    /// Of whom nothing is known but his name.
    public static Look plain(String name) {
        return new Look(name, Locale.US, ZoneOffset.UTC, null, null, null, null, null, null);
    }

    /// The same with addresses that can be followed from outside, as in mails.
    ///
    /// @param at makes an absolute address of a path
    public Look outside(UnaryOperator<String> at) {
        return new Look(
                name,
                locale,
                zone,
                style == null ? null : at.apply(style),
                logo == null ? null : at.apply(logo),
                contact == null ? null : at.apply(contact),
                accent,
                onAccent,
                font);
    }
}
