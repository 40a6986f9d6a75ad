package dev.countermand.policies;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is withheld of money that would go back: one of the two, or nothing.
///
/// @param percent of that money, with at most two decimals; null for a fixed amount
/// @param fixed currency → minor units, once for each order; a currency that is not named costs nothing
public record Fee(@Nullable BigDecimal percent, Map<String, Long> fixed) {

    /// Nothing is withheld: what an exception says where something usually is.
    public static final Fee NONE = new Fee(null, Map.of());

    /// Keeps currencies in one order and 10 the same as 10.00.
    public Fee {
        percent = percent == null ? null : plain(percent);
        fixed = fixed == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(fixed));
    }

    private static BigDecimal plain(BigDecimal percent) {
        var stripped = percent.stripTrailingZeros();
        // An exponent of a billion has no plain form; whoever reads such a number refuses it.
        return stripped.scale() < 0 && stripped.scale() > -10 ? stripped.setScale(0) : stripped;
    }

    /// Whether nothing is withheld.
    public boolean costsNothing() {
        return percent == null && fixed.isEmpty();
    }

    /// Hundredths of a percent; 0 for a fixed amount.
    public int basisPoints() {
        return percent == null ? 0 : percent.movePointRight(2).intValueExact();
    }
}
