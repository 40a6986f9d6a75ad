package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What was acknowledged survives kill -9 of the server, of PostgreSQL, and of both, and is done once.
class CrashIT {

    private static final int ROUNDS = 3;
    private static final int TWO_ROUNDS = 1;
    private static final int COMMANDS = 200;
    private static final List<CrashRounds.Kind> KINDS =
            List.of(CrashRounds.Kind.SERVER, CrashRounds.Kind.POSTGRES, CrashRounds.Kind.BOTH);

    @Test
    void ofTwoProcessesOnOneDatabaseOneIsKilledAndTheOtherGoesOn() throws InterruptedException {
        long seed = Long.getLong("countermand.seed", System.nanoTime() & 0xffff_ffffL);
        var findings = new Findings();
        try (var both = TwoPrograms.start(Packaged.find())) {
            new CrashRounds(both, 8, COMMANDS, seed, CrashRounds.PATIENCE, findings)
                    .run(
                            TWO_ROUNDS,
                            List.of(CrashRounds.Kind.SERVER),
                            line -> System.out.println("two, seed " + seed + ": " + line));
            System.out.print(findings.text());
            assertThat(findings.violations())
                    .as("seed %d (again: -Dcountermand.seed=%d)%n%s%s", seed, seed, findings.text(), both.tail())
                    .isEmpty();
        }
        assertThat(findings.counted("answers replayed")).isEqualTo((long) TWO_ROUNDS * COMMANDS);
        assertThat(findings.counted("outage: no answer")).isPositive();
    }

    @Test
    void nothingAcknowledgedIsLostChangedOrDoneTwice() throws InterruptedException {
        long seed = Long.getLong("countermand.seed", System.nanoTime() & 0xffff_ffffL);
        var findings = new Findings();
        try (var program = Program.start(Packaged.find(), Map.of())) {
            assertThat(program.postgres()).as("an embedded PostgreSQL").isPresent();
            assertThat(program.postgres().orElseThrow().isDurable())
                    .as("durable: %s", program.postgres().orElseThrow().settings())
                    .isTrue();
            new CrashRounds(program, 8, COMMANDS, seed, CrashRounds.PATIENCE, findings)
                    .run(ROUNDS, KINDS, line -> System.out.println("crash, seed " + seed + ": " + line));
            System.out.print(findings.text());
            assertThat(findings.violations())
                    .as("seed %d (again: -Dcountermand.seed=%d)%n%s%s", seed, seed, findings.text(), program.tail())
                    .isEmpty();
        }
        assertThat(findings.counted("rounds")).isEqualTo(ROUNDS);
        assertThat(findings.counted("commands")).isEqualTo((long) ROUNDS * COMMANDS);
        assertThat(findings.counted("answers replayed")).isEqualTo((long) ROUNDS * COMMANDS);
        assertThat(findings.counted("outage: no answer")).isPositive();
        assertThat(findings.counted("mails compared")).isPositive();
    }
}
