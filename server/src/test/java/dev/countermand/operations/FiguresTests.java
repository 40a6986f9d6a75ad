package dev.countermand.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import dev.countermand.operations.spi.Figures;
import dev.countermand.operations.spi.Figures.Figure;
import dev.countermand.orders.Snapshots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.json.JsonMapper;

/// What the operator's instruments read.
@AppTest
class FiguresTests {

    private static final Pattern METRIC =
            Pattern.compile("\\b(?:countermand|http_server|hikaricp|jvm|process)_[a-z_]+");

    @LocalServerPort
    int port;

    @Autowired
    Board board;

    @Autowired
    ApplicationContext context;

    @Test
    void theDashboardAsksForNothingThatIsNotThere() throws Exception {
        var number = "FIG-7001";
        work(number);
        board.tick();
        var scrape = operator().get("/actuator/prometheus");
        assertThat(scrape.status()).as(scrape.text()).isEqualTo(200);
        var there = scrape.text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .distinct()
                .toList();
        assertThat(asked()).hasSizeGreaterThan(20);
        assertThat(there).containsAll(asked());
        assertThat(scrape.text())
                .doesNotContain(number, "figures-shop", "ada@example.org")
                .doesNotContainPattern("(ord|can|pay|eff)_[0-9a-f]{32}");
    }

    private void work(String number) {
        ReflectionTestUtils.invokeMethod(
                context.getBean("dev.countermand.cases.FeedStore"), "register", "example", true);
        var snapshot = Snapshots.example();
        snapshot.put("seller", "figures-shop");
        snapshot.put("number", number);
        assertThat(operator().put("/v1/orders/" + number, snapshot.toString()).status())
                .isEqualTo(201);
        var asks = "/v1/orders/" + number;
        var whose = "?seller=figures-shop";
        assertThat(operator().post(asks + "/releases" + whose, "{}").status()).isEqualTo(200);
        assertThat(operator()
                        .post(asks + "/cancellations" + whose, "{\"reason\":\"changed_mind\"}")
                        .status())
                .isEqualTo(202);
    }

    private static List<String> asked() throws Exception {
        var dashboard = new JsonMapper().readTree(Files.readString(Path.of("../deploy/grafana/countermand.json")));
        return dashboard.path("panels").values().stream()
                .flatMap(panel -> panel.path("targets").values().stream())
                .flatMap(
                        target -> METRIC.matcher(target.path("expr").asString()).results())
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    @Test
    void commandsAreCountedByOperationAndOutcomeWithoutTheirIds() {
        work("FIG-7002");
        var missing = operator().get("/actuator/prometheus").text();
        assertThat(missing)
                .containsPattern(
                        "countermand_commands_seconds_count\\{[^}]*operation=\"cancellations\\.ask\"[^}]*outcome=\"done\"");
    }

    @Test
    void areForTheOperatorOnly() {
        var key = operator()
                .post("/v1/keys", "{\"seller\":\"figures-shop\"}")
                .json()
                .path("key")
                .asString();
        assertThat(Http.at(port).get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(Http.at(port).as(key).get("/actuator/prometheus").status()).isEqualTo(403);
    }

    @Test
    void whatIsWrongIsToldToTheOperatorOnly() {
        assertThat(Http.at(port).get("/actuator/health").text()).doesNotContain("components", "db");
        var health = operator().get("/actuator/health").json();
        assertThat(health.path("components").path("db").path("status").asString())
                .isEqualTo("UP");
        assertThat(health.path("components").path("work").path("status").asString())
                .isEqualTo("UP");
    }

    @Test
    void aWorkerThatStoppedIsDownAndSomebodyOutsideWhoDoesNotAnswerIsDegraded() {
        var late = Figure.of("countermand.example.seconds", "", 61).limitedTo(60, true);
        var outside = Figure.of("countermand.other.seconds", "", 61)
                .limitedTo(60, false)
                .tagged("kind", "x");
        var fine = Figure.of("countermand.fine.seconds", "", 60).limitedTo(60, true);
        assertThat(status(fine)).isEqualTo(Status.UP);
        assertThat(status(fine, outside)).isEqualTo(WorkHealth.DEGRADED);
        assertThat(status(outside, late)).isEqualTo(Status.DOWN);
        assertThat(judge(outside).getDetails()).containsEntry("countermand.other.seconds{kind=x} > 60.0", 61.0);
    }

    @Test
    void figuresThatNobodyReadsAnyMoreAreDown() {
        var clock = new MutableClock(Instant.parse("2026-11-20T10:15:00Z"));
        var board = new Board(List.of(), new SimpleMeterRegistry(), clock);
        var health = new WorkHealth(board, clock, true);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        clock.advance(Duration.ofMinutes(3));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        board.tick();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void figuresThatCannotBeReadAreTakenDownInsteadOfGrowingOld() {
        var registry = new SimpleMeterRegistry();
        var trouble = new boolean[1];
        Figures source = now -> {
            if (trouble[0]) {
                throw new IllegalStateException("no database");
            }
            return List.of(Figure.of("countermand.example", "", 7));
        };
        var board = new Board(List.of(source), registry, new MutableClock(Instant.EPOCH));
        board.tick();
        assertThat(registry.get("countermand.example").gauge().value()).isEqualTo(7);
        trouble[0] = true;
        board.tick();
        assertThat(registry.find("countermand.example").gauge()).isNull();
    }

    private static Status status(Figure... figures) {
        return judge(figures).getStatus();
    }

    private static org.springframework.boot.health.contributor.Health judge(Figure... figures) {
        return WorkHealth.judge(new Board.Reading(Instant.EPOCH, List.of(figures)));
    }

    private Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }
}
