package dev.countermand.connectors.sandbox;

import dev.countermand.kernel.Problem;
import dev.countermand.outgoing.CallResult;
import dev.countermand.payments.spi.PaymentGateway.Outcome;
import dev.countermand.payments.spi.PaymentGateway.Reason;
import dev.countermand.payments.spi.PaymentGateway.Result;
import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.ProviderMovement.Kind;
import dev.countermand.payments.spi.Standing;
import dev.countermand.site.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the sandbox's provider answers, in our words. Pure.
final class SandboxAnswers {

    private static final String REFUND = "refund";

    private SandboxAnswers() {}

    static Result result(CallResult answer) {
        if (!(answer instanceof CallResult.Answered answered) || !answered.whole()) {
            return Result.unknown(said(answer));
        }
        return switch (answered.status()) {
            case 200, 201, 202 -> moved(answered);
            case 402, 404, 409, 422 -> Result.failed(reason(code(answered)), said(answer));
            default -> Result.unknown(said(answer));
        };
    }

    private static Result moved(CallResult.Answered answered) {
        JsonNode movement;
        try {
            movement = Json.tree(answered.body());
        } catch (Problem notUnderstood) {
            return Result.unknown("The provider's answer cannot be read.");
        }
        var reference = movement.path("id").asString(null);
        var message = movement.path("message").asString(null);
        return switch (movement.path("state").asString("")) {
            case "succeeded" -> new Result(Outcome.DONE, null, reference, message);
            case "pending" -> Result.pending(reference, message);
            case "failed" ->
                new Result(Outcome.FAILED, reason(movement.path("error").asString("")), reference, message);
            default -> Result.unknown("The provider named a state that nobody knows.");
        };
    }

    private static Reason reason(String code) {
        return switch (code) {
            case "already_captured" -> Reason.ALREADY_CAPTURED;
            case "already_refunded" -> Reason.ALREADY_REFUNDED;
            case "already_released" -> Reason.ALREADY_RELEASED;
            case "expired" -> Reason.EXPIRED;
            case "insufficient_balance" -> Reason.INSUFFICIENT_BALANCE;
            case "disputed" -> Reason.DISPUTED;
            default -> Reason.REJECTED;
        };
    }

    static Standing standing(JsonNode charge) {
        var refunds = new ArrayList<Standing.Refund>();
        // What was refused on the spot was never a refund.
        charge.path("movements")
                .valueStream()
                .filter(m -> m.path("kind").asString("").equals(REFUND)
                        && m.path("error").isMissingNode())
                .forEach(m -> refunds.add(refund(m)));
        return new Standing(
                charge.path("amount").asLong(0),
                charge.path("captured").asLong(0),
                charge.path("voided").asLong(0),
                charge.path("expired").asBoolean(false),
                time(charge.path("expiresAt")),
                charge.path("scheme").asString(null),
                refunds,
                charge.path("disputes")
                        .valueStream()
                        .map(SandboxAnswers::dispute)
                        .toList());
    }

    private static Standing.Refund refund(JsonNode movement) {
        return new Standing.Refund(
                movement.path("id").asString(""),
                movement.path("amount").asLong(0),
                switch (movement.path("state").asString("")) {
                    case "succeeded" -> Standing.State.DONE;
                    case "failed" -> Standing.State.FAILED;
                    default -> Standing.State.OPEN;
                },
                movement.path("key").asString(null),
                at(movement),
                null,
                movement.path("message").asString(null));
    }

    private static Standing.Dispute dispute(JsonNode dispute) {
        return new Standing.Dispute(
                dispute.path("id").asString(""),
                dispute.path("amount").asLong(0),
                switch (dispute.path("state").asString("")) {
                    case "won" -> Standing.State.FAILED;
                    case "lost" -> Standing.State.DONE;
                    default -> Standing.State.OPEN;
                },
                dispute.path("reason").asString(null),
                at(dispute),
                time(dispute.path("answerBy")));
    }

    /// Everything that moved of a charge.
    static Stream<ProviderMovement> movements(JsonNode charge) {
        var moved = charge.path("movements")
                .valueStream()
                .filter(m -> m.path("error").isMissingNode())
                .map(m -> movement(charge, m, m.path("key").asString(null), kind(m)));
        var disputed = charge.path("disputes")
                .valueStream()
                .map(d -> movement(
                        charge,
                        d,
                        null,
                        switch (d.path("state").asString("")) {
                            case "won" -> Kind.DISPUTE_WON;
                            case "lost" -> Kind.DISPUTE_LOST;
                            default -> Kind.DISPUTED;
                        }));
        return Stream.concat(moved, disputed);
    }

    private static Kind kind(JsonNode movement) {
        boolean failed = movement.path("state").asString("").equals("failed");
        return switch (movement.path("kind").asString("")) {
            case "capture" -> Kind.CAPTURED;
            case REFUND -> failed ? Kind.REFUND_FAILED : Kind.REFUNDED;
            default -> Kind.RELEASED;
        };
    }

    private static ProviderMovement movement(JsonNode charge, JsonNode what, @Nullable String key, Kind kind) {
        return new ProviderMovement(
                what.path("id").asString(""),
                charge.path("id").asString(""),
                key,
                kind,
                what.path("state").asString("").equals("pending"),
                what.path("amount").asLong(0),
                charge.path("currency").asString(""),
                at(what));
    }

    private static Instant at(JsonNode what) {
        var at = time(what.path("at"));
        return at == null ? Instant.EPOCH : at;
    }

    private static @Nullable Instant time(JsonNode text) {
        return text.isString() ? Instant.parse(text.asString()) : null;
    }

    static String said(CallResult answer) {
        return switch (answer) {
            case CallResult.Answered answered -> message(answered);
            case CallResult.NoAnswer none -> none.detail();
            case CallResult.Refused refused -> refused.detail();
        };
    }

    private static String code(CallResult.Answered answered) {
        try {
            return Json.tree(answered.body()).path("error").asString("");
        } catch (Problem notUnderstood) {
            return "";
        }
    }

    private static String message(CallResult.Answered answered) {
        try {
            var said = Json.tree(answered.body()).path("message").asString("");
            return said.isEmpty() ? "The sandbox's provider answered " + answered.status() + "." : said;
        } catch (Problem notUnderstood) {
            return "The sandbox's provider answered " + answered.status() + ".";
        }
    }
}
