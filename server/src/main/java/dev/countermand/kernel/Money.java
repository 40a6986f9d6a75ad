package dev.countermand.kernel;

import java.util.Currency;

/// An amount of money in the minor units of its currency (cents for EUR, whole yen for JPY).
///
/// @param minor the amount in minor units; negative only where the text says so
/// @param currency ISO 4217 alphabetic code
public record Money(long minor, String currency) {

    /// No money in this currency.
    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /// The sum. Fails on mixed currencies and on overflow: both are bugs, never rounded away.
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    /// The difference. Fails on mixed currencies and on overflow.
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    /// How many digits of `minor` stand behind the decimal point in this currency.
    public int digits() {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("mixed currencies " + currency + " and " + other.currency);
        }
        return other;
    }
}
