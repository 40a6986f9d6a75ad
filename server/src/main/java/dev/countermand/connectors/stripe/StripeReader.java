package dev.countermand.connectors.stripe;

import dev.countermand.connectors.stripe.StripeReply.Refused;
import dev.countermand.connectors.stripe.StripeReply.Said;
import dev.countermand.connectors.stripe.Unreadable.Why;
import dev.countermand.connectors.stripe.Wire.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Reads at Stripe how a payment stands. All or nothing: a part of the truth would look like another truth.
@Component
class StripeReader {

    /// A payment with everything that happened to it.
    ///
    /// @param intent null for a charge that was made without one
    /// @param charge null while there is none
    record Found(
            Wire.@Nullable Intent intent,
            Wire.@Nullable Charge charge,
            List<Wire.Refund> refunds,
            List<Wire.Dispute> disputes) {

        String currency() {
            return intent != null ? intent.currency() : charge != null ? charge.currency() : "";
        }
    }

    private static final Pattern NAME = Pattern.compile("(pi|ch|py)_[A-Za-z0-9_]{1,200}");
    private static final String INTENT = "pi_";
    private static final int PAGE = 100;
    private static final int PAGES_MAX = 3;
    private static final int NOT_FOUND = 404;

    private final StripeClient client;

    StripeReader(StripeClient client) {
        this.client = client;
    }

    /// Whether Stripe could call a payment so.
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static boolean isIntent(String name) {
        return name.startsWith(INTENT);
    }

    /// The payment with all that happened to it.
    Found all(String key, String name) throws Unreadable {
        var found = payment(key, name);
        var intent = found.intent();
        var charge = found.charge();
        if (charge == null && (intent == null || intent.received() == 0)) {
            return found;
        }
        var about = intent == null ? Form.EMPTY.with("charge", name) : Form.EMPTY.with("payment_intent", intent.id());
        return new Found(
                intent,
                charge,
                list(key, "/v1/refunds", about, Wire.Refund::of, Wire.Refund::id),
                list(key, "/v1/disputes", about, Wire.Dispute::of, Wire.Dispute::id));
    }

    /// The payment without its refunds and disputes.
    Found payment(String key, String name) throws Unreadable {
        if (isIntent(name)) {
            return ofIntent(intent(key, name));
        }
        var charge = Wire.Charge.of(object(client.get(key, "/v1/charges/" + Form.encode(name), Form.EMPTY)));
        return charge.intent().isEmpty()
                ? new Found(null, charge, List.of(), List.of())
                : ofIntent(intent(key, charge.intent()));
    }

    private static Found ofIntent(Wire.Intent intent) {
        return new Found(intent, intent.charge(), List.of(), List.of());
    }

    /// One PaymentIntent with its latest charge.
    Wire.Intent intent(String key, String id) throws Unreadable {
        var expand = Form.EMPTY.with("expand[]", "latest_charge");
        return Wire.Intent.of(object(client.get(key, "/v1/payment_intents/" + Form.encode(id), expand)));
    }

    private <T> List<T> list(
            String key, String path, Form about, Reading<T> reading, java.util.function.Function<T, String> id)
            throws Unreadable {
        var all = new ArrayList<T>();
        for (int page = 0; page < PAGES_MAX; page++) {
            var query = about.with("limit", Integer.toString(PAGE));
            if (!all.isEmpty()) {
                query = query.with("starting_after", id.apply(all.getLast()));
            }
            var list = object(client.get(key, path, query));
            var read = Wire.page(list, reading);
            all.addAll(read);
            if (!list.path("has_more").asBoolean(false)) {
                return all;
            }
            if (read.isEmpty()) {
                break;
            }
        }
        throw new Unreadable(Why.NOT_UNDERSTOOD, "There are more entries at " + path + " than a payment can have.");
    }

    /// What was told, or why there is nothing.
    static JsonNode object(StripeReply reply) throws Unreadable {
        if (reply instanceof Said said) {
            return said.body();
        }
        boolean gone =
                reply instanceof Refused refused && refused.status() == NOT_FOUND && StripeRules.isCertain(refused);
        throw new Unreadable(gone ? Why.NOT_THERE : Why.NO_ANSWER, reply.words());
    }
}
