package dev.countermand.connectors.stripe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Stripe's objects as far as we read them. Pure. What we do not know is skipped, as Stripe adds to its
/// objects at any time; what we need and do not find makes the object unreadable.
///
/// Amounts are Stripe's integers, currencies are in lower case as there.
final class Wire {

    /// Under this name a refund carries our key.
    static final String KEY = "countermand_effect";

    /// A PaymentIntent.
    ///
    /// @param cancellation why it was canceled; empty when it was not
    /// @param tried whether there is a charge: else nothing was ever held
    /// @param charge its latest charge; null before there is one, and when it was told by its id alone
    record Intent(
            String id,
            String status,
            long amount,
            long capturable,
            long received,
            String currency,
            String cancellation,
            Instant created,
            boolean tried,
            @Nullable Charge charge) {

        static Intent of(JsonNode object) throws Unreadable {
            expect(object, "payment_intent");
            var charge = object.path("latest_charge");
            return new Intent(
                    text(object, "id"),
                    text(object, "status"),
                    number(object, "amount"),
                    number(object, "amount_capturable"),
                    number(object, "amount_received"),
                    text(object, "currency"),
                    StripeClient.text(object, "cancellation_reason"),
                    madeAt(object),
                    !idOf(charge).isEmpty(),
                    charge.isObject() ? Charge.of(charge) : null);
        }
    }

    /// A Charge.
    ///
    /// @param intent the PaymentIntent it belongs to; empty for a charge that was made without one
    /// @param brand the card's, such as `visa`; empty for what is no card
    /// @param captureBefore when the hold ends by itself; null when Stripe does not say
    record Charge(
            String id,
            String intent,
            String status,
            long amount,
            long captured,
            boolean isCaptured,
            boolean isRefunded,
            String currency,
            String brand,
            @Nullable Instant captureBefore) {

        static Charge of(JsonNode object) throws Unreadable {
            expect(object, "charge");
            var card = object.path("payment_method_details").path("card");
            var before = card.path("capture_before");
            return new Charge(
                    text(object, "id"),
                    idOf(object.path("payment_intent")),
                    text(object, "status"),
                    number(object, "amount"),
                    number(object, "amount_captured"),
                    object.path("captured").asBoolean(false),
                    object.path("refunded").asBoolean(false),
                    text(object, "currency"),
                    StripeClient.text(card, "brand"),
                    before.isIntegralNumber() ? Instant.ofEpochSecond(before.asLong()) : null);
        }
    }

    /// A Refund.
    ///
    /// @param payment the PaymentIntent it sends back, else the charge
    /// @param key ours, when it carries one
    /// @param reason why it was made, or empty: `expired_uncaptured_charge` is none of money
    /// @param failure why it failed; empty when it did not
    /// @param pending what it waits for; empty when it does not
    record Refund(
            String id,
            String payment,
            String status,
            long amount,
            String currency,
            @Nullable String key,
            String reason,
            String failure,
            String pending,
            Instant created) {

        static Refund of(JsonNode object) throws Unreadable {
            expect(object, "refund");
            var intent = idOf(object.path("payment_intent"));
            var key = StripeClient.text(object.path("metadata"), KEY);
            return new Refund(
                    text(object, "id"),
                    intent.isEmpty() ? idOf(object.path("charge")) : intent,
                    text(object, "status"),
                    number(object, "amount"),
                    text(object, "currency"),
                    key.isEmpty() ? null : key,
                    StripeClient.text(object, "reason"),
                    StripeClient.text(object, "failure_reason"),
                    StripeClient.text(object, "pending_reason"),
                    madeAt(object));
        }
    }

    /// A Dispute.
    ///
    /// @param payment the PaymentIntent it is about, else the charge
    /// @param moved what it did to the shop's balance, in the currency of the balance: below 0 took money
    /// @param dueBy until when evidence may be handed in; null when Stripe does not say
    record Dispute(
            String id,
            String payment,
            String status,
            long amount,
            String currency,
            String reason,
            long moved,
            Instant created,
            @Nullable Instant dueBy) {

        static Dispute of(JsonNode object) throws Unreadable {
            expect(object, "dispute");
            var intent = idOf(object.path("payment_intent"));
            long moved = 0;
            for (var movement : object.path("balance_transactions")) {
                moved += movement.path("amount").asLong(0);
            }
            var due = object.path("evidence_details").path("due_by");
            return new Dispute(
                    text(object, "id"),
                    intent.isEmpty() ? idOf(object.path("charge")) : intent,
                    text(object, "status"),
                    number(object, "amount"),
                    text(object, "currency"),
                    StripeClient.text(object, "reason"),
                    moved,
                    madeAt(object),
                    due.isIntegralNumber() ? Instant.ofEpochSecond(due.asLong()) : null);
        }
    }

    /// Reads one kind of object.
    @FunctionalInterface
    interface Reading<T> {
        T of(JsonNode object) throws Unreadable;
    }

    private Wire() {}

    /// The objects of a page of a list.
    static <T> List<T> page(JsonNode list, Reading<T> reading) throws Unreadable {
        if (!list.path("data").isArray()) {
            throw Unreadable.without("list");
        }
        var read = new ArrayList<T>();
        for (var object : list.path("data")) {
            read.add(reading.of(object));
        }
        return read;
    }

    /// The id of something that was told by its id or as a whole; empty for nothing.
    static String idOf(JsonNode node) {
        return node.isObject() ? StripeClient.text(node, "id") : node.isString() ? node.asString() : "";
    }

    private static void expect(JsonNode object, String kind) throws Unreadable {
        if (!StripeClient.text(object, "object").equals(kind)) {
            throw Unreadable.without(kind);
        }
    }

    private static String text(JsonNode object, String name) throws Unreadable {
        var text = StripeClient.text(object, name);
        if (text.isEmpty()) {
            throw Unreadable.without(name);
        }
        return text;
    }

    private static long number(JsonNode object, String name) throws Unreadable {
        var node = object.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 0) {
            throw Unreadable.without(name);
        }
        return node.asLong();
    }

    private static Instant madeAt(JsonNode object) throws Unreadable {
        return Instant.ofEpochSecond(number(object, "created"));
    }
}
