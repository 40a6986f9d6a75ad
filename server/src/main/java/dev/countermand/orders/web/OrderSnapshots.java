package dev.countermand.orders.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Takes order snapshots.
@RestController
class OrderSnapshots {

    private final Orders orders;
    private final Sellers sellers;
    private final Answers answers;

    OrderSnapshots(Orders orders, Sellers sellers, Answers answers) {
        this.orders = orders;
        this.sellers = sellers;
        this.answers = answers;
    }

    /// 201 for a new order, 200 for a known one; 409 `snapshot_conflict` or `stale`, 422 with every
    /// violation.
    @PutMapping("/v1/orders/{number}")
    ResponseEntity<String> take(
            Actor actor,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String seller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        byte[] body = Bodies.read(request);
        var snapshot = Json.tree(body);
        var whose = seller(actor, seller, number, snapshot);
        Actors.mayWrite(actor);
        var once = new Answers.Key(Ids.part(whose, number), whose, number, "orders.take", key);
        return answers.once(once, body, () -> {
                    if (actor.kind() == Actor.Kind.OPERATOR) {
                        sellers.ensure(whose);
                    }
                    return answer(orders.take(whose, number, snapshot, actor), actor);
                })
                .seenBy(actor)
                .toResponse();
    }

    private Answer answer(Orders.Taking taking, Actor actor) {
        var refusal = taking.refusal();
        if (refusal != null) {
            if (refusal.kind() == Problem.Kind.CONFLICT) {
                return Answer.problem(refusal);
            }
            throw refusal;
        }
        var order = taking.order();
        if (taking.outcome() == Orders.Outcome.TAKEN) {
            var number = URLEncoder.encode(order.ref().number(), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            return Answer.json(201, OrderJson.of(order, List.of(), actor))
                    .withHeader(
                            "Location",
                            "/v1/orders/" + number + "?seller=" + order.ref().seller());
        }
        return Answer.json(200, OrderJson.of(order, orders.shipments(order.ref()), actor));
    }

    /// Who sells: named in the address, in the body, or by the key. When nobody says it, that is told
    /// along with all that is wrong.
    private SellerId seller(Actor actor, @Nullable String named, String number, JsonNode snapshot) {
        var inBody = snapshot.path("seller");
        var name = named == null && inBody.isString() ? inBody.stringValue() : named;
        if (name != null && !SellerId.isValid(name)) {
            throw faults(
                    number,
                    snapshot,
                    new Violation(
                            "/seller",
                            "invalid_text",
                            "Give 1 to 64 of a-z A-Z 0-9 . _ - beginning with a letter or digit."));
        }
        if (name == null && actor.sellers().size() != 1) {
            throw faults(
                    number,
                    snapshot,
                    new Violation("/seller", "required", "Name the seller: here, or as ?seller=… in the address."));
        }
        return actor.seller(name);
    }

    private Problem faults(String number, JsonNode snapshot, Violation seller) {
        var faults = new ArrayList<>(List.of(seller));
        faults.addAll(orders.faults(number, snapshot));
        return Problem.invalid(faults);
    }
}
