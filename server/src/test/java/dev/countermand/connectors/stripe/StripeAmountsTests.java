package dev.countermand.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our minor units and Stripe's integers.
class StripeAmountsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # ours    | currency | Stripe's | why
            1099      | EUR      | 1099     | two decimals on both sides
            500       | JPY      | 500      | none on both sides
            5000      | MGA      | 50       | two here, none there
            5001      | MGA      |          | a fifth of an ariary cannot be moved
            5         | ISK      | 500      | none here, two there that must be 0
            5         | UGX      | 500      | the same
            5120      | KWD      | 5120     | three on both sides, the last 0
            5124      | KWD      |          | a last digit that is not 0 is refused there
            0         | USD      | 0        | nothing is nothing
            """)
    void toStripeToTheUnitOrNotAtAll(long ours, String currency, Long stripes, String why) {
        assertThat(StripeAmounts.toStripe(ours, currency))
                .as(why)
                .isEqualTo(stripes == null ? OptionalLong.empty() : OptionalLong.of(stripes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # Stripe's | currency | ours
            1099       | eur      | 1099
            500        | jpy      | 500
            50         | mga      | 5000
            500        | isk      | 5
            550        | isk      |
            5120       | kwd      | 5120
            """)
    void fromStripeToTheUnitOrNotAtAll(long stripes, String currency, Long ours) {
        assertThat(StripeAmounts.fromStripe(stripes, currency))
                .isEqualTo(ours == null ? OptionalLong.empty() : OptionalLong.of(ours));
    }

    @Test
    void whatGoesThereComesBackTheSameInEveryCurrency() {
        assertThat(Currency.availableCurrencies().map(Currency::getCurrencyCode))
                .hasSizeGreaterThan(150)
                .allSatisfy(currency -> {
                    for (long minor : new long[] {0, 1, 10, 99, 100, 12_345, 1_000_000}) {
                        var there = StripeAmounts.toStripe(minor, currency);
                        if (there.isPresent()) {
                            assertThat(StripeAmounts.fromStripe(there.getAsLong(), currency))
                                    .hasValue(minor);
                        }
                    }
                });
    }
}
