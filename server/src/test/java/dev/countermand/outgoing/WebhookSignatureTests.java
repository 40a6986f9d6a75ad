package dev.countermand.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSignatureTests {

    private static final String BODY = "{\"type\":\"cancellation.successful\",\"name\":\"Jürgen\"}";
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:00Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final String secret = WebhookSignature.newSecret();
    private final String other = WebhookSignature.newSecret();

    @Test
    void matchesTheExampleOfTheStandard() {
        var headers = WebhookSignature.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(headers.get("webhook-signature")).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void isAcceptedByTheStandardsOwnLibrary() throws Exception {
        var headers = WebhookSignature.headers("msg_1", Instant.now(), bytes(BODY), List.of(secret, other));
        new Webhook(secret).verify(BODY, http(headers));
        new Webhook(other).verify(BODY, http(headers));
        assertThatThrownBy(() -> new Webhook(WebhookSignature.newSecret()).verify(BODY, http(headers)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void acceptsWhatTheStandardsOwnLibrarySigns() throws Exception {
        var signature = new Webhook(secret).sign("msg_1", NOW.getEpochSecond(), BODY);
        var headers = Map.of(
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                Long.toString(NOW.getEpochSecond()),
                "webhook-signature",
                "v2,nonsense " + signature);
        assertThat(verify(headers, BODY, NOW)).isTrue();
    }

    @Test
    void refusesWhatWasChangedOrIsTooOldOrNotThere() {
        var good = WebhookSignature.headers("msg_1", NOW, bytes(BODY), List.of(secret));
        assertThat(verify(good, BODY, NOW)).isTrue();
        assertThat(verify(good, BODY, NOW.plus(TOLERANCE))).isTrue();
        assertThat(verify(good, BODY, NOW.plus(TOLERANCE).plusSeconds(1))).isFalse();
        assertThat(verify(good, BODY, NOW.minus(TOLERANCE).minusSeconds(1))).isFalse();
        assertThat(verify(good, BODY + " ", NOW)).isFalse();
        assertThat(verify(with(good, "webhook-id", "msg_2"), BODY, NOW)).isFalse();
        assertThat(verify(with(good, "webhook-timestamp", "" + (NOW.getEpochSecond() + 1)), BODY, NOW))
                .isFalse();
        for (var broken : List.of(
                "",
                "v1,",
                "v1,*",
                "v1",
                "v1a,AAAA",
                good.get("webhook-signature").substring(3))) {
            assertThat(verify(with(good, "webhook-signature", broken), BODY, NOW))
                    .isFalse();
        }
        for (var broken : List.of("", "-1", "99999999999", "1e9", "999999999999999999999")) {
            assertThat(verify(with(good, "webhook-timestamp", broken), BODY, NOW))
                    .isFalse();
        }
        for (var name : good.keySet()) {
            var less = new HashMap<>(good);
            less.remove(name);
            assertThat(verify(less, BODY, NOW)).isFalse();
        }
    }

    @Test
    void knowsASecretFromOtherWords() {
        assertThat(secret).startsWith("whsec_").hasSize(50);
        assertThat(WebhookSignature.isSecret(secret)).isTrue();
        for (var wrong : List.of("", "whsec_", "whsec_c2hvcnQ=", "secret", secret.substring(6), secret + "!")) {
            assertThat(WebhookSignature.isSecret(wrong)).as(wrong).isFalse();
        }
    }

    private boolean verify(Map<String, String> headers, String body, Instant at) {
        return WebhookSignature.verify(headers::get, bytes(body), List.of(other, secret), at, TOLERANCE);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static HttpHeaders http(Map<String, String> headers) {
        var lists = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return HttpHeaders.of(lists, (name, value) -> true);
    }
}
