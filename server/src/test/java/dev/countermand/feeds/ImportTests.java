package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Calls;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Snapshots;
import dev.countermand.orders.Stage;
import dev.countermand.site.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@AppTest
class ImportTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    Keys keys;

    @Autowired
    ImportStore store;

    @Autowired
    ImportWorker worker;

    @Autowired
    Spool spool;

    @Autowired
    Clock clock;

    @Autowired
    Orders orders;

    @Test
    void takesTheWholeDemoShopInAllItsStages() throws Exception {
        byte[] file = new ClassPathResource("demo/tau2-retail/db.json.gz").getContentAsByteArray();
        var job = done(post("tau2", "tau2-retail", file, AppTest.OPERATOR_KEY));
        assertThat(job.path("status").asString()).isEqualTo("done");
        assertThat(counts(job)).isEqualTo("rows=1000 taken=1000 amended=0 identical=0 failed=0");
        assertThat(stages("tau2"))
                .isEqualTo(Map.of(Stage.OPEN, 423, Stage.DELIVERED, 373, Stage.RELEASED, 102, Stage.CANCELED, 102));

        var again = done(post("tau2", "tau2-retail", file, AppTest.OPERATOR_KEY));
        assertThat(counts(again)).isEqualTo("rows=1000 taken=0 amended=0 identical=1000 failed=0");

        var shop = new Calls(port, "tau2");
        var order = shop.order("#W2611340");
        assertThat(order.json().path("placedAt").isMissingNode()).isTrue();
        assertThat(order.json().at("/payments/0/amount").longValue()).isEqualTo(53665);
        assertThat(order.json().at("/payments/0/tender").asString()).isEqualTo("gift_card");
        assertThat(order.json().at("/billingAddress/country").asString()).isEqualTo("US");
        assertThat(order.units("6469567736")).isEqualTo("released=1");
        assertThat(shop.order("#W1840144").json().path("lines").findValuesAsString("line"))
                .doesNotHaveDuplicates()
                .anyMatch(line -> line.endsWith("-2"));
        var timeline = shop.get("/v1/orders/%23W2611340/timeline");
        assertThat(timeline.text()).contains("order.taken").contains("released");
    }

    @Test
    void oneBadRowDoesNotStopTheRest() throws Exception {
        var lines = String.join(
                "\n",
                row("J1"),
                "{not json",
                "",
                row("J2").replace("\"EUR\"", "\"EURO\""),
                "{\"seller\": \"jsonl\"}",
                row("J3").replaceAll("\"placedAt\":\"[^\"]*\",", ""),
                "{\"number\": \"" + "x".repeat(JsonLines.LINE_BYTES_MAX) + "\"}",
                row("J1").replace("\"quantity\":3", "\"quantity\":2").replace("42845", "29895"),
                row("J4"));
        var job = done(post("jsonl", "jsonl", gzip(lines), AppTest.OPERATOR_KEY));
        assertThat(counts(job)).isEqualTo("rows=8 taken=3 amended=0 identical=0 failed=5");
        var report = new Calls(port, "jsonl")
                .get("/v1/imports/" + id(job) + "/report")
                .json();
        assertThat(report.path("rows").values().stream().map(ImportTests::summary))
                .containsExactly(
                        "1 J1 taken",
                        "2  failed malformed",
                        "4 J2 failed invalid /currency",
                        "5  failed invalid /number",
                        "6 J3 taken",
                        "7  failed too_large",
                        "8 J1 failed snapshot_conflict /lines/0/quantity",
                        "9 J4 taken");
        assertThat(report.path("next").isMissingNode()).isTrue();
    }

    @Test
    void theReportIsReadPageByPage() throws Exception {
        var lines = IntStream.range(0, 120).mapToObj(i -> row("P" + i)).collect(Collectors.joining("\n"));
        var job = done(post("pages", "jsonl", bytes(lines), AppTest.OPERATOR_KEY));
        var shop = new Calls(port, "pages");
        var first = shop.get("/v1/imports/" + id(job) + "/report?limit=100").json();
        assertThat(first.path("rows").size()).isEqualTo(100);
        var second = shop.get("/v1/imports/" + id(job) + "/report?limit=100&after="
                        + first.path("next").intValue())
                .json();
        assertThat(second.path("rows").size()).isEqualTo(20);
        assertThat(shop.get("/v1/imports/" + id(job) + "/report?outcome=failed")
                        .json()
                        .path("rows")
                        .size())
                .isZero();
    }

    @Test
    void rowsMayNameTheirSellers() throws Exception {
        var mixed = named("mixed-1", "M1") + "\n" + named("mixed-2", "M1") + "\n" + row("M2");
        var job = done(post(null, "jsonl", bytes(mixed), AppTest.OPERATOR_KEY));
        assertThat(counts(job)).isEqualTo("rows=3 taken=2 amended=0 identical=0 failed=1");
        assertThat(new Calls(port, "mixed-2").order("M1").status()).isEqualTo(200);
    }

    @Test
    void aSellerImportsHisOwnOrdersOnly() throws Exception {
        var sellers = key("own", Keys.Role.SELLER);
        var job = done(post(null, "jsonl", bytes(row("O1") + "\n" + named("another", "O2")), sellers));
        assertThat(counts(job)).isEqualTo("rows=2 taken=1 amended=0 identical=0 failed=1");
        assertThat(new Calls(port, key("nosy", Keys.Role.SELLER), "nosy")
                        .get("/v1/imports/" + id(job))
                        .status())
                .isEqualTo(404);
        assertThat(post(null, "jsonl", bytes(row("O3")), key("own", Keys.Role.WAREHOUSE))
                        .path("status")
                        .intValue())
                .isEqualTo(403);
    }

    @Test
    void refusesUnknownFormatsAndFilesThatAreNoShop() throws Exception {
        assertThat(post("f", "xml", bytes("<a/>"), AppTest.OPERATOR_KEY)
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("format");
        assertThat(post(null, "tau2-retail", bytes("{}"), AppTest.OPERATOR_KEY)
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("seller");
        var none = done(post("f", "tau2-retail", bytes("{}"), AppTest.OPERATOR_KEY));
        assertThat(none.path("status").asString()).isEqualTo("failed");
        assertThat(none.path("trouble").asString()).contains("orders");
        var cut = gzip(row("F1") + "\n" + row("F2"));
        var damaged = done(post("f", "jsonl", java.util.Arrays.copyOf(cut, cut.length - 20), AppTest.OPERATOR_KEY));
        assertThat(damaged.path("status").asString()).isEqualTo("failed");
        assertThat(damaged.path("trouble").asString()).contains("damaged");
    }

    @Test
    void theNextStartGoesOnWithAFileThatNobodyWorksOn() throws Exception {
        var id = Ids.mint(0, clock.instant());
        byte[] file = bytes(row("L1") + "\n" + row("L2") + "\n" + row("L3"));
        store.insert(
                new Imports.Job(
                        id,
                        new SellerId("left"),
                        "jsonl",
                        "running",
                        Imports.Counts.NONE,
                        new Imports.Progress("rows", 0, 0, file.length, 0),
                        false,
                        false,
                        "test",
                        Actor.Kind.OPERATOR,
                        null,
                        clock.instant(),
                        clock.instant(),
                        null),
                clock.instant());
        var taken = new Imports.Line(1, "L1", "taken", null, null, null);
        store.report(id, List.of(taken), new ImportStore.Step("rows", 1, 1L, 1, 0, 0), clock.instant());
        var kept = spool.keep(id, new ByteArrayInputStream(file));
        worker.goOn();
        assertThat(store.find(id).orElseThrow().counts().rows()).isEqualTo(1);
        kept.lock().close();
        worker.goOn();
        var job = done(Json.tree("{\"id\":\"" + Ids.text("imp", id) + "\",\"status\":\"running\"}"));
        assertThat(counts(job)).isEqualTo("rows=3 taken=3 amended=0 identical=0 failed=0");
        assertThat(new Calls(port, "left").order("L1").status()).isEqualTo(404);
        assertThat(new Calls(port, "left").order("L3").status()).isEqualTo(200);
        assertThat(Files.exists(kept.file())).isFalse();
    }

    private JsonNode post(@org.jspecify.annotations.Nullable String seller, String format, byte[] file, String key)
            throws IOException, InterruptedException {
        var address = "http://localhost:" + port + "/v1/orders/import?format=" + format
                + (seller == null ? "" : "&seller=" + seller);
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofByteArray(file))
                .build();
        var reply = CLIENT.send(request, BodyHandlers.ofString());
        return Snapshots.parse(reply.body());
    }

    private JsonNode done(JsonNode job) {
        return new ImportDesk(port, "any").done(job);
    }

    /// How many orders have all their units in which stage.
    private Map<Stage, Integer> stages(String seller) {
        var counts = new HashMap<Stage, Integer>();
        String after = null;
        do {
            var page = orders.list(new Orders.Search(List.of(new SellerId(seller)), null, null, after, 200));
            for (var order : page.orders()) {
                for (var stage : Stage.values()) {
                    int all = order.lines().stream().mapToInt(l -> l.quantity()).sum();
                    counts.merge(stage, order.unitsIn(stage) == all ? 1 : 0, Integer::sum);
                }
            }
            after = page.next();
        } while (after != null);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private static String summary(JsonNode row) {
        return (row.path("row").intValue() + " " + row.path("number").asString("") + " "
                        + row.path("outcome").asString() + " "
                        + row.path("code").asString("") + " "
                        + row.at("/errors/0/pointer").asString(""))
                .strip();
    }

    private static String counts(JsonNode job) {
        return List.of("rows", "taken", "amended", "identical", "failed").stream()
                .map(name -> name + "=" + job.path(name).intValue())
                .collect(Collectors.joining(" "));
    }

    private static String id(JsonNode job) {
        return job.path("id").asString("");
    }

    private static String row(String number) {
        return Snapshots.example().put("number", number).toString();
    }

    private static String named(String seller, String number) {
        ObjectNode snapshot = Snapshots.example();
        return snapshot.put("number", number).put("seller", seller).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(bytes(text));
        }
        return bytes.toByteArray();
    }

    private String key(String seller, Keys.Role role) {
        var operator = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
        return keys.create(operator, new SellerId(seller), role, "test").key();
    }
}
