package dev.countermand.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Does the bench find what it is there to find? Each fault of the [Pretend] server must be found, and
/// none where there is none.
class FindsFaultsTests {

    private static final long SEED = 20_261_123;

    private static Findings crash(Pretend.Fault fault) throws InterruptedException {
        var findings = new Findings();
        try (var server = new Pretend(fault)) {
            new CrashRounds(server, 8, 300, SEED, Duration.ofSeconds(1), findings)
                    .run(2, List.of(CrashRounds.Kind.SERVER), line -> {});
        }
        return findings;
    }

    private static Findings race(Pretend.Fault fault) throws InterruptedException {
        var findings = new Findings();
        try (var server = new Pretend(fault);
                var api = server.api()) {
            var race = new Race(api, 32, 200, SEED, findings);
            race.run(line -> {});
            race.expectContention();
        }
        return findings;
    }

    @Test
    void aServerThatKeepsItsPromisesPassesTheCrashRounds() throws InterruptedException {
        var findings = crash(Pretend.Fault.NONE);

        assertThat(findings.violations()).as(findings.text()).isEmpty();
        assertThat(findings.counted("commands")).isEqualTo(600);
        assertThat(findings.counted("answers replayed")).isEqualTo(600);
        assertThat(findings.counted("outage: no answer")).isPositive();
        assertThat(findings.counted("mails compared")).isPositive();
    }

    @Test
    void aServerThatKeepsItsPromisesPassesTheRace() throws InterruptedException {
        var findings = race(Pretend.Fault.NONE);

        assertThat(findings.violations()).as(findings.text()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "FORGETS_KEYS",
                "ANSWERS_BEFORE_COMMIT",
                "TELLS_VERDICT_TWICE",
                "SKIPS_IN_FEED",
                "MAILS_TWICE",
                "FORGETS_A_MAIL",
                "ROUNDS_MONEY"
            })
    void theCrashRoundsFind(Pretend.Fault fault) throws InterruptedException {
        assertThat(crash(fault).violations()).as("%s", fault).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLAIMS_WITHOUT_LOCK", "ANSWERS_TRY_AGAIN"})
    void theRaceFinds(Pretend.Fault fault) throws InterruptedException {
        assertThat(race(fault).violations()).as("%s", fault).anyMatch(v -> v.startsWith("P1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FORGETS_KEYS", "NONE"})
    void theSameKeyByManyIsOneEffect(Pretend.Fault fault) throws InterruptedException {
        var findings = new Findings();
        try (var server = new Pretend(fault);
                var api = server.api()) {
            new SameKey(api, 32, 10, SEED, findings).run(line -> {});
        }

        assertThat(findings.isClean()).as(findings.text()).isEqualTo(fault == Pretend.Fault.NONE);
    }
}
