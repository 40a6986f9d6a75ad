package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationId;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.Changes;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Orders;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The API of changes. What waits is answered and withdrawn by its id as a cancellation is:
/// `/v1/cancellations/{id}/answer`.
@RestController
class ChangeRequests {

    /// The changes of an order, newest first.
    record Listing(List<ChangeView> changes) {}

    private final Changes changes;
    private final Cancellations cancellations;
    private final Orders orders;
    private final Answers answers;
    private final CancellationAnswers made;

    ChangeRequests(
            Changes changes, Cancellations cancellations, Orders orders, Answers answers, CancellationAnswers made) {
        this.changes = changes;
        this.cancellations = cancellations;
        this.orders = orders;
        this.answers = answers;
        this.made = made;
    }

    @PostMapping("/v1/orders/{number}/changes")
    ResponseEntity<String> ask(
            Actor actor,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String seller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        byte[] bytes = body == null ? new byte[0] : body;
        var request = Json.read(bytes, ChangeBodies.Ask.class);
        var whose = actor.seller(CancellationRequests.seller(seller, request.seller()));
        var reason = ChangeBodies.reason(request.reason());
        var entries = ChangeBodies.entries(request);
        var address = entries.isEmpty() ? Orders.address(Json.tree(bytes), "shippingAddress") : null;
        var once = new Answers.Key(Ids.part(whose, number), whose, number, "changes.ask", key);
        return answers.once(once, bytes, () -> {
                    var order = orders.ref(whose, number).filter(actor::sees).orElseThrow(Problem::notFound);
                    var asked = new Changes.Request(order, entries, address, reason, request.note());
                    return made.asked(changes.ask(asked, actor), actor);
                })
                .seenBy(actor)
                .toResponse();
    }

    @GetMapping("/v1/orders/{number}/changes")
    Listing list(Actor actor, @PathVariable String number, @RequestParam(required = false) @Nullable String seller) {
        var whose = actor.seller(seller);
        var order = orders.find(whose, number)
                .filter(found -> actor.sees(found.ref()))
                .orElseThrow(Problem::notFound);
        actor.require(Right.SEE_ORDERS);
        return new Listing(made.changes(order, actor));
    }

    @GetMapping("/v1/changes/{id}")
    ResponseEntity<String> read(Actor actor, @PathVariable String id) {
        var found = CancellationId.parse(id)
                .flatMap(cancellations::find)
                .filter(c -> actor.sees(c.order()))
                .filter(c -> c.change() != null)
                .orElseThrow(Problem::notFound);
        actor.require(Right.SEE_ORDERS);
        return Answer.json(200, made.readChange(found, actor)).seenBy(actor).toResponse();
    }

    static boolean isChange(Cancellation c) {
        return c.change() != null;
    }
}
