package dev.countermand.connectors.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class DemoClockTests {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    @Autowired
    ClockStore store;

    @LocalServerPort
    int port;

    @Test
    void outsideOfADemoThereIsNoSandbox() {
        assertThat(Http.at(port).get("/sandbox").status()).isEqualTo(404);
        assertThat(Http.at(port).post("/v1/gateways/sandbox/notices", "{}").status())
                .isEqualTo(404);
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        assertThat(operator.put("/v1/sellers/s/partners", "{\"fulfilment\": {\"kind\": \"sandbox\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void theCompaniesKnowNothingOfOurHouse() throws IOException {
        var ours = Pattern.compile(
                "import dev\\.countermand\\.(?!site\\.Json|kernel\\.Problem|connectors\\.sandbox\\.town)");
        try (var files = Files.walk(Path.of("src/main/java/dev/countermand/connectors/sandbox/town"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).filter(file -> {
                        try {
                            return ours.matcher(Files.readString(file)).find();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }))
                    .isEmpty();
        }
    }

    @Test
    void goesForwardForEveryProcessAndNeverBack() {
        var machine = new MutableClock(START);
        var here = new DemoClock(machine, store);
        var there = new DemoClock(machine, store);
        var before = here.ahead();
        here.forward(Duration.ofHours(3));
        assertThat(here.instant()).isEqualTo(START.plus(before).plus(Duration.ofHours(3)));
        there.look();
        assertThat(there.instant()).isEqualTo(here.instant());
        assertThat(new DemoClock(machine, store).instant()).isEqualTo(here.instant());
        there.forward(Duration.ofHours(1));
        here.forward(Duration.ofHours(1));
        assertThat(here.ahead()).isEqualTo(before.plusHours(5));
        for (var no : new Duration[] {Duration.ZERO, Duration.ofHours(-1)}) {
            assertThatThrownBy(() -> here.forward(no)).isInstanceOf(IllegalArgumentException.class);
        }
        here.forward(DemoClock.LIMIT);
        assertThat(here.ahead()).isEqualTo(before.plusHours(5));
    }

    @Test
    void ticksWithTheMachineInEveryZone() {
        var machine = new MutableClock(START);
        var clock = new DemoClock(machine, store);
        var berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        clock.forward(Duration.ofMinutes(1));
        machine.advance(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(START.plus(clock.ahead()).plusSeconds(5));
        assertThat(berlin.instant()).isEqualTo(clock.instant());
        assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }
}
