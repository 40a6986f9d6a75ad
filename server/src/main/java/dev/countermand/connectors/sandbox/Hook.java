package dev.countermand.connectors.sandbox;

import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.outgoing.WebhookSignature;
import dev.countermand.payments.OrderMoney;
import dev.countermand.payments.PaymentEvent;
import dev.countermand.payments.Payments;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes the webhooks of the sandbox's provider: what it says it moved is reported like a shop's own word.
/// Told
/// twice, or before our call was answered, it counts once.
@Component
@InDemo
public class Hook {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Actor PROVIDER = Actor.system("sandbox payment provider");

    private final Contract contract;
    private final Payments payments;
    private final Answers answers;
    private final Clock clock;

    Hook(Contract contract, Payments payments, Answers answers, Clock clock) {
        this.contract = contract;
        this.payments = payments;
        this.answers = answers;
        this.clock = clock;
    }

    /// Fails with UNAUTHENTICATED `bad_signature`; what concerns nobody here is taken and forgotten.
    public Answer take(UnaryOperator<@Nullable String> header, byte[] body) {
        var secrets = List.of(contract.hookSecret());
        if (!WebhookSignature.verify(header, body, secrets, clock.instant(), TOLERANCE)) {
            throw Problem.of(Problem.Kind.UNAUTHENTICATED, "bad_signature", "The signature does not fit the body.");
        }
        var data = Json.tree(body).path("data");
        var effect = data.path("key").asString("");
        var order = payments.orderOfEffect(effect);
        var type = switch (data.path("kind").asString("")) {
            case "refund" -> PaymentEvent.Type.REFUNDED;
            case "void", "reduce" -> PaymentEvent.Type.VOIDED;
            default -> null;
        };
        if (order.isEmpty() || type == null || !data.path("state").asString("").equals("succeeded")) {
            return Answer.json(200, Map.of("taken", false));
        }
        var message = String.valueOf(header.apply(WebhookSignature.ID));
        var event = new PaymentEvent(type, data.path("amount").asLong(), effect, message, null, null);
        return report(order.get(), effect, event, message, body);
    }

    private Answer report(OrderRef order, String effect, PaymentEvent event, String message, byte[] body) {
        var once = new Answers.Key(order.part(), order.seller(), order.number(), "sandbox.payments", message);
        try {
            return answers.once(once, body, () -> {
                var payment = payment(order, effect);
                boolean repeated = payments.report(payment, event, PROVIDER).repeated();
                return Answer.json(200, Map.of("taken", !repeated));
            });
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.CONFLICT || problem.code().equals("in_progress")) {
                throw problem;
            }
            // It contradicts the figures; that is for people to see, not for the provider to send again.
            return Answer.problem(problem);
        }
    }

    private String payment(OrderRef order, String effect) {
        return payments.of(order).payments().stream()
                .filter(payment ->
                        payment.effects().stream().anyMatch(each -> each.id().equals(effect)))
                .map(OrderMoney.PaymentMoney::publicId)
                .findFirst()
                .orElseThrow(Problem::notFound);
    }
}
