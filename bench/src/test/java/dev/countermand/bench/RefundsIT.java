package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A provider who loses every fifth answer: nothing goes back twice, and nothing is lost. The long form, with
/// kills and two processes, is `./countermand bench refunds`.
@ExtendWith(OneProgram.class)
class RefundsIT {

    private static final int REFUNDS = 400;
    private static final int LOST_PERCENT = 20;

    @Test
    void noRefundIsDoubledAndNoneIsLost(Program program) throws InterruptedException {
        long seed = Long.getLong("countermand.seed", System.nanoTime() & 0xffff_ffffL);
        var findings = new Findings();
        new Refunds(program, program, REFUNDS, LOST_PERCENT, 8, 0, Duration.ofMinutes(2), seed, findings)
                .run(line -> System.out.println("refunds, seed " + seed + ": " + line));
        System.out.print(findings.text());

        assertThat(findings.violations())
                .as("seed %d (again: -Dcountermand.seed=%d)%n%s%s", seed, seed, findings.text(), program.tail())
                .isEmpty();
        assertThat(findings.counted("refunds done, at the provider succeeded")).isGreaterThan(REFUNDS / 2);
        assertThat(findings.counted("orders compared")).isGreaterThan(REFUNDS / 4);
        assertThat(findings.counted("movements reconciled")).isGreaterThan(REFUNDS / 2);
    }
}
