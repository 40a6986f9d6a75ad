package dev.countermand.bench;

import tools.jackson.databind.JsonNode;

/// An entry of the case log as the server tells it.
///
/// @param cursor its place in the event feed, 0 where it is not told
/// @param order which order: seller and number
/// @param seq its number within the order
/// @param body the fact's own data
record Fact(long cursor, String order, long seq, String kind, JsonNode body) {

    static Fact of(JsonNode json) {
        return new Fact(
                json.path("cursor").asLong(0),
                name(json.path("seller").asString(""), json.path("order").asString("")),
                json.path("seq").asLong(-1),
                json.path("kind").asString(""),
                json.path("data"));
    }

    /// One text for seller and number.
    static String name(String seller, String number) {
        return seller + "/" + number;
    }

    /// One text for the fact.
    String name() {
        return order + " no. " + seq;
    }

    /// The public id of the cancellation it is about, empty for none.
    String cancellation() {
        return kind.startsWith("cancellation.") ? body.path("cancellation").asString("") : "";
    }

    /// Whether it is the last word on a cancellation.
    boolean isVerdict() {
        return switch (kind) {
            case "cancellation.canceled",
                    "cancellation.store_canceled",
                    "cancellation.successful",
                    "cancellation.unable",
                    "cancellation.partly",
                    "cancellation.withdrawn",
                    "cancellation.refused" -> true;
            default -> false;
        };
    }

    /// Whether the customer is told by mail. The bench keeps its own list, so that a fact which forgets
    /// its mail is found.
    boolean isMailed() {
        return switch (kind) {
            case "cancellation.canceled",
                    "cancellation.store_canceled",
                    "cancellation.attempting",
                    "cancellation.successful",
                    "cancellation.unable",
                    "cancellation.partly",
                    "cancellation.withdrawn" -> true;
            // A store that waits for its own decision has told the customer nothing yet.
            case "cancellation.waiting" -> !body.path("byStore").asBoolean(false);
            // Refunds of ours only, and those that came back only when they had been told as sent.
            case "payment.refunded" ->
                body.path("effect").asString("").startsWith("eff_")
                        && body.path("recipient").isObject();
            case "payment.failed" -> body.path("recipient").isObject();
            default -> false;
        };
    }
}
