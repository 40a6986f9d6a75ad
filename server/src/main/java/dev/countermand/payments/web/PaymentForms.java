package dev.countermand.payments.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Money;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.payments.Payments;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's forms about money: the same commands as the API's, with the desk as the door.
@Controller
class PaymentForms {

    private static final String AMOUNT = "[0-9]{1,15}([.,][0-9]{1,4})?";

    private final Payments payments;
    private final Answers answers;
    private final Pages pages;

    PaymentForms(Payments payments, Answers answers, Pages pages) {
        this.payments = payments;
        this.answers = answers;
        this.pages = pages;
    }

    @PostMapping("/desk/payments/{id}/events")
    ResponseEntity<String> report(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var actor = Visitor.current().atDesk();
        var order = PaymentAccess.check(payments.orderOf(id), actor, Right.REPORT_MONEY);
        try {
            return once(order, "desk.report", id, form, () -> {
                var body = new PaymentBodies.Event(
                        text(form, "type"),
                        amount(order, form),
                        text(form, "reference"),
                        null,
                        null,
                        text(form, "message"));
                boolean repeated =
                        payments.report(id, PaymentBodies.event(body), actor).repeated();
                return repeated ? "payments.repeated" : "payments.reported";
            });
        } catch (Problem problem) {
            return refused(problem, order, id, form, actor, request);
        }
    }

    @PostMapping("/desk/effects/{id}/retry")
    ResponseEntity<String> retry(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var actor = Visitor.current().atDesk();
        var order = PaymentAccess.check(payments.orderOfEffect(id), actor, Right.REPORT_MONEY);
        try {
            return once(
                    order,
                    "desk.retry",
                    id,
                    form,
                    () -> payments.retry(id, actor).effects().isEmpty() ? "payments.settled" : "payments.retried");
        } catch (Problem problem) {
            return refused(problem, order, "", form, actor, request);
        }
    }

    @PostMapping("/desk/effects/{id}/resume")
    ResponseEntity<String> resume(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        return decide(id, true, form, request);
    }

    @PostMapping("/desk/effects/{id}/dismiss")
    ResponseEntity<String> dismiss(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        return decide(id, false, form, request);
    }

    private ResponseEntity<String> decide(
            String id, boolean send, MultiValueMap<String, String> form, HttpServletRequest request) {
        var actor = Visitor.current().atDesk();
        var order = PaymentAccess.check(payments.orderOfEffect(id), actor, Right.REPORT_MONEY);
        try {
            return once(order, send ? "desk.resume" : "desk.dismiss", id, form, () -> {
                payments.decide(id, send, actor);
                return send ? "payments.resumed" : "payments.dismissed";
            });
        } catch (Problem problem) {
            return refused(problem, order, "", form, actor, request);
        }
    }

    private ResponseEntity<String> once(
            OrderRef order, String operation, String id, MultiValueMap<String, String> form, Supplier<String> command) {
        var key = new Answers.Key(order.part(), order.seller(), order.number(), operation, text(form, "once"));
        var sent = new TreeMap<>(form);
        sent.remove("_csrf");
        var body = (id + sent).getBytes(StandardCharsets.UTF_8);
        var answer = answers.once(key, body, () -> Answer.json(200, Map.of("done", command.get())));
        var done = Json.tree(answer.body()).path("done").asString();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/desk/orders/" + order.id() + "?done=" + done + "#money"))
                .build();
    }

    /// What went wrong, that nothing was recorded, and the form as it was sent.
    private ResponseEntity<String> refused(
            Problem problem,
            OrderRef order,
            String payment,
            MultiValueMap<String, String> form,
            Actor actor,
            HttpServletRequest request) {
        var status = problem.kind() == Problem.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
        var model = new HashMap<String, Object>();
        model.put("problem", problem);
        model.put("order", order.id().toString());
        model.put("number", order.number());
        model.put("publicId", payment);
        for (var field : new String[] {"type", "amount", "reference", "message"}) {
            var value = text(form, field);
            model.put(field, value == null ? "" : value);
        }
        return pages.answer(
                status, "payments/refused", pages.page(request, actor, "payments.refused.title", Map.of()), model);
    }

    /// The amount as people write it, in minor units: `10`, `10.00` or `10,00`.
    private @Nullable Long amount(OrderRef order, MultiValueMap<String, String> form) {
        var text = text(form, "amount");
        if (text == null) {
            return null;
        }
        int digits = Money.zero(payments.of(order).currency()).digits();
        if (text.matches(AMOUNT)) {
            var amount = new BigDecimal(text.replace(',', '.'))
                    .movePointRight(digits)
                    .stripTrailingZeros();
            if (amount.scale() <= 0) {
                return amount.longValueExact();
            }
        }
        throw Problem.invalid(
                "wrong_type",
                "amount",
                "Write the amount with at most " + digits + " digits behind the point, such as "
                        + BigDecimal.TEN.setScale(digits) + ".");
    }

    private static @Nullable String text(MultiValueMap<String, String> form, String name) {
        var value = form.getFirst(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
