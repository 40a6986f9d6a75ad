package dev.countermand.storefront;

import java.util.HexFormat;
import java.util.Optional;

/// A color, and whether it can be read on another (WCAG 2.2, 1.4.3).
///
/// @param rgb `0xrrggbb`
record Shade(int rgb) {

    /// What text needs against its background.
    static final double READABLE = 4.5;

    static final Shade WHITE = new Shade(0xffffff);
    static final Shade BLACK = new Shade(0x000000);
    private static final int STEPS = 40;

    static Optional<Shade> parse(String text) {
        return text.matches("#[0-9a-fA-F]{6}")
                ? Optional.of(new Shade(HexFormat.fromHexDigits(text, 1, 7)))
                : Optional.empty();
    }

    double contrast(Shade other) {
        double here = luminance();
        double there = other.luminance();
        return (Math.max(here, there) + 0.05) / (Math.min(here, there) + 0.05);
    }

    /// The least contrast with any of these.
    double contrast(Iterable<Shade> others) {
        double least = 21;
        for (var other : others) {
            least = Math.min(least, contrast(other));
        }
        return least;
    }

    /// White or black, whichever reads better on it: one of them always does.
    Shade ink() {
        return contrast(WHITE) >= contrast(BLACK) ? WHITE : BLACK;
    }

    /// The nearest one towards another that can be read on all of these.
    Shade readableOn(Iterable<Shade> backgrounds, Shade towards) {
        for (int step = 0; step < STEPS; step++) {
            var mixed = mixed(towards, (double) step / STEPS);
            if (mixed.contrast(backgrounds) >= READABLE) {
                return mixed;
            }
        }
        return towards;
    }

    private Shade mixed(Shade other, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double here = (rgb >> shift) & 0xff;
            double there = (other.rgb >> shift) & 0xff;
            mixed |= ((int) Math.round(here + (there - here) * share)) << shift;
        }
        return new Shade(mixed);
    }

    private double luminance() {
        return 0.2126 * linear((rgb >> 16) & 0xff) + 0.7152 * linear((rgb >> 8) & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return "#" + HexFormat.of().toHexDigits(rgb, 6);
    }
}
