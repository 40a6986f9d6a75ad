package dev.countermand.connectors.sandbox;

import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.kernel.Problem;
import dev.countermand.outgoing.CallResult;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.site.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Moves money at the sandbox's provider, as for a real one: our effect's id is the idempotency key, and
/// what nobody
/// knows is read there before it is sent again.
@Component
@InDemo
class SandboxGateway implements PaymentGateway {

    static final String NAME = "sandbox";

    private final Contract contract;

    SandboxGateway(Contract contract) {
        this.contract = contract;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result send(Instruction instruction) {
        // The same members in the same order, so the same bytes on every re-send.
        var body = new TreeMap<String, Object>(Map.of(
                "charge", instruction.payment(),
                "kind", instruction.action(),
                "amount", instruction.amount(),
                "currency", instruction.currency(),
                "seller", instruction.seller()));
        var key = Map.of("Idempotency-Key", instruction.effect());
        return result(contract.call("POST", "/payments/movements", Json.write(body), key));
    }

    @Override
    public Result read(Instruction instruction) {
        var key = URLEncoder.encode(instruction.effect(), StandardCharsets.UTF_8);
        var answer = contract.call("GET", "/payments/movements/" + key, "", Map.of());
        // That it never heard of it, or will not say, is no outcome.
        return answer instanceof CallResult.Answered answered && answered.status() == 200
                ? result(answered)
                : unknown(said(answer));
    }

    private static Result result(CallResult answer) {
        if (!(answer instanceof CallResult.Answered answered) || !answered.whole()) {
            return unknown(said(answer));
        }
        return switch (answered.status()) {
            case 200, 201, 202 -> moved(answered);
            case 402, 404, 422 -> new Result(Outcome.FAILED, null, said(answer));
            default -> unknown(said(answer));
        };
    }

    private static Result moved(CallResult.Answered answered) {
        JsonNode movement;
        try {
            movement = Json.tree(answered.body());
        } catch (Problem notUnderstood) {
            return unknown("The provider's answer cannot be read.");
        }
        var reference = movement.path("id").asString(null);
        var message = movement.path("message").asString(null);
        return switch (movement.path("state").asString("")) {
            case "succeeded" -> new Result(Outcome.DONE, reference, message);
            case "pending" -> new Result(Outcome.PENDING, reference, message);
            case "failed" -> new Result(Outcome.FAILED, reference, message);
            default -> unknown("The provider named a state that nobody knows.");
        };
    }

    private static Result unknown(String message) {
        return new Result(Outcome.UNKNOWN, null, message);
    }

    private static String said(CallResult answer) {
        return switch (answer) {
            case CallResult.Answered answered -> message(answered);
            case CallResult.NoAnswer none -> none.detail();
            case CallResult.Refused refused -> refused.detail();
        };
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
