package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A provider who loses every fifth answer, and a server killed meanwhile: nothing goes back twice, and nothing
/// is lost. The long form is `./countermand bench refunds`.
class RefundsIT {

    private static final int REFUNDS = 400;
    private static final int LOST_PERCENT = 20;

    @Test
    void noRefundIsDoubledAndNoneIsLost() throws InterruptedException {
        long seed = Long.getLong("countermand.seed", System.nanoTime() & 0xffff_ffffL);
        var findings = new Findings();
        try (var program = Program.start(Packaged.find(), Map.of())) {
            new Refunds(program, program, REFUNDS, LOST_PERCENT, 8, 1, Duration.ofMinutes(2), seed, findings)
                    .run(line -> System.out.println("refunds, seed " + seed + ": " + line));
            System.out.print(findings.text());
            assertThat(findings.violations())
                    .as("seed %d (again: -Dcountermand.seed=%d)%n%s%s", seed, seed, findings.text(), program.tail())
                    .isEmpty();
        }
        assertThat(findings.counted("kills")).isEqualTo(1);
        assertThat(findings.counted("effects done, at the provider succeeded")).isGreaterThan(REFUNDS / 2);
        assertThat(findings.counted("orders compared")).isGreaterThan(REFUNDS / 4);
    }
}
