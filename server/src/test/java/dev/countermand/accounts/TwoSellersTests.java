package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.simulation.Asking;
import dev.countermand.policies.simulation.Simulations;
import dev.countermand.promises.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// One seller tries every door of the API and of the desk on what is another's. The doors are those that
/// the server has, so a new one is tried, too: where it takes an id of a new kind, or shows something, this
/// fails until somebody said whose it is.
@AppTest
class TwoSellersTests {

    private static final String CANARY = "Canaria Privata";

    /// Doors that answer anybody, with nothing but his own.
    private static final Set<String> OWN = Set.of("GET /v1/imports");

    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("PUT /v1/orders/{number}", "{\"seller\": \"{seller}\", \"number\": \"mine\"}"),
            Map.entry("POST /v1/orders/{number}/cancellations", "{\"reason\": \"changed_mind\"}"),
            Map.entry(
                    "POST /v1/orders/{number}/changes",
                    "{\"lines\": [{\"line\": \"1\", \"quantity\": 1, \"sku\": \"OTHER\"}]}"),
            Map.entry("POST /v1/cancellations/{id}/answer", "{\"outcome\": \"stopped\"}"),
            Map.entry("POST /v1/cancellations/{id}/refund-clock/pause", "{\"because\": \"bank\"}"),
            Map.entry("POST /v1/orders/{number}/shipments", "{\"id\": \"p9\", \"carrier\": \"ups\"}"),
            Map.entry("POST /v1/shipments/{id}/events", "{\"status\": \"delivered\"}"),
            Map.entry("POST /v1/payments/{id}/events", "{\"type\": \"captured\", \"amount\": 1}"),
            Map.entry("POST /v1/keys", "{\"seller\": \"{seller}\"}"),
            Map.entry("POST /v1/webhooks/endpoints/{id}/replay", "{\"failed\": true}"),
            Map.entry(
                    "POST /v1/people",
                    "{\"email\": \"x@example.org\", \"name\": \"X\", \"role\": \"warehouse\","
                            + " \"sellers\": [\"{seller}\"]}"),
            Map.entry("POST /v1/customers/erase", "{\"seller\": \"{seller}\", \"order\": \"mine\"}"),
            Map.entry("POST /v1/webhooks/endpoints", "{\"seller\": \"{seller}\", \"url\": \"https://example.org/x\"}"),
            Map.entry("PUT /v1/sellers/{seller}/profile", "{\"name\": \"Taken over\"}"),
            Map.entry("PUT /v1/sellers/{seller}/retention", "{\"keep\": \"P1D\"}"),
            Map.entry("PUT /v1/sellers/{seller}/partners", "{\"fulfilment\": \"manual\"}"));

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping doors;

    private final Map<String, String> ids = new TreeMap<>();
    private String seller = "";
    private Http operator;
    private String key = "";

    @BeforeEach
    void aSellerWithOneOfEverything() {
        seller = "mine-" + UUID.randomUUID();
        operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        var world = new World(house, port, seller);
        var endpoint = "{\"seller\": \"%s\", \"url\": \"https://hooks.example.org/mine\"}".formatted(seller);
        world.order("first", CANARY, "canary@example.org", 1);
        ids.put("/webhooks", made(operator.post("/v1/webhooks/endpoints", endpoint)));
        // A follower of the feed that was never there begins at its end.
        world.settle();
        world.order("mine", CANARY, "canary@example.org", 2, 2);
        operator.post(at("/releases"), "{\"lines\": [{\"line\": \"1\", \"quantity\": 2}]}");
        ids.put("/cancellations", world.cancel("mine", "1:1", 202));
        world.cancel("mine", "2:1", 201);
        var parcel = operator.post(
                at("/shipments"),
                "{\"id\": \"p1\", \"carrier\": \"ups\", \"lines\": [{\"line\": \"2\", \"quantity\": 1}]}");
        ids.put("/shipments", parcel.json().path("publicId").asString());
        world.settle();
        var rows = "{\"number\": \"bulk\"}\n";
        var job = operator.send("POST", "/v1/orders/import?seller=" + seller, "application/jsonl", rows);
        ids.put("/imports", made(job));
        ids.put("/keys", made(operator.post("/v1/keys", "{\"seller\": \"" + seller + "\"}")));
        ids.put("/people", made(operator.post("/v1/people", """
                {"email": "%s@example.org", "name": "%s", "role": "seller_admin", "sellers": ["%s"]}
                """.formatted(seller, CANARY, seller))));
        var order = operator.get(at("")).json();
        ids.put("/orders", order.path("id").asString());
        ids.put("/payments", order.path("payments").path(0).path("publicId").asString());
        ids.put("/link-secrets", made(operator.post("/v1/sellers/" + seller + "/link-secrets", "{}")));
        ids.put("/effects", stored("payments.effect", "eff"));
        ids.put("/receipts", stored("notifications.receipt", "rcp"));
        ids.put("/messages", stored("notifications.message", "msg"));
        ids.put("/deliveries", stored("notifications.delivery", "whd"));
        ids.put(
                "/changes",
                made(operator.post(
                        "/v1/orders/first/changes?seller=" + seller,
                        "{\"lines\": [{\"line\": \"1\", \"quantity\": 1, \"sku\": \"OTHER\"}]}")));
        ids.put("/simulations", simulation());
        key = Desk.key(port, "other-" + UUID.randomUUID(), "seller");
    }

    private String simulation() {
        var simulations = house.getBean(Simulations.class);
        var actor = Actor.of(Role.OPERATOR, "test", Set.of(), Actor.Channel.DESK, "per_1");
        var period = Simulations.lastQuarter(Instant.now(), ZoneOffset.UTC);
        return Simulations.id(Objects.requireNonNull(new TransactionTemplate(
                        house.getBean(PlatformTransactionManager.class))
                .execute(_ -> simulations.begin(
                        new SellerId(seller), "policy: 1\n", 1, Asking.REQUESTS, period, Simulations.EACH, actor))));
    }

    private static String made(Http.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isBetween(200, 202);
        return reply.json().path("id").asString();
    }

    private String stored(String table, String prefix) {
        return jdbc.sql("select id from " + table + " where order_id = :order order by id limit 1")
                .param("order", Ids.parse("ord", ids.getOrDefault("/orders", "")))
                .query(UUID.class)
                .optional()
                .map(id -> Ids.text(prefix, id))
                .orElseThrow(() -> new AssertionError("nothing in " + table));
    }

    private String at(String path) {
        return "/v1/orders/mine" + path + "?seller=" + seller;
    }

    @Test
    void everyDoorOfTheApiIsClosedToAnotherSellerAndAnswersAsIfThereWereNothing() {
        var before = state();
        var wrong = new ArrayList<String>();
        var paths = Http.at(port).get("/v1/openapi.json").json().path("paths");
        int tried = 0;
        for (var path : paths.propertyNames()) {
            for (var method : paths.path(path).propertyNames()) {
                var door = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
                var foreign = call(door, filled(path, false), seller);
                var unknown = call(door, filled(path, true), "nobody-" + seller.substring(5));
                boolean open = foreign.status() < 400 && !OWN.contains(door);
                boolean hidden = Set.of(401, 403, 404).contains(foreign.status()) || OWN.contains(door);
                if (open
                        || !hidden
                        || foreign.text().contains(CANARY)
                        || foreign.text().contains("canary@")) {
                    wrong.add(door + " answered " + foreign.status() + " " + foreign.text());
                } else if (foreign.status() != unknown.status()
                        || !foreign.code().equals(unknown.code())) {
                    wrong.add(door + " tells foreign from unknown: " + foreign.text() + " / " + unknown.text());
                }
                tried++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(70);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void everyPageAndButtonOfTheDeskIsClosedToAnotherSeller() {
        var before = state();
        var desk = Desk.signedIn(port, key);
        var wrong = new ArrayList<String>();
        int tried = 0;
        for (var info : doors.getHandlerMethods().keySet()) {
            var methods = info.getMethodsCondition().getMethods();
            for (var pattern : info.getPatternValues()) {
                if (!pattern.matches("/(desk|o|c|r)/.*\\{.*")) {
                    continue;
                }
                for (var method : methods) {
                    var foreign = press(desk, method.name(), filled(pattern, false));
                    var unknown = press(desk, method.name(), filled(pattern, true));
                    tried++;
                    if (foreign.status() < 400 || foreign.text().contains(CANARY)) {
                        wrong.add(method + " " + pattern + " answered " + foreign.status());
                    } else if (foreign.status() != unknown.status()) {
                        wrong.add(method + " " + pattern + " tells foreign from unknown: " + foreign.status() + " / "
                                + unknown.status());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(50);
        assertThat(state()).isEqualTo(before);
    }

    private static Http.Reply press(Desk desk, String method, String path) {
        return method.equals("GET") ? desk.get(path) : desk.post(path);
    }

    private Http.Reply call(String door, String path, String whose) {
        var method = door.substring(0, door.indexOf(' '));
        var address = path + (path.contains("?") ? "&" : "?") + "seller=" + whose;
        var filled = BODIES.getOrDefault(door, "{}").replace("{seller}", whose);
        boolean bare = method.equals("GET") || method.equals("DELETE");
        var type = door.endsWith("/logo") ? "image/png" : "application/json";
        return Http.at(port).as(key).send(method, address, bare ? null : type, bare ? null : filled);
    }

    /// The path with the other seller's ids in it, or with ids that nobody has.
    private String filled(String pattern, boolean unknown) {
        var names =
                Pattern.compile("\\{(\\w+)[^/]*?(?:\\{32\\})?\\}(?=/|\\.|$)").matcher(pattern);
        return names.replaceAll(hit -> Matcher.quoteReplacement(value(pattern, hit, unknown)));
    }

    private String value(String pattern, java.util.regex.MatchResult hit, boolean unknown) {
        var before = pattern.substring(0, hit.start() - 1);
        var value = switch (hit.group(1)) {
            case "seller" -> seller;
            case "number" -> "mine";
            case "version" -> seller + "-1";
            case "session", "gateway", "account", "partner" -> "ses_00000000000000010000000000000001";
            default -> ids.getOrDefault(kind(before), "");
        };
        assertThat(value).as("whose is " + hit.group() + " of " + pattern).isNotEmpty();
        if (!unknown) {
            return value;
        }
        return value.length() < 8 ? "unknown" : value.substring(0, value.length() - 4) + "0bad";
    }

    private static String kind(String before) {
        return switch (before) {
            case "/o" -> "/orders";
            case "/c" -> "/cancellations";
            case "/r" -> "/receipts";
            case "/v1/webhooks/endpoints" -> "/webhooks";
            case "/desk/account/passkeys" -> "/keys";
            default -> before.substring(before.lastIndexOf('/'));
        };
    }

    /// What must be the same after a stranger tried everything.
    private List<String> state() {
        return List.of(
                operator.get(at("")).text(),
                operator.get(at("/timeline")).text(),
                operator.get("/v1/keys?seller=" + seller).text().replaceAll("\"lastUsedAt\":\"[^\"]*\"", ""),
                operator.get("/v1/webhooks/endpoints?seller=" + seller).text(),
                operator.get("/v1/sellers/" + seller + "/profile").text(),
                operator.get("/v1/sellers/" + seller + "/terms").text(),
                operator.get("/v1/sellers/" + seller + "/retention").text(),
                operator.get("/v1/sellers/" + seller + "/link-secrets").text());
    }
}
