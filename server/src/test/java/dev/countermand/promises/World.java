package dev.countermand.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.MutableClock;
import java.lang.reflect.InvocationTargetException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;

/// A shop in which everything has happened once, told over HTTP; its workers are driven by hand.
public final class World {

    private static final String DEV = "dev.countermand.";

    private final ApplicationContext house;
    private final Http operator;
    private final MutableClock clock;
    private final String seller;

    public World(ApplicationContext house, int port, String seller) {
        this.house = house;
        this.operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        this.clock = house.getBean(MutableClock.class);
        this.seller = seller;
    }

    /// Orders whose numbers say what happened to them.
    public World lived() {
        order("atOnce", 3, 1);
        cancel("atOnce", "1:2", 201);
        released("silent", 2);
        cancel("silent", "", 202);
        tick("cancellations.StopWorker");
        clock.advance(Duration.ofHours(25));
        tick("cancellations.CancellationWorker");
        released("stopped", 2);
        var stopped = cancel("stopped", "", 202);
        answer(stopped, "stopped");
        released("tooLate", 2);
        cancel("tooLate", "", 202);
        ship("tooLate", "p1", "", 201);
        order("refunded", 2);
        payment("refunded", "captured", 2500);
        cancel("refunded", "1:1", 201);
        tick("payments.PaymentWorker");
        payment("refunded", "refunded", 1000);
        order("disputed", 2);
        payment("disputed", "captured", 2500);
        payment("disputed", "disputed", 2500);
        cancel("disputed", "1:1", 201);
        order("lost", 2);
        payment("lost", "captured", 2500);
        payment("lost", "disputed", 2500);
        payment("lost", "dispute_lost", 2500);
        tick("payments.PaymentWorker");
        order("delivered", 1);
        var parcel = ship("delivered", "p1", "", 201);
        post("/v1/shipments/" + parcel + "/events", "{\"status\": \"delivered\"}", 201);
        order("despite", 1);
        cancel("despite", "", 201);
        ship("despite", "p1", ", \"shippedAt\": \"" + clock.instant() + "\"", 201);
        released("withdrawn", 1);
        post("/v1/cancellations/" + cancel("withdrawn", "", 202) + "/withdraw", "{}", 200);
        order("refused", 1);
        ship("refused", "p1", "", 201);
        cancel("refused", "", 409);
        order("changed", 3);
        change("changed", 2, 900, 201);
        released("changedLater", 2);
        answer(change("changedLater", 2, 1200, 202), "stopped");
        order("untouched", 1, 2);
        released("attempting", 2);
        cancel("attempting", "1:1", 202);
        settle();
        return this;
    }

    /// Lets every worker do what is due.
    public void settle() {
        for (int round = 0; round < 2; round++) {
            // What an earlier world left waiting may be overdue by now.
            tick("cancellations.CancellationWorker");
            tick("cancellations.StopWorker");
            tick("payments.PaymentWorker");
            tick("cases.SequencerWorker");
            tick("cases.ListenerWorker");
            call("notifications.MessageWorker", "drain");
            tick("cases.CheckpointWorker");
        }
    }

    public void tick(String worker) {
        call(worker, "tick");
    }

