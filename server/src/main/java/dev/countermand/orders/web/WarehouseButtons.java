package dev.countermand.orders.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Shipment;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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

/// What the warehouse's buttons do: the same commands as the API's, with the desk as the door.
@Controller
class WarehouseButtons {

    private static final int DIGITS_MAX = 9;

    private final Orders orders;
    private final OrderPages orderPages;
    private final Answers answers;
    private final Pages pages;

    WarehouseButtons(Orders orders, OrderPages orderPages, Answers answers, Pages pages) {
        this.orders = orders;
        this.orderPages = orderPages;
        this.answers = answers;
        this.pages = pages;
    }

    @PostMapping("/desk/orders/{id}/release")
    ResponseEntity<String> release(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        return act(id, "release", form, request, (order, actor) -> {
            orders.release(order.ref(), units(order, form), actor);
            return "orders.released";
        });
    }

    @PostMapping("/desk/orders/{id}/ship")
    ResponseEntity<String> ship(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        return act(id, "ship", form, request, (order, actor) -> {
            boolean left = form.containsKey("left");
            var parcel = new Shipment.Parcel(
                    text(form, "parcel"),
                    text(form, "carrier"),
                    text(form, "tracking").isEmpty() ? null : text(form, "tracking"),
                    left ? pages.now() : null,
                    units(order, form));
            orders.ship(order.ref(), parcel, actor).orThrow();
            return left ? "orders.reported" : "orders.claimed";
        });
    }

    @PostMapping("/desk/orders/{id}/arrived")
    ResponseEntity<String> arrived(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        return act(id, "arrived", form, request, (order, actor) -> {
            var shipment = orders.shipment(text(form, "shipment"))
                    .filter(known -> known.order().equals(order.ref()))
                    .orElseThrow(Problem::notFound);
            orders.event(shipment, new Shipment.Event("delivered", null, null), actor)
                    .orThrow();
            return "orders.arrived";
        });
    }

    private interface Button {
        /// Does it and says what to tell above the page afterwards.
        String press(Order order, Actor actor);
    }

    private ResponseEntity<String> act(
            String id, String what, MultiValueMap<String, String> form, HttpServletRequest request, Button button) {
        var actor = Visitor.current().atDesk();
        var order = orderPages.find(id, actor);
        Actors.mayMove(actor);
        try {
            var answer = once(order, what, form, () -> Answer.json(200, Map.of("done", button.press(order, actor))));
            var done =
                    dev.countermand.site.Json.tree(answer.body()).path("done").asString();
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/desk/orders/" + id + "?done=" + done))
                    .build();
        } catch (Problem problem) {
            var status =
                    problem.kind() == Problem.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
            return orderPages.desk(status, orderPages.find(id, actor), actor, problem, request);
        }
    }

    private Answer once(Order order, String what, MultiValueMap<String, String> form, Supplier<Answer> command) {
        var ref = order.ref();
        var key = new Answers.Key(ref.part(), ref.seller(), ref.number(), "desk." + what, form.getFirst("once"));
        var body = new TreeMap<>(form).toString().getBytes(StandardCharsets.UTF_8);
        return answers.once(key, body, command);
    }

    /// The quantities of the form's lines, `q0`, `q1`, … by position; null when none is named: then
    /// everything is meant.
    private static @Nullable Map<String, Integer> units(Order order, MultiValueMap<String, String> form) {
        if (!form.containsKey("some")) {
            return null;
        }
        var units = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < order.lines().size(); i++) {
            var text = text(form, "q" + i);
            if (!text.isEmpty() && !text.matches("[0-9]{1," + DIGITS_MAX + "}")) {
                throw Problem.invalid("wrong_type", "q" + i, "Quantities are whole numbers, such as 1.");
            }
            int quantity = text.isEmpty() ? 0 : Integer.parseInt(text);
            if (quantity > 0) {
                units.put(order.lines().get(i).line(), quantity);
            }
        }
        if (units.isEmpty()) {
            throw Problem.invalid("empty", "q0", "Name at least one unit.");
        }
        return units;
    }

    private static String text(MultiValueMap<String, String> form, String name) {
        var value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
