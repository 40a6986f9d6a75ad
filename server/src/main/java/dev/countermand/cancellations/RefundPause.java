package dev.countermand.cancellations;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A time in which the clock of a refund stands still.
///
/// @param because what the shop waits for
/// @param endedAt null while it lasts
public record RefundPause(
        Because because, Instant beganAt, @Nullable Instant endedAt) {

    /// How often the clock of one refund may stand still.
    public static final int MAX = 100;

    /// What a shop may wait for.
    public enum Because {
        /// Goods that had left, or proof that they were sent, are not back: where the law lets the shop
        /// wait for them.
        GOODS,
        /// The customer has to say where the money can go: it could not be given back to where it came
        /// from.
        CUSTOMER,
        /// The customer's bank claims the same money: what it decides comes first.
        BANK;

        /// The name in API, SQL and facts: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Reads the lower-case name; empty for anything else.
        public static Optional<Because> of(String word) {
            return Arrays.stream(values())
                    .filter(because -> because.word().equals(word))
                    .findFirst();
        }
    }

    /// How long it lasted; nothing while nobody knows.
    Duration length() {
        return endedAt == null ? Duration.ZERO : Duration.between(beganAt, endedAt);
    }
}
