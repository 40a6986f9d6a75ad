package dev.countermand.policies.web;

import dev.countermand.kernel.Problem;
import dev.countermand.policies.Fee;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A fee for canceling as a caller states it: a percentage, or a fixed amount for each currency.
record FeeRequest(@Nullable BigDecimal percent, @Nullable Map<String, @Nullable Long> fixed) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final long FIXED_MAX = 1_000_000_000_000L;
    private static final int CURRENCIES_MAX = 200;

    /// A fee that was stated in the words of terms.
    static FeeRequest of(Fee stated) {
        return new FeeRequest(stated.percent(), stated.fixed().isEmpty() ? null : new TreeMap<>(stated.fixed()));
    }

    /// The fee this states; what is wrong is added. Nothing stated is no fee.
    @Nullable
    Fee read(String at, List<Problem.Violation> wrong) {
        if (percent != null && fixed != null) {
            wrong.add(new Problem.Violation(
                    at, "contradiction", "Give a percentage or fixed amounts; a fee is one of the two."));
            return null;
        }
        if (percent != null) {
            return percentage(at + "/percent", percent, wrong);
        }
        return fixed == null ? null : fixed(at + "/fixed", fixed, wrong);
    }

    private static @Nullable Fee percentage(String at, BigDecimal percent, List<Problem.Violation> wrong) {
        // The precision first: an exponent of a billion has no plain form.
        if (percent.precision() > 10 || Math.abs((long) percent.scale()) > 10) {
            wrong.add(new Problem.Violation(at, "out_of_range", "Give a percentage with at most two decimals."));
            return null;
        }
        boolean inRange = percent.signum() > 0 && percent.compareTo(HUNDRED) <= 0;
        if (!inRange || percent.stripTrailingZeros().scale() > 2) {
            wrong.add(new Problem.Violation(
                    at, "out_of_range", "Give more than 0 and at most 100, with at most two decimals."));
            return null;
        }
        return new Fee(percent, Map.of());
    }

    private static @Nullable Fee fixed(String at, Map<String, @Nullable Long> fixed, List<Problem.Violation> wrong) {
        var amounts = new TreeMap<String, Long>();
        if (fixed.isEmpty() || fixed.size() > CURRENCIES_MAX) {
            wrong.add(new Problem.Violation(at, "out_of_range", "Name 1 to " + CURRENCIES_MAX + " currencies."));
            return null;
        }
        fixed.forEach((currency, amount) -> {
            if (!isCurrency(currency)) {
                wrong.add(new Problem.Violation(
                        at + "/" + pointer(currency), "currency", "Give an ISO 4217 code, such as EUR."));
            } else if (amount == null || amount < 1 || amount > FIXED_MAX) {
                wrong.add(new Problem.Violation(
                        at + "/" + currency, "out_of_range", "Give minor units of the currency, at least 1."));
            } else {
                amounts.put(currency, amount);
            }
        });
        return new Fee(null, amounts);
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code));
    }

    private static String pointer(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
