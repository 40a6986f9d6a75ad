package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.ReasonRules;
import dev.countermand.orders.Orders;
import dev.countermand.policies.AskReason;
import dev.countermand.policies.Options;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.Terms;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Canceling on the shopper's page (the desk has its own): choose, see what it means, do it. What is
/// shown before the button is the command itself, rolled back.
@Controller
class AskPages {

    private final Cancellations cancellations;
    private final Orders orders;
    private final Options options;
    private final Policies policies;
    private final Quotes quotes;
    private final Answers answers;
    private final Pages pages;

    AskPages(
            Cancellations cancellations,
            Orders orders,
            Options options,
            Policies policies,
            Quotes quotes,
            Answers answers,
            Pages pages) {
        this.cancellations = cancellations;
        this.orders = orders;
        this.options = options;
        this.policies = policies;
        this.quotes = quotes;
        this.answers = answers;
        this.pages = pages;
    }

    @GetMapping("/o/{id}/cancel")
    ResponseEntity<String> choose(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String line,
            HttpServletRequest request) {
        var door = door(id, request);
        var offered = options.of(door.order(), door.actor(), pages.now());
        return form(HttpStatus.OK, door, AskForm.proposing(door.order(), offered, line), Map.of());
    }

    @PostMapping("/o/{id}/cancel/preview")
    ResponseEntity<String> preview(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var door = door(id, request);
        var asked = AskForm.of(door.order(), form);
        var errors = errors(door, asked);
        if (!errors.isEmpty() || form.containsKey("again")) {
            return form(errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT, door, asked, errors);
        }
        var would = cancellations.preview(asked.request(door.order()), door.actor());
        return would.status() == CancellationStatus.REFUSED ? refused(door, would) : meaning(door, asked, would);
    }

    @PostMapping("/o/{id}/cancel")
    ResponseEntity<String> ask(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var door = door(id, request);
        var asked = AskForm.of(door.order(), form);
        var errors = errors(door, asked);
        if (!errors.isEmpty()) {
            return form(HttpStatus.UNPROCESSABLE_CONTENT, door, asked, errors);
        }
        var ref = door.order().ref();
        var key = new Answers.Key(ref.part(), ref.seller(), ref.number(), "page.cancel", form.getFirst("once"));
        var answer = answers.once(key, asked.toString().getBytes(StandardCharsets.UTF_8), () -> {
            var done = cancellations.ask(asked.request(door.order()), door.actor());
            return Answer.json(200, Map.of("id", done.id().toString()));
        });
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create((door.desk() ? "/desk/cancellations/" : "/c/")
                        + Json.tree(answer.body()).path("id").asString()))
                .build();
    }

    private Map<String, String> errors(OrderDoor door, AskForm asked) {
        return asked.errors(door.order(), needsReason(door, asked.units(door.order())), pages.words(door.request()));
    }

    private boolean needsReason(OrderDoor door, @Nullable Map<String, Integer> units) {
        var terms = terms(door);
        return ReasonRules.isNeeded(door.order(), terms, pages.now(), units, policies.around(door.order(), terms));
    }

    /// `required`, `optional` or `not_asked`.
    private String ask(OrderDoor door) {
        boolean never = terms(door).cancellation().askReason() == AskReason.NOT_ASKED;
        return never ? "not_asked" : needsReason(door, null) ? "required" : "optional";
    }

    private Terms terms(OrderDoor door) {
        return policies.inForce(door.order().ref().seller(), door.order().boundAt());
    }

    private ResponseEntity<String> form(HttpStatus status, OrderDoor door, AskForm asked, Map<String, String> errors) {
        var model = door.model();
        model.put("form", asked);
        model.put("errors", errors);
        model.put("options", options.of(door.order(), door.actor(), pages.now()));
        model.put("reasons", ReasonRules.offered(terms(door).cancellation()));
        model.put("ask", ask(door));
        model.put("credit", quotes.offersCredit(door.order()));
        return answer(status, "cancellations/choose", door, model);
    }

    private ResponseEntity<String> meaning(OrderDoor door, AskForm asked, Cancellation would) {
        var model = door.model();
        model.put("form", asked);
        model.put("would", would);
        model.put("money", quotes.of(door.order(), would));
        model.put("offersChange", offersChange(door, would));
        return answer(HttpStatus.OK, "cancellations/meaning", door, model);
    }

    /// Whether the seller wants a change to be offered before the cancellation is confirmed, and it can be had for
    /// what is to be canceled. Who may withdraw by law is offered nothing before he has confirmed it (Directive
    /// 2011/83/EU, article 11a: the function serves the withdrawal alone).
    private boolean offersChange(OrderDoor door, Cancellation would) {
        var order = door.order();
        var terms = policies.inForce(order.ref().seller(), order.boundAt());
        if (!terms.conduct().offerFirst().contains(Remedy.CHANGE)) {
            return false;
        }
        var around = policies.around(order, terms);
        boolean withdraws = would.lines().stream()
                .flatMap(line -> order.line(line.line()).stream())
                .flatMap(line -> around.rights(line).stream())
                .anyMatch(right -> right.kind().equals("withdrawal") && right.holds(pages.now()));
        return !withdraws
                && options.of(order, door.actor(), pages.now()).stream()
                        .anyMatch(option -> option.remedy().equals(Remedy.CHANGE.word())
                                && option.decision().equals("granted"));
    }

    private ResponseEntity<String> refused(OrderDoor door, Cancellation would) {
        var model = door.model();
        model.put("would", would);
        model.put("options", options.of(door.order(), door.actor(), pages.now()));
        return answer(HttpStatus.CONFLICT, "cancellations/refused", door, model);
    }

    private OrderDoor door(String id, HttpServletRequest request) {
        return OrderDoor.open(orders, id, request);
    }

    private ResponseEntity<String> answer(
            HttpStatus status, String template, OrderDoor door, Map<String, @Nullable Object> model) {
        return door.answer(pages, status, template, "cancellations.ask.title", model);
    }
}
