package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;

/// Decides again what was decided, from what is kept with the decision.
final class Replayed {

    private Replayed() {}

    /// How many were decided, each the same as before.
    static int all(List<Cancellation> kept) {
        kept.forEach(Replayed::decidesTheSame);
        return kept.size();
    }

    static void decidesTheSame(Cancellation kept) {
        var saw = Stored.convert(Objects.requireNonNull(kept.facts().get("saw")), new TypeReference<Seen>() {});
        var decided =
                Stored.convert(Objects.requireNonNull(kept.facts().get("decided")), new TypeReference<Ruling>() {});
        var again = CancellationRules.decide(saw);
        assertThat(again).isEqualTo(decided);
        assertThat(saw.at()).isEqualTo(kept.askedAt());
        if (kept.status() == CancellationStatus.REFUSED) {
            assertThat(again.refusal()).isEqualTo(kept.refusal());
        } else {
            assertThat(again.refusal()).isNull();
        }
    }
}
