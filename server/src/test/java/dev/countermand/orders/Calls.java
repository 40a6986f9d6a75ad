package dev.countermand.orders;

import dev.countermand.AppTest;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.SellerId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program that calls the server over real HTTP, for one seller or (with an empty name) for none in
/// particular.
public final class Calls {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final int port;
    private final String key;
    private final String seller;

    public Calls(int port, String seller) {
        this(port, AppTest.OPERATOR_KEY, seller);
    }

    public Calls(int port, String key, String seller) {
        this.port = port;
        this.key = key;
        this.seller = seller;
    }

    /// What came back.
    public record Reply(int status, String text, HttpResponse<String> raw) {

        public JsonNode json() {
            return MAPPER.readTree(text);
        }

        public String code() {
            return json().path("code").asString("");
        }

        /// Of a 422 or 409: `pointer code` of each fault.
        public List<String> faults() {
            var faults = new ArrayList<String>();
            json().path("errors")
                    .forEach(e -> faults.add(
                            e.path("pointer").asString() + " " + e.path("code").asString()));
            return faults;
        }

        /// The units of a line, such as `open=2 canceled=1`.
        public String units(String line) {
            var found = new ArrayList<String>();
            for (var each : json().path("lines")) {
                if (each.path("line").asString().equals(line)) {
                    each.path("units").properties().forEach(stage -> {
                        if (stage.getValue().intValue() > 0) {
                            found.add(stage.getKey() + "=" + stage.getValue().intValue());
                        }
                    });
                }
            }
            return String.join(" ", found);
        }

        /// A list of shares, such as `1:2 2:1`.
        public String shares(String member) {
            var found = new ArrayList<String>();
            json().path(member)
                    .forEach(share -> found.add(share.path("line").asString() + ":"
                            + share.path("quantity").intValue()));
            return String.join(" ", found);
        }
    }

    public Reply put(String number, Object snapshot) {
        return put(number, snapshot, null);
    }

    public Reply put(String number, Object snapshot, @Nullable String idempotencyKey) {
        return call("PUT", "/v1/orders/" + encode(number), snapshot.toString(), idempotencyKey);
    }

    public Reply order(String number) {
        return get("/v1/orders/" + encode(number));
    }

    public Reply post(String number, String what, String body) {
        return call("POST", "/v1/orders/" + encode(number) + "/" + what, body, null);
    }

    public Reply get(String path) {
        return call("GET", path, null, null);
    }

    public Reply call(String method, String path, @Nullable String body, @Nullable String idempotencyKey) {
        var address = "http://localhost:" + port + path
                + (seller.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "seller=" + seller);
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + key)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String encode(String number) {
        return URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public SellerId seller() {
        return new SellerId(seller);
    }

    public int part(String number) {
        return Ids.part(seller(), number);
    }
}
