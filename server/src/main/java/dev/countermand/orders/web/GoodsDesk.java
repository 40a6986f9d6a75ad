package dev.countermand.orders.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Shipment;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
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
import tools.jackson.databind.node.JsonNodeFactory;

/// The warehouse at the desk: takes units, ships parcels, tells what the carrier said. The same commands as
/// the API's.
@Controller
class GoodsDesk {

    private final Orders orders;
    private final OrderPages orderPages;
    private final DeskCommands commands;
    private final Pages pages;

    GoodsDesk(Orders orders, OrderPages orderPages, DeskCommands commands, Pages pages) {
        this.orders = orders;
        this.orderPages = orderPages;
        this.commands = commands;
        this.pages = pages;
    }

    private record Door(Actor actor, Order order, HttpServletRequest request) {}

    @GetMapping("/desk/orders/{id}/release")
    ResponseEntity<String> chooseRelease(@PathVariable String id, HttpServletRequest request) {
        var door = door(id, request);
        var proposal = GoodsForm.proposing(door.order(), "", GoodsForm::open);
        return releaseForm(HttpStatus.OK, door, proposal, Map.of(), null);
    }

    /// Without quantities, all open units.
    @PostMapping("/desk/orders/{id}/release")
    ResponseEntity<String> release(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var door = door(id, request);
        var asked = GoodsForm.of(door.order(), form);
        boolean all = form.containsKey("all");
        var errors = all ? Map.<String, String>of() : asked.errors(door.order(), pages.words(request));
        if (!errors.isEmpty()) {
            return releaseForm(HttpStatus.UNPROCESSABLE_CONTENT, door, asked, errors, null);
        }
        return commands.once(door.order(), "release", form, () -> {
            var units = all ? null : asked.units(door.order());
            var given = orders.release(door.order().ref(), units, door.actor());
            return given.id() == null
                    ? "orders.released_none"
                    : given.rest().isEmpty() ? "orders.released" : "orders.released_some";
        });
    }

    @GetMapping("/desk/orders/{id}/ship")
    ResponseEntity<String> chooseParcel(@PathVariable String id, HttpServletRequest request) {
        var door = door(id, request);
        int next = orders.shipments(door.order().ref()).size() + 1;
        var proposal = GoodsForm.proposing(door.order(), "P" + next, GoodsForm::packable);
        return shipForm(HttpStatus.OK, door, proposal, Map.of(), null);
    }

    /// A refused claim shows what may be shipped now, with everything that was typed.
    @PostMapping("/desk/orders/{id}/ship")
    ResponseEntity<String> ship(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var door = door(id, request);
        var asked = GoodsForm.of(door.order(), form);
        if (form.containsKey("fill")) {
            return shipForm(HttpStatus.OK, door, asked.with(door.order(), GoodsForm::packable), Map.of(), null);
        }
        var errors = asked.parcelErrors(door.order(), pages.words(request));
        if (!errors.isEmpty()) {
            return shipForm(HttpStatus.UNPROCESSABLE_CONTENT, door, asked, errors, null);
        }
        try {
            return commands.once(door.order(), "ship", form, () -> {
                var now = pages.now();
                var parcel = Shipment.Parcel.read(asked.json(door.order(), asked.left() ? now : null), now);
                orders.ship(door.order().ref(), parcel, door.actor()).orThrow();
                return asked.left() ? "orders.reported" : "orders.claimed";
            });
        } catch (Problem problem) {
            return switch (problem.kind()) {
                case CONFLICT -> shipForm(HttpStatus.CONFLICT, door(id, request), asked, Map.of(), problem);
                case INVALID -> shipForm(HttpStatus.UNPROCESSABLE_CONTENT, door, asked, asked.errors(problem), null);
                case MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, TOO_LARGE, TOO_MANY, UNAVAILABLE ->
                    throw problem;
            };
        }
    }

    /// What the carrier said about a parcel.
    @PostMapping("/desk/orders/{id}/parcel")
    ResponseEntity<String> event(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var door = door(id, request);
        var shipment = orders.shipment(text(form, "shipment"))
                .filter(known -> known.order().equals(door.order().ref()))
                .orElseThrow(Problem::notFound);
        var told = JsonNodeFactory.instance.objectNode().put("status", text(form, "status"));
        if (!text(form, "description").isEmpty()) {
            told.put("description", text(form, "description"));
        }
        var event = Shipment.Event.read(told, pages.now());
        return commands.once(door.order(), "parcel", form, () -> {
            orders.event(shipment, event, door.actor()).orThrow();
            return event.status().equals("delivered") ? "orders.arrived" : "orders.tracked";
        });
    }

    private ResponseEntity<String> releaseForm(
            HttpStatus status, Door door, GoodsForm form, Map<String, String> errors, @Nullable Problem problem) {
        return form("orders/release", "orders.release.title", status, door, form, errors, problem);
    }

    private ResponseEntity<String> shipForm(
            HttpStatus status, Door door, GoodsForm form, Map<String, String> errors, @Nullable Problem problem) {
        return form("orders/ship", "orders.ship.title", status, door, form, errors, problem);
    }

    private ResponseEntity<String> form(
            String template,
            String title,
            HttpStatus status,
            Door door,
            GoodsForm form,
            Map<String, String> errors,
            @Nullable Problem problem) {
        var model = new HashMap<String, Object>();
        model.put("order", door.order());
        model.put("form", form);
        model.put("errors", errors);
        if (problem != null) {
            model.put("problem", problem);
        }
        var number = Map.of("number", door.order().ref().number());
        return pages.answer(status, template, pages.page(door.request(), door.actor(), title, number), model);
    }

    private Door door(String id, HttpServletRequest request) {
        var actor = Visitor.current().atDesk();
        var order = orderPages.find(id, actor);
        Actors.mayMove(actor);
        return new Door(actor, order, request);
    }

    private static String text(MultiValueMap<String, String> form, String name) {
        var value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
