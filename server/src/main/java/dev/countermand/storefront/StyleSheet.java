package dev.countermand.storefront;

import dev.countermand.storefront.Profile.Font;
import dev.countermand.storefront.Profile.Theme;

/// A theme as CSS: it only gives values to the house's own style sheet.
final class StyleSheet {

    private StyleSheet() {}

    /// Empty for a theme that changes nothing.
    static String of(Theme theme) {
        var css = new StringBuilder();
        var accent = theme.accent() == null ? null : Shade.parse(theme.accent()).orElseThrow();
        if (accent != null) {
            var dark = theme.accentDark() == null
                    ? accent.readableOn(ProfileRules.DARK, Shade.WHITE)
                    : Shade.parse(theme.accentDark()).orElseThrow();
            css.append(":root { --accent: light-dark(%s, %s); --on-accent: light-dark(%s, %s); }%n"
                    .formatted(accent, dark, accent.ink(), dark.ink()));
        }
        if (theme.band() != null) {
            var band = Shade.parse(theme.band()).orElseThrow();
            css.append("""
                    .masthead { background: %1$s; border-color: %1$s; color: %2$s; }
                    .masthead .brand, .masthead nav a, .languages > summary { color: %2$s; }
                    .masthead :focus-visible { outline-color: %2$s; }
                    .languages > ul :focus-visible { outline-color: var(--accent); }
                    .brand .logo { background: none; }
                    """.formatted(band, band.ink()));
        }
        if (theme.font() != Font.SYSTEM) {
            css.append("html { font-family: %s; }%n".formatted(theme.font().family()));
        }
        return css.toString();
    }
}
