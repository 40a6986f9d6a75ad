package dev.countermand.notifications.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryRulesTests {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:00Z");

    @ParameterizedTest
    @CsvSource({"0.0, PT75H35M5S", "1.0, PT83H8M35.5S"})
    void spreadOverAtLeast75Hours(double chance, Duration expected) {
        var at = NOW;
        int tries = 1;
        for (var next = RetryRules.next(tries, at, chance, null);
                next.isPresent();
                next = RetryRules.next(++tries, at, chance, null)) {
            at = next.get();
        }
        assertThat(tries).isEqualTo(RetryRules.TRIES_MAX).isEqualTo(10);
        assertThat(Duration.between(NOW, at)).isEqualTo(expected);
    }

    @Test
    void waitAsLongAsTheOtherSideAsksButNeverShorterThanPlanned() {
        assertThat(RetryRules.next(1, NOW, 0, Duration.ofMinutes(7))).contains(NOW.plus(Duration.ofMinutes(7)));
        assertThat(RetryRules.next(4, NOW, 0, Duration.ofMinutes(7))).contains(NOW.plus(Duration.ofHours(2)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # Retry-After                   waits
            120,                            PT2M
            ' 0 ',                          PT0S
            99999999,                       PT24H
            'Fri, 20 Nov 2026 10:16:00 GMT',PT1M
            'Fri, 20 Nov 2026 10:14:00 GMT',
            'Fri, 20 Nov 2099 10:14:00 GMT',PT24H
            soon,
            -5,
            1.5,
            '',
            """)
    void readRetryAfter(String header, @Nullable Duration waits) {
        assertThat(RetryRules.retryAfter(header, NOW)).isEqualTo(waits);
        assertThat(RetryRules.retryAfter(null, NOW)).isNull();
    }
}
