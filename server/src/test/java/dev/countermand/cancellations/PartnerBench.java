package dev.countermand.cancellations;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.connectors.fulfilment.StubWarehouse;
import dev.countermand.outgoing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/// A seller whose warehouse is spoken to over a real socket. In a demo, where loopback addresses may be
/// called.
@AppTest
@TestPropertySource(properties = "countermand.demo=true")
abstract class PartnerBench extends Bench {

    @Autowired
    ApplicationContext server;

    StubWarehouse warehouse;
    String secret;
    String callback;

    @BeforeEach
    void set() {
        // What other tests left behind is not what this one listens for.
        jdbc.sql("update cancellations.stop_order set state = 'superseded' where state = 'planned'")
                .update();
        jdbc.sql("update fulfilment.call set next_poll = null").update();
        warehouse = new StubWarehouse();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    String partners() {
        return "/v1/sellers/" + shop.seller + "/partners";
    }

    /// Chooses the stub, with a place to ask it or without.
    void choose(boolean asked) {
        var status = asked ? ", \"statusUrl\": \"" + warehouse.url("/stops/{attempt}") + "\"" : "";
        chosen(shop.send(
                "PUT",
                partners(),
                "{\"fulfilment\": {\"kind\": \"http\", \"url\": \"%s\"%s}}".formatted(warehouse.url("/calls"), status),
                null));
    }

    void chosen(Shop.Reply reply) {
        var body = reply.expect(200).body().path("fulfilment");
        secret = body.path("secret").asString(secret);
        callback = body.path("callbackUrl").asString().replaceFirst("https?://[^/]+", "");
    }

    /// An attempt that the warehouse was told about, or should have been.
    String told(int... quantities) {
        var id = shop.cancel(released(quantities), "").expect(202).id();
        stops.tick();
        return id;
    }

    static String stopped(String attempt) {
        return "{\"type\": \"fulfilment.answer\", \"data\": {\"attempt\": \"%s\", \"outcome\": \"stopped\"}}"
                .formatted(attempt);
    }

    static String tooLate(String attempt) {
        return stopped(attempt).replace("stopped", "too_late");
    }

    /// A callback as a warehouse sends it.
    Http.Reply call(String id, String body) {
        return call(id, body, secret, now());
    }

    Http.Reply call(String id, String body, String signedWith, Instant at) {
        var headers = WebhookSignature.headers(id, at, body.getBytes(StandardCharsets.UTF_8), List.of(signedWith));
        var http = Http.at(port);
        for (var header : headers.entrySet()) {
            http = http.with(header.getKey(), header.getValue());
        }
        return http.post(callback, body);
    }

    String status(String attempt) {
        return shop.read(attempt).expect(200).at("/status");
    }
}