    private void call(String worker, String method) {
        var bean = house.getBean(DEV + worker);
        try {
            var found = bean.getClass().getDeclaredMethod(method);
            found.setAccessible(true);
            found.invoke(bean);
        } catch (InvocationTargetException failure) {
            throw new AssertionError(worker, failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError(worker, failure);
        }
    }

    public void order(String number, int... quantities) {
        order(number, "Ada Example", "ada@example.org", quantities);
    }

    public void order(String number, String name, String email, int... quantities) {
        var lines = new ArrayList<String>();
        int total = 500;
        for (int quantity : quantities) {
            int line = lines.size() + 1;
            lines.add("""
                    {"line": "%d", "sku": "S%d", "title": "Thing %d", "quantity": %d, "unitPrice": 1000}""".formatted(line, line, line, quantity));
            total += 1000 * quantity;
        }
        var reply = operator.put("/v1/orders/" + path(number), """
                {"seller": "%s", "number": "%s", "placedAt": "%s", "currency": "EUR",
                 "customer": {"id": "c-%s", "name": "%s", "email": "%s", "locale": "en-GB", "phone": "+4930%s"},
                 "billingAddress": {"name": "%s", "line1": "1 Test Street", "city": "Berlin",
                                    "postalCode": "10115", "country": "DE"},
                 "lines": [%s], "shipping": 500,
                 "payments": [{"id": "pay1", "tender": "card", "gateway": "manual", "amount": %d}]}
                """.formatted(
                        seller,
                        number,
                        clock.instant(),
                        name.hashCode(),
                        name,
                        email,
                        Math.abs(name.hashCode()),
                        name,
                        String.join(",", lines),
                        total));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    public void released(String number, int... quantities) {
        order(number, quantities);
        post("/v1/orders/" + path(number) + "/releases?seller=" + seller, "{}", 200);
    }

    /// The public id of the cancellation.
    public String cancel(String number, String units, int status) {
        var lines = units.isEmpty()
                ? ""
                : Stream.of(units.split(" ", -1))
                        .map(unit -> unit.split(":", -1))
                        .map(unit -> "{\"line\": \"" + unit[0] + "\", \"quantity\": " + unit[1] + "}")
                        .toList()
                        .toString();
        var body = "{\"reason\": \"changed_mind\", \"note\": \"a word of " + number + "\""
                + (lines.isEmpty() ? "" : ", \"lines\": " + lines) + "}";
        return post("/v1/orders/" + path(number) + "/cancellations?seller=" + seller, body, status);
    }

    private String change(String number, int units, int price, int status) {
        return post(
                "/v1/orders/" + path(number) + "/changes?seller=" + seller,
                "{\"lines\": [{\"line\": \"1\", \"quantity\": " + units
                        + ", \"sku\": \"T1\", \"title\": \"Thing T\", \"unitPrice\": " + price + "}]}",
                status);
    }

    private void answer(String cancellation, String outcome) {
        post("/v1/cancellations/" + cancellation + "/answer", "{\"outcome\": \"" + outcome + "\"}", 200);
    }

    private String ship(String number, String parcel, String more, int status) {
        var path = "/v1/orders/" + path(number) + "/shipments?seller=" + seller;
        var body = "{\"id\": \"" + parcel + "\", \"carrier\": \"ups\"" + more + "}";
        var reply = operator.post(path, body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        return reply.json().path("publicId").asString("");
    }

    private void payment(String number, String type, long amount) {
        var order =
                operator.get("/v1/orders/" + path(number) + "?seller=" + seller).json();
        var id = order.path("payments").path(0).path("publicId").asString("");
        var reference = type.startsWith("dispute") ? ", \"reference\": \"dp_" + number + "\"" : "";
        if (type.equals("refunded")) {
            var events = operator.get("/v1/orders/" + path(number) + "/timeline?seller=" + seller)
                    .json();
            for (var event : events.path("events")) {
                if (event.path("kind").asString().equals("payment.instructed")) {
                    reference = ", \"reference\": \""
                            + event.path("data").path("reference").asString() + "\"";
                }
            }
            assertThat(reference).isNotEmpty();
        }
        post(
                "/v1/payments/" + id + "/events",
                "{\"type\": \"" + type + "\", \"amount\": " + amount + reference + "}",
                200);
    }

    private String post(String path, String body, int status) {
        var reply = operator.post(path, body);
        assertThat(reply.status()).as(path + ": " + reply.text()).isEqualTo(status);
        return reply.json().path("id").asString("");
    }

    public static List<String> numbers() {
        return List.of(
                "atOnce",
                "silent",
                "stopped",
                "tooLate",
                "refunded",
                "disputed",
                "lost",
                "delivered",
                "despite",
                "withdrawn",
                "refused",
                "changed",
                "changedLater",
                "untouched",
                "attempting");
    }

    private static String path(String number) {
        return URLEncoder.encode(number, StandardCharsets.UTF_8);
    }
}
