package dev.countermand.payments.reconcile;

import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A comparison, and what came of it.
///
/// @param source `provider` or `file`
/// @param gateway whose; null for a file about several
/// @param since from when on they must know everything; null when only what they name was compared
/// @param until what is newer may still be on its way
/// @param by who asked for it
/// @param movements how many they told of, `foreign` of them about payments that are none of ours
/// @param differences how many stand after it; `opened` of them are new, `cured` stood before
/// @param trouble why it could not be done; null when it was
public record Run(
        UUID id,
        String source,
        SellerId seller,
        @Nullable String gateway,
        @Nullable Instant since,
        Instant until,
        Instant startedAt,
        @Nullable Instant endedAt,
        String by,
        int movements,
        int foreign,
        int orders,
        int differences,
        int opened,
        int cured,
        @Nullable String trouble) {

    static final String PROVIDER = "provider";
    static final String FILE = "file";

    Run ended(Instant at, Counts counts, @Nullable String why) {
        return new Run(
                id,
                source,
                seller,
                gateway,
                since,
                until,
                startedAt,
                at,
                by,
                counts.movements,
                counts.foreign,
                counts.orders,
                counts.differences,
                counts.opened,
                counts.cured,
                why);
    }

    /// Whether there was nothing to compare.
    boolean isEmpty() {
        return movements == 0 && orders == 0 && trouble == null;
    }

    DifferenceRules.Window window() {
        return new DifferenceRules.Window(since, until);
    }

    /// What is counted as it goes.
    static final class Counts {
        int movements;
        int foreign;
        int orders;
        int differences;
        int opened;
        int cured;
    }
}
