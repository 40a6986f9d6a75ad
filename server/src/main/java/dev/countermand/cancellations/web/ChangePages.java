package dev.countermand.cancellations.web;

import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.cancellations.Changes;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Orders;
import dev.countermand.policies.Options;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Changing an order on the shopper's page and at the desk: choose, see what it means and costs, do it. What is shown
/// before the button is the command itself, rolled back.
@Controller
class ChangePages {

    private final Changes changes;
    private final Orders orders;
    private final Options options;
    private final Answers answers;
    private final Pages pages;

    ChangePages(Changes changes, Orders orders, Options options, Answers answers, Pages pages) {
        this.changes = changes;
        this.orders = orders;
        this.options = options;
        this.answers = answers;
        this.pages = pages;
    }

    @GetMapping({"/o/{id}/change", "/desk/orders/{id}/change", "/o/{id}/address", "/desk/orders/{id}/address"})
    ResponseEntity<String> choose(@PathVariable String id, HttpServletRequest request) {
        var door = door(id, request);
        return form(HttpStatus.OK, door, ChangeForm.proposing(isAddress(door), door.order()), null);
    }

    @PostMapping({
        "/o/{id}/change/preview",
        "/desk/orders/{id}/change/preview",
        "/o/{id}/address/preview",
        "/desk/orders/{id}/address/preview"
    })
    ResponseEntity<String> preview(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var door = door(id, request);
        var asked = ChangeForm.of(isAddress(door), form);
        if (form.containsKey("again")) {
            return form(HttpStatus.OK, door, asked, null);
        }
        try {
            var would = changes.preview(request(door, asked), door.actor());
            return meaning(door, asked, would);
        } catch (Problem wrong) {
            return form(HttpStatus.UNPROCESSABLE_CONTENT, door, asked, said(wrong));
        }
    }

    @PostMapping({"/o/{id}/change", "/desk/orders/{id}/change", "/o/{id}/address", "/desk/orders/{id}/address"})
    ResponseEntity<String> ask(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var door = door(id, request);
        var asked = ChangeForm.of(isAddress(door), form);
        var wanted = request(door, asked);
        var ref = door.order().ref();
        var key = new Answers.Key(ref.part(), ref.seller(), ref.number(), "page.change", form.getFirst("once"));
        var body = new TreeMap<>(asked.kept()).toString().getBytes(StandardCharsets.UTF_8);
        var answer = answers.once(
                key,
                body,
                () -> Answer.json(
                        200, Map.of("id", changes.ask(wanted, door.actor()).id().toString())));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create((door.desk() ? "/desk/cancellations/" : "/c/")
                        + Json.tree(answer.body()).path("id").asString()))
                .build();
    }

    private Changes.Request request(OrderDoor door, ChangeForm asked) {
        var wanted =
                asked.request(door.order(), isAddress(door) ? RequestReason.WRONG_ADDRESS : RequestReason.CHANGED_MIND);
        if (wanted.entries().isEmpty() && wanted.address() == null) {
            throw Problem.invalid(
                    "no_change", "/lines", pages.words(door.request()).say("changes.page.nothing"));
        }
        return wanted;
    }

    private static String said(Problem wrong) {
        return wrong.errors().isEmpty()
                ? wrong.detail()
                : wrong.errors().getFirst().message();
    }

    private ResponseEntity<String> form(HttpStatus status, OrderDoor door, ChangeForm asked, @Nullable String wrong) {
        var model = model(door);
        model.put("form", asked);
        model.put("wrong", wrong);
        model.put("reasons", door.desk() ? DeskCancel.reasons(door.actor()) : List.of());
        return answer(status, isAddress(door) ? "changes/address" : "changes/choose", door, model);
    }

    private ResponseEntity<String> meaning(OrderDoor door, ChangeForm asked, Changes.Preview would) {
        if (would.change().status() == CancellationStatus.REFUSED) {
            var model = door.model();
            model.put("would", would.change());
            model.put("options", options.of(door.order(), door.actor(), pages.now()));
            return answer(HttpStatus.CONFLICT, "cancellations/refused", door, model);
        }
        var model = model(door);
        model.put("form", asked);
        model.put("would", would.change());
        model.put("money", door.actor().may(Right.SEE_MONEY) ? would.money() : null);
        return answer(HttpStatus.OK, "changes/meaning", door, model);
    }

    private OrderDoor door(String id, HttpServletRequest request) {
        return OrderDoor.open(orders, id, request);
    }

    private static boolean isAddress(OrderDoor door) {
        return door.request().getRequestURI().contains("/address");
    }

    private static Map<String, @Nullable Object> model(OrderDoor door) {
        var model = door.model();
        model.put("path", door.base() + (isAddress(door) ? "/address" : "/change"));
        return model;
    }

    private ResponseEntity<String> answer(
            HttpStatus status, String template, OrderDoor door, Map<String, @Nullable Object> model) {
        return door.answer(pages, status, template, "changes.page.title", model);
    }
}
