package dev.countermand.connectors.sandbox;

import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.connectors.sandbox.town.Token;
import dev.countermand.connectors.sandbox.town.Town;
import dev.countermand.outgoing.CallResult;
import dev.countermand.outgoing.OutgoingCall;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.outgoing.WebhookSignature;
import dev.countermand.site.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What this server and the sandbox's companies agreed on: the key for their doors, the secret of the
/// provider's webhooks, and where we are reached.
@Component
@InDemo
public class Contract {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int ANSWER_BYTES_MAX = 64 * 1024;

    private final Town town;
    private final OutgoingCalls calls;
    private final String key;
    private final String hookSecret;
    private volatile int port;

    Contract(Town town, Token token, OutgoingCalls calls, SecretStore secrets, Clock clock) {
        this.town = town;
        this.calls = calls;
        this.key = secrets.keep("sandbox.key", WebhookSignature.newSecret(), clock.instant());
        this.hookSecret = secrets.keep("sandbox.payments.hook", WebhookSignature.newSecret(), clock.instant());
        token.agree(key);
    }

    @EventListener
    void opened(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
            var hook = new TreeMap<>(Map.of("url", ourselves() + "/v1/gateways/sandbox/notices", "secret", hookSecret));
            call("PUT", "/payments/hook", Json.write(hook), Map.of());
        }
    }

    /// The key that opens the companies' doors, for whoever tries them with a client of his own.
    public String key() {
        return key;
    }

    /// Where the companies take calls.
    public String address() {
        return town.at("/").toString();
    }

    String hookSecret() {
        return hookSecret;
    }

    /// Where the companies reach us: this machine's own door, whatever people call us from outside.
    String ourselves() {
        return "http://127.0.0.1:" + port;
    }

    /// Calls one of the companies as its customer. Never inside a transaction.
    CallResult call(String method, String path, String body, Map<String, String> headers) {
        var all = new TreeMap<>(headers);
        all.put("Authorization", "Bearer " + key);
        all.put("Content-Type", "application/json");
        return calls.send(new OutgoingCall(method, town.at(path).toString(), all, body, TIMEOUT, ANSWER_BYTES_MAX));
    }
}
