package dev.countermand.connectors.stripe;

import dev.countermand.kernel.Money;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Between our minor units (ISO 4217) and the integers that Stripe's API takes, which differ for some
/// currencies. Pure; nothing is ever rounded.
///
/// See <https://docs.stripe.com/currencies>.
final class StripeAmounts {

    /// Stripe takes these with three decimals, of which the last must be 0.
    private static final Set<String> THREE_DECIMALS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /// Two decimals at Stripe that must both be 0.
    private static final Set<String> WHOLE_ONLY = Set.of("ISK", "UGX");

    private static final Map<String, Integer> DIGITS_AT_STRIPE = digits();

    private static final Set<String> CODES =
            Currency.availableCurrencies().map(Currency::getCurrencyCode).collect(Collectors.toUnmodifiableSet());

    private StripeAmounts() {}

    private static Map<String, Integer> digits() {
        var digits = new HashMap<String, Integer>();
        for (var currency : Set.of(
                "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF",
                "XPF")) {
            digits.put(currency, 0);
        }
        WHOLE_ONLY.forEach(currency -> digits.put(currency, 2));
        THREE_DECIMALS.forEach(currency -> digits.put(currency, 3));
        return Map.copyOf(digits);
    }

    /// Whether this is a currency of ISO 4217.
    static boolean isKnown(String currency) {
        return CODES.contains(currency.toUpperCase(Locale.ROOT));
    }

    /// Stripe's integer for our minor units; empty when Stripe cannot move this amount to the unit.
    static OptionalLong toStripe(long minor, String currency) {
        int shift = shift(currency);
        long amount = minor;
        if (shift > 0) {
            amount = Math.multiplyExact(minor, power(shift));
        } else if (shift < 0) {
            if (minor % power(-shift) != 0) {
                return OptionalLong.empty();
            }
            amount = minor / power(-shift);
        }
        return amount % step(currency) == 0 ? OptionalLong.of(amount) : OptionalLong.empty();
    }

    /// Our minor units for Stripe's integer; empty when it stands for less than our smallest unit.
    static OptionalLong fromStripe(long amount, String currency) {
        int shift = shift(currency);
        if (shift <= 0) {
            return OptionalLong.of(Math.multiplyExact(amount, power(-shift)));
        }
        return amount % power(shift) == 0 ? OptionalLong.of(amount / power(shift)) : OptionalLong.empty();
    }

    private static long step(String currency) {
        var code = currency.toUpperCase(Locale.ROOT);
        return WHOLE_ONLY.contains(code) ? 100 : THREE_DECIMALS.contains(code) ? 10 : 1;
    }

    /// How many digits more Stripe wants than ISO 4217 has.
    private static int shift(String currency) {
        var code = currency.toUpperCase(Locale.ROOT);
        int ours = Money.zero(code).digits();
        return DIGITS_AT_STRIPE.getOrDefault(code, ours) - ours;
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }
}
