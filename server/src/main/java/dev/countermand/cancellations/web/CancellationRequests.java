package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationId;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The API of cancellations.
@RestController
class CancellationRequests {

    private static final String KEY = "Idempotency-Key";

    /// The cancellations of an order, newest first.
    record Listing(List<CancellationView> cancellations) {}

    private final Cancellations cancellations;
    private final Orders orders;
    private final Answers answers;
    private final CancellationAnswers made;
    private final AskLane lane;

    CancellationRequests(
            Cancellations cancellations, Orders orders, Answers answers, CancellationAnswers made, AskLane lane) {
        this.cancellations = cancellations;
        this.orders = orders;
        this.answers = answers;
        this.made = made;
        this.lane = lane;
    }

    @PostMapping("/v1/orders/{number}/cancellations")
    ResponseEntity<String> ask(
            Actor actor,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String seller,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        var request = Json.read(bytes(body), CancellationBodies.Ask.class);
        var whose = actor.seller(seller(seller, request.seller()));
        var reason = CancellationBodies.reason(request.reason(), request.lines() != null);
        var units = CancellationBodies.units(request.lines());
        var once = new Answers.Key(Ids.part(whose, number), whose, number, "cancellations.ask", key);
        var payout = CancellationBodies.payout(request.payout());
        var wanted = new Cancellations.Wanted(
                whose, number, units, reason, request.note(), request.ifUnable(), payout, actor);
        return lane.ask(
                        new Answers.Asked(once, bytes(body)),
                        wanted,
                        () -> answers.once(once, bytes(body), () -> {
                            var asked = wanted.of(ref(whose, number, actor));
                            return made.asked(cancellations.ask(asked, actor), actor);
                        }))
                .seenBy(actor)
                .toResponse();
    }

    @GetMapping("/v1/orders/{number}/cancellations")
    Listing list(Actor actor, @PathVariable String number, @RequestParam(required = false) @Nullable String seller) {
        var whose = actor.seller(seller);
        Order order = orders.find(whose, number)
                .filter(found -> actor.sees(found.ref()))
                .orElseThrow(Problem::notFound);
        actor.require(Right.SEE_ORDERS);
        return new Listing(made.views(order, actor));
    }

    @GetMapping("/v1/cancellations/{id}")
    CancellationView read(Actor actor, @PathVariable String id) {
        var found = find(id, actor);
        actor.require(Right.SEE_ORDERS);
        return made.read(found, actor);
    }

    @PostMapping("/v1/cancellations/{id}/answer")
    ResponseEntity<String> answer(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        var request = Json.read(bytes(body), CancellationBodies.Answer.class);
        var outcome = CancellationBodies.outcome(request.outcome());
        var units = CancellationBodies.units(request.lines());
        var found = find(id, actor);
        return once(actor, found, "cancellations.answer", key, body, () -> {
            var answered = cancellations.answer(found.id(), outcome, units, key != null, actor);
            boolean fresh = answered.late() && !answered.repeated();
            return fresh
                    ? made.located(202, answered.cancellation(), actor)
                    : Answer.json(200, made.view(answered.cancellation(), actor));
        });
    }

    @PostMapping("/v1/cancellations/{id}/withdraw")
    ResponseEntity<String> withdraw(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        CancellationBodies.nothing(body);
        var found = find(id, actor);
        return once(
                actor,
                found,
                "cancellations.withdraw",
                key,
                body,
                () -> Answer.json(200, made.view(cancellations.withdraw(found.id(), actor), actor)));
    }

    /// A contradiction is decided, so it is kept as the answer; so is what silence had settled before
    /// it.
    private ResponseEntity<String> once(
            Actor actor,
            Cancellation found,
            String operation,
            @Nullable String key,
            byte @Nullable [] body,
            Supplier<Answer> command) {
        var order = found.order();
        var once = new Answers.Key(order.part(), order.seller(), order.number(), operation, key);
        var request = (found.id() + "\n" + new String(bytes(body), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        return answers.once(once, request, () -> {
                    try {
                        return command.get();
                    } catch (Problem problem) {
                        if (problem.kind() == Problem.Kind.CONFLICT) {
                            return Answer.problem(problem);
                        }
                        throw problem;
                    }
                })
                .seenBy(actor)
                .toResponse();
    }

    private Cancellation find(String id, Actor actor) {
        return CancellationId.parse(id)
                .flatMap(cancellations::find)
                .filter(found -> actor.sees(found.order()))
                .orElseThrow(Problem::notFound);
    }

    private OrderRef ref(SellerId seller, String number, Actor actor) {
        return orders.ref(seller, number).filter(actor::sees).orElseThrow(Problem::notFound);
    }

    static @Nullable String seller(@Nullable String inAddress, @Nullable String inBody) {
        if (inAddress != null && inBody != null && !inAddress.equals(inBody)) {
            throw Problem.invalid(
                    "contradiction", "/seller", "The address names another seller; name him in one place.");
        }
        return inBody != null ? inBody : inAddress;
    }

    private static byte[] bytes(byte @Nullable [] body) {
        return body == null ? new byte[0] : body;
    }
}
