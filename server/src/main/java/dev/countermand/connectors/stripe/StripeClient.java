package dev.countermand.connectors.stripe;

import dev.countermand.connectors.stripe.StripeReply.Refused;
import dev.countermand.connectors.stripe.StripeReply.Said;
import dev.countermand.connectors.stripe.StripeReply.Silent;
import dev.countermand.kernel.Problem;
import dev.countermand.outgoing.CallResult;
import dev.countermand.outgoing.OutgoingCall;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.site.Json;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Speaks to Stripe's API: one call, one answer, no retries of its own. Never called in a transaction.
@Component
class StripeClient {

    /// What our reading was written for; Stripe answers in the shapes of this version, whatever the account's
    /// default is.
    static final String VERSION = "2026-06-24.dahlia";

    static final String LIVE_URL = "https://api.stripe.com";

    /// Several calls must fit into the lease of an effect.
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final int MESSAGE_CHARACTERS_MAX = 500;
    private static final int ERROR_FROM = 400;

    private final OutgoingCalls calls;
    private final String base;

    /// @param base `countermand.stripe.url`: another place only for trials against a stand-in
    StripeClient(OutgoingCalls calls, @Value("${countermand.stripe.url:}") String base) {
        this.calls = calls;
        var url = base.isBlank() ? LIVE_URL : base.strip();
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /// Where it speaks to.
    String base() {
        return base;
    }

    /// Reads.
    ///
    /// @param path as `/v1/refunds`
    StripeReply get(String key, String path, Form query) {
        var asked = query.encoded();
        return send(key, OutgoingCall.get(base + path + (asked.isEmpty() ? "" : "?" + asked)));
    }

    /// Changes something, once for this idempotency key.
    StripeReply post(String key, String path, Form form, String idempotencyKey) {
        var call = new OutgoingCall(
                "POST",
                base + path,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Idempotency-Key", idempotencyKey),
                form.encoded(),
                TIMEOUT,
                ANSWER_BYTES_MAX);
        return send(key, call);
    }

    private StripeReply send(String key, OutgoingCall call) {
        var result = calls.send(call.with(Map.of(
                        "Authorization", "Bearer " + key, "Stripe-Version", VERSION, "Accept", "application/json"))
                .within(TIMEOUT, ANSWER_BYTES_MAX));
        return switch (result) {
            case CallResult.Answered answered -> read(answered);
            case CallResult.NoAnswer none -> new Silent(none.mayHaveArrived(), none.detail());
            case CallResult.Refused refused -> new Silent(false, refused.detail());
        };
    }

    private static StripeReply read(CallResult.Answered answered) {
        JsonNode body;
        try {
            body = answered.whole() ? Json.tree(answered.body()) : MissingNode.getInstance();
        } catch (Problem notJson) {
            body = MissingNode.getInstance();
        }
        if (answered.status() >= ERROR_FROM) {
            var error = body.path("error");
            var message = text(error, "message");
            return new Refused(
                    answered.status(),
                    text(error, "type"),
                    text(error, "code"),
                    shortened(message.isEmpty() ? "Stripe answered " + answered.status() + "." : message),
                    error);
        }
        return body.isObject() && answered.status() == 200
                ? new Said(body)
                : new Silent(true, "What came with status " + answered.status() + " cannot be understood.");
    }

    private static String shortened(String message) {
        return message.length() <= MESSAGE_CHARACTERS_MAX ? message : message.substring(0, MESSAGE_CHARACTERS_MAX);
    }

    static String text(JsonNode object, String name) {
        var node = object.path(name);
        return node.isString() ? node.asString() : "";
    }
}
