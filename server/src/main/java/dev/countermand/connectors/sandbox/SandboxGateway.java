package dev.countermand.connectors.sandbox;

import dev.countermand.connectors.sandbox.town.InDemo;
import dev.countermand.kernel.Problem;
import dev.countermand.outgoing.CallResult;
import dev.countermand.outgoing.WebhookSignature;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.ProviderNotice;
import dev.countermand.payments.spi.Standing;
import dev.countermand.site.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Moves money at the sandbox's provider, as for a real one: our effect's id is the idempotency key, and
/// what nobody knows is read there before it is sent again. Written as a pattern for connectors.
@Component
@InDemo
class SandboxGateway implements PaymentGateway {

    static final String NAME = "sandbox";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Contract contract;
    private final Clock clock;

    SandboxGateway(Contract contract, Clock clock) {
        this.contract = contract;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Result send(Instruction instruction) {
        // The same members in the same order, so the same bytes on every re-send.
        var body = new TreeMap<String, Object>(Map.of(
                "charge", instruction.payment().name(),
                "kind", instruction.action().word(),
                "amount", instruction.amount(),
                "currency", instruction.payment().currency(),
                "seller", instruction.payment().seller()));
        var key = Map.of("Idempotency-Key", instruction.key());
        return SandboxAnswers.result(contract.call("POST", "/payments/movements", Json.write(body), key));
    }

    @Override
    public Result read(Instruction instruction) {
        var answer = contract.call("GET", "/payments/movements/" + path(instruction.key()), "", Map.of());
        // That it never heard of it, or will not say, is no outcome.
        return answer instanceof CallResult.Answered answered && answered.status() == 200
                ? SandboxAnswers.result(answered)
                : Result.unknown(SandboxAnswers.said(answer));
    }

    @Override
    public Optional<Standing> standing(At payment) {
        var answer = contract.call("GET", "/payments/charges/" + path(payment.name()), "", Map.of());
        if (!(answer instanceof CallResult.Answered answered) || !answered.whole()) {
            return Optional.empty();
        }
        return switch (answered.status()) {
            case 200 -> Optional.of(SandboxAnswers.standing(Json.tree(answered.body())));
            case 404 -> Optional.of(Standing.NONE);
            default -> Optional.empty();
        };
    }

    @Override
    public ProviderMovement.Page movements(String seller, Instant since, @Nullable String after) {
        var place = path(after == null ? "-" : after);
        var answer = contract.call("GET", "/payments/log/" + path(seller) + "/" + place, "", Map.of());
        if (!(answer instanceof CallResult.Answered answered) || answered.status() != 200 || !answered.whole()) {
            throw Problem.of(Problem.Kind.UNAVAILABLE, "provider_unavailable", SandboxAnswers.said(answer));
        }
        var page = Json.tree(answered.body());
        var movements = page.path("charges")
                .valueStream()
                .flatMap(SandboxAnswers::movements)
                .filter(movement -> !movement.at().isBefore(since))
                .toList();
        return new ProviderMovement.Page(movements, page.path("next").asString(null));
    }

    @Override
    public Optional<List<ProviderNotice>> notices(ProviderNotice.Incoming incoming) {
        var secrets = List.of(contract.hookSecret());
        if (!WebhookSignature.verify(incoming.header(), incoming.body(), secrets, clock.instant(), TOLERANCE)) {
            return Optional.empty();
        }
        var body = Json.tree(incoming.body());
        var data = body.path("data");
        return Optional.of(List.of(new ProviderNotice(
                String.valueOf(incoming.header().apply(WebhookSignature.ID)),
                data.path("seller").asString(""),
                text(data, "charge"),
                text(data, "key"),
                body.path("type").asString(""),
                clock.instant())));
    }

    private static @Nullable String text(JsonNode data, String member) {
        var text = data.path(member).asString("");
        return text.isEmpty() ? null : text;
    }

    private static String path(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
