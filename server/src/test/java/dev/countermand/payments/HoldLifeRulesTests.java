package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldLifeRulesTests {

    private static final Instant TAKEN = Instant.parse("2026-11-20T10:00:00Z");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            card,          visa,       7
            card,          mastercard, 7
            card,          -,          7
            card,          new_scheme, 7
            paypal,        -,          29
            installment,   klarna,     28
            bank_transfer, -,          -
            """)
    void isWhatIsUsualWhenTheProviderDoesNotSay(String tender, @Nullable String scheme, @Nullable Integer days) {
        var ends = HoldLifeRules.ends(held(tender, scheme, null));
        if (days == null) {
            assertThat(ends).isNull();
        } else {
            assertThat(ends).isEqualTo(new HoldLifeRules.Ends(TAKEN.plus(Duration.ofDays(days)), false));
        }
    }

    @Test
    void whatTheProviderSaysStands() {
        var said = TAKEN.plus(Duration.ofDays(30));
        assertThat(HoldLifeRules.ends(held("card", "visa", said))).isEqualTo(new HoldLifeRules.Ends(said, true));
    }

    @Test
    void nothingHeldEndsNever() {
        var captured = held("card", "visa", null).after(Change.captured(1000));
        assertThat(HoldLifeRules.ends(captured)).isNull();
    }

    private static Payment held(String tender, @Nullable String scheme, @Nullable Instant says) {
        return Payment.fresh(new UUID(0, 1), "p", 0, tender, "manual", 1000)
                .with(new Payment.AtProvider(null, scheme, TAKEN, says, null, null, null));
    }
}
