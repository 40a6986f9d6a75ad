package dev.countermand.connectors.stripe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the stand-in of Stripe keeps: payments, refunds, disputes, in the shapes of Stripe's own fixtures, with
/// the rules its documentation states.
public final class StubBooks {

    /// An error as Stripe words it.
    static final class No extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;
        final String type;
        final String code;

        No(int status, String type, String code, String message) {
            super(message);
            this.status = status;
            this.type = type;
            this.code = code;
        }

        static No bad(String code, String message) {
            return new No(400, "invalid_request_error", code, message);
        }

        static No missing(String what, String id) {
            return new No(404, "invalid_request_error", "resource_missing", "No such " + what + ": '" + id + "'");
        }
    }

    static final Duration HOLD = Duration.ofDays(7);
    private static final JsonMapper JSON = new JsonMapper();

    final Map<String, ObjectNode> intents = new LinkedHashMap<>();
    final Map<String, ObjectNode> charges = new LinkedHashMap<>();
    public final Map<String, ObjectNode> refunds = new LinkedHashMap<>();
    public final Map<String, ObjectNode> disputes = new LinkedHashMap<>();
    private final Clock clock;
    private int made;

    /// How the next refunds begin: `succeeded`, `pending`, `requires_action`.
    public volatile String refundsBegin = "succeeded";

    StubBooks(Clock clock) {
        this.clock = clock;
    }

    static ObjectNode fixture(String name) {
        try {
            var text = Files.readString(
                    Path.of("src/test/resources/stripe/openapi-fixtures", name + ".json"), StandardCharsets.UTF_8);
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String id(String prefix) {
        return prefix + "_stub" + ++made;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /// A payment that a shopper authorized by card; captured at once, or only held.
    public synchronized String pay(long amount, String currency, boolean captured) {
        var charge = fixture("charge");
        var intent = fixture("payment_intent");
        var id = id("pi");
        var chargeId = id("ch");
        intent.put("id", id).put("amount", amount).put("currency", currency).put("created", now());
        intent.putNull("canceled_at").put("latest_charge", chargeId);
        intent.put("capture_method", captured ? "automatic" : "manual");
        charge.put("id", chargeId)
                .put("payment_intent", id)
                .put("amount", amount)
                .put("currency", currency);
        charge.put("created", now())
                .put("captured", false)
                .put("disputed", false)
                .put("refunded", false);
        var details = charge.putObject("payment_method_details");
        details.put("type", "card");
        details.putObject("card")
                .put("brand", "visa")
                .put("capture_before", clock.instant().plus(HOLD).getEpochSecond());
        intents.put(id, intent);
        charges.put(chargeId, charge);
        stand(intent, "requires_capture", amount, 0);
        if (captured) {
            capture(id, amount);
        }
        return id;
    }

    /// A charge of the time before PaymentIntents.
    public synchronized String charge(long amount, String currency) {
        var id = charge(pay(amount, currency, true)).path("id").asString();
        var charge = charges.get(id);
        intents.remove(charge.path("payment_intent").asString());
        charge.putNull("payment_intent");
        return id;
    }

    private static void stand(ObjectNode intent, String status, long capturable, long received) {
        intent.put("status", status).put("amount_capturable", capturable).put("amount_received", received);
    }

    public ObjectNode intent(String id) {
        var intent = intents.get(id);
        if (intent == null) {
            throw No.missing("payment_intent", id);
        }
        return intent;
    }

    public ObjectNode charge(String intent) {
        return charges.get(intent(intent).path("latest_charge").asString());
    }

    public synchronized ObjectNode capture(String id, long amount) {
        var intent = intent(id);
        if (!is(intent, "requires_capture")) {
            throw unexpected(intent, "captured");
        }
        if (amount > intent.path("amount_capturable").asLong()) {
            throw No.bad("amount_too_large", "The amount to capture is greater than what can be captured.");
        }
        // What is not captured is released with it.
        stand(intent, "succeeded", 0, amount);
        charge(id).put("captured", true).put("amount_captured", amount);
        return intent;
    }

    public synchronized ObjectNode cancel(String id, String reason) {
        var intent = intent(id);
        if (is(intent, "succeeded") || is(intent, "canceled") || is(intent, "processing")) {
            throw unexpected(intent, "canceled");
        }
        stand(intent, "canceled", 0, 0);
        intent.put("cancellation_reason", reason).put("canceled_at", now());
        return intent;
    }

    private static boolean is(ObjectNode object, String status) {
        return object.path("status").asString().equals(status);
    }

    private static No unexpected(ObjectNode intent, String verb) {
        return No.bad(
                "payment_intent_unexpected_state",
                "You cannot have this PaymentIntent " + verb + " because it has a status of "
                        + intent.path("status").asString() + ".");
    }

    /// Sends money back; `key` null for one made in the dashboard.
    public synchronized ObjectNode refund(String payment, long amount, @Nullable String key) {
        var charge = payment.startsWith("pi_") ? charge(payment) : charges.get(payment);
        if (charge == null) {
            throw No.missing("charge", payment);
        }
        var id = charge.path("id").asString();
        if (!charge.path("captured").asBoolean()) {
            throw No.bad("payment_intent_unexpected_state", "This PaymentIntent does not have a successful charge.");
        }
        if (disputes.values().stream().anyMatch(dispute -> isOpen(dispute, id))) {
            throw No.bad("charge_disputed", "Charge " + id + " has been charged back; cannot issue a refund.");
        }
        long left = charge.path("amount_captured").asLong()
                - charge.path("amount_refunded").asLong();
        if (left == 0) {
            throw No.bad("charge_already_refunded", "Charge " + id + " has already been refunded.");
        }
        if (amount > left) {
            throw No.bad(
                    "", "Refund amount (" + amount + ") is greater than unrefunded amount on charge (" + left + ")");
        }
        charge.put("amount_refunded", charge.path("amount_refunded").asLong() + amount);
        var refund = fixture("refund");
        refund.put("id", id("re")).put("amount", amount).put("charge", id).put("status", refundsBegin);
        refund.put("currency", charge.path("currency").asString()).put("created", now());
        refund.set("payment_intent", charge.path("payment_intent"));
        if (refundsBegin.equals("pending")) {
            refund.put("pending_reason", "processing");
        }
        if (key != null) {
            refund.putObject("metadata").put("countermand_effect", key);
        }
        refunds.put(refund.path("id").asString(), refund);
        return refund;
    }

    /// What was pending ends; a refund that had succeeded may fail, too.
    public synchronized ObjectNode end(String refund, String status, @Nullable String failure) {
        var object = refunds.get(refund);
        boolean moved = !is(object, "failed") && !is(object, "canceled");
        object.put("status", status).remove("pending_reason");
        if (failure != null) {
            object.put("failure_reason", failure);
        }
        if (moved && (status.equals("failed") || status.equals("canceled"))) {
            var charge = charges.get(object.path("charge").asString());
            charge.put(
                    "amount_refunded",
                    charge.path("amount_refunded").asLong()
                            - object.path("amount").asLong());
        }
        return object;
    }

    public synchronized ObjectNode dispute(String intent, long amount, String status) {
        var charge = charge(intent);
        charge.put("disputed", true);
        var dispute = JSON.createObjectNode();
        dispute.put("id", id("dp"))
                .put("object", "dispute")
                .put("amount", amount)
                .put("status", status);
        dispute.put("currency", charge.path("currency").asString()).put("created", now());
        dispute.put("charge", charge.path("id").asString()).put("payment_intent", intent);
        dispute.put("reason", "product_not_received");
        dispute.putArray("balance_transactions").addObject().put("amount", -amount);
        dispute.putObject("evidence_details")
                .put("due_by", clock.instant().plus(HOLD).getEpochSecond());
        disputes.put(dispute.path("id").asString(), dispute);
        return dispute;
    }

    private static boolean isOpen(ObjectNode dispute, String charge) {
        var status = dispute.path("status").asString();
        return dispute.path("charge").asString().equals(charge)
                && (status.equals("needs_response") || status.equals("under_review") || status.equals("lost"));
    }

    public long refunded(String intent) {
        return charge(intent).path("amount_refunded").asLong();
    }

    /// An event about an object, as Stripe sends it.
    public String event(String id, String type, ObjectNode object) {
        var event = fixture("event");
        event.put("id", id).put("type", type).put("created", now());
        event.putObject("data").set("object", object.deepCopy());
        return event.toString();
    }
}
