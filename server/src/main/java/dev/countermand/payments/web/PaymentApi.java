package dev.countermand.payments.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Orders;
import dev.countermand.payments.Payments;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
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

/// The API of payments: what stands, what the shop or a provider tells, and failed effects planned again.
@RestController
class PaymentApi {

    private static final String KEY = "Idempotency-Key";

    private final Payments payments;
    private final Orders orders;
    private final Answers answers;

    PaymentApi(Payments payments, Orders orders, Answers answers) {
        this.payments = payments;
        this.orders = orders;
        this.answers = answers;
    }

    @GetMapping("/v1/orders/{number}/payments")
    ResponseEntity<String> ofOrder(
            Actor actor, @PathVariable String number, @RequestParam(required = false) @Nullable String seller) {
        var order = PaymentAccess.check(orders.ref(actor.seller(seller), number), actor, Right.SEE_MONEY);
        return Answer.json(200, PaymentViews.order(payments.of(order))).toResponse();
    }

    @GetMapping("/v1/payments/{id}")
    ResponseEntity<String> read(Actor actor, @PathVariable String id) {
        var order = PaymentAccess.check(payments.orderOf(id), actor, Right.SEE_MONEY);
        return Answer.json(200, PaymentViews.payment(payments.of(order), id)).toResponse();
    }

    @PostMapping("/v1/payments/{id}/events")
    ResponseEntity<String> report(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        var order = PaymentAccess.check(payments.orderOf(id), actor, Right.REPORT_MONEY);
        var event = PaymentBodies.event(Json.read(bytes(body), PaymentBodies.Event.class));
        return once(order, "payments.report", id, key, body, () -> {
            var reported = payments.report(id, event, actor);
            var view = PaymentViews.payment(reported.money(), id);
            return Answer.json(200, view.put("repeated", reported.repeated()));
        });
    }

    @PostMapping("/v1/effects/{id}/retry")
    ResponseEntity<String> retry(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        var order = PaymentAccess.check(payments.orderOfEffect(id), actor, Right.REPORT_MONEY);
        return once(order, "payments.retry", id, key, body, () -> {
            var retried = payments.retry(id, actor);
            var view = PaymentViews.payment(retried.money(), retried.payment());
            view.set("again", Json.treeOf(retried.effects()));
            view.put("repeated", retried.repeated());
            return Answer.json(retried.repeated() ? 200 : 201, view);
        });
    }

    /// Sends a refund that is held all the same.
    @PostMapping("/v1/effects/{id}/resume")
    ResponseEntity<String> resume(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        return decide(actor, id, true, key, body);
    }

    /// Settles by another way what is held or has failed: nothing is sent for it any more.
    @PostMapping("/v1/effects/{id}/dismiss")
    ResponseEntity<String> dismiss(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        return decide(actor, id, false, key, body);
    }

    private ResponseEntity<String> decide(
            Actor actor, String id, boolean send, @Nullable String key, byte @Nullable [] body) {
        var order = PaymentAccess.check(payments.orderOfEffect(id), actor, Right.REPORT_MONEY);
        return once(order, send ? "payments.resume" : "payments.dismiss", id, key, body, () -> {
            var decided = payments.decide(id, send, actor);
            var view = PaymentViews.payment(decided.money(), decided.payment());
            return Answer.json(200, view.put("repeated", decided.repeated()));
        });
    }

    // What contradicts the figures is decided, so it is kept: the refused command is rolled back, then its
    // answer is written down under the key in a transaction of its own. A new key asks anew.
    private ResponseEntity<String> once(
            OrderRef order,
            String operation,
            String id,
            @Nullable String key,
            byte @Nullable [] body,
            Supplier<Answer> command) {
        var once = new Answers.Key(order.part(), order.seller(), order.number(), operation, key);
        var request = (id + "\n" + new String(bytes(body), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        try {
            return answers.once(once, request, command).toResponse();
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.CONFLICT || problem.code().equals("in_progress") || key == null) {
                throw problem;
            }
            return answers.once(once, request, () -> Answer.problem(problem)).toResponse();
        }
    }

    private static byte[] bytes(byte @Nullable [] body) {
        return body == null ? new byte[0] : body;
    }
}
