package dev.countermand.connectors.stripe;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What came of a call to Stripe.
sealed interface StripeReply {

    /// Stripe did it, or told what was asked.
    record Said(JsonNode body) implements StripeReply {}

    /// Stripe answered with an error of its own.
    ///
    /// @param type such as `invalid_request_error`, `idempotency_error`, `api_error`; empty when none was named
    /// @param code such as `charge_already_refunded`; empty when none was named
    /// @param message Stripe's words, for the desk
    /// @param body the error object
    record Refused(int status, String type, String code, String message, JsonNode body) implements StripeReply {}

    /// Nothing that can be understood came back.
    ///
    /// @param mayHaveArrived whether Stripe may have acted on it
    record Silent(boolean mayHaveArrived, String detail) implements StripeReply {}

    /// What happened, in words for the desk.
    default String words() {
        return switch (this) {
            case Said said -> "Stripe answered.";
            case Refused refused -> refused.message();
            case Silent silent -> silent.detail();
        };
    }

    /// The object that was told; null when there is none.
    default @Nullable JsonNode object() {
        return this instanceof Said said ? said.body() : null;
    }
}
