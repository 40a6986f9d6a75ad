package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EffectStatusTests {

    @Test
    void anEffectMovesOnlyAsTheTableSays() {
        assertThat(Arrays.stream(EffectStatus.values()).map(state -> state + " -> " + state.next()))
                .containsExactly(
                        "PLANNED -> [SENT, SUPERSEDED]",
                        "SENT -> [DONE, FAILED, UNKNOWN, SUPERSEDED]",
                        "DONE -> [FAILED]",
                        "FAILED -> []",
                        "UNKNOWN -> [SENT, DONE, FAILED]",
                        "SUPERSEDED -> []");
    }
}
