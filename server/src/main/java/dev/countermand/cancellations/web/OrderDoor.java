package dev.countermand.cancellations.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/// An order whose units somebody wants to stop: the person who ordered, or somebody of the shop at the desk.
record OrderDoor(Actor actor, Order order, boolean desk, HttpServletRequest request) {

    /// Fails alike for unknown orders and another's, and with FORBIDDEN for those who may cancel nothing.
    static OrderDoor open(Orders orders, String id, HttpServletRequest request) {
        boolean desk = request.getRequestURI().startsWith("/desk/");
        var orderId = OrderId.parse(id).orElseThrow(Problem::notFound);
        var actor = desk ? Visitor.current().atDesk() : Visitor.current().on(orderId);
        var order = orders.find(orderId).filter(o -> actor.sees(o.ref())).orElseThrow(Problem::notFound);
        if (!actor.may(Right.STORE_CANCEL)) {
            actor.require(Right.CANCEL);
        }
        return new OrderDoor(actor, order, desk, request);
    }

    /// Where the pages of the order live for this reader.
    String base() {
        return (desk ? "/desk/orders/" : "/o/") + order.ref().id();
    }

    Map<String, @Nullable Object> model() {
        var model = new HashMap<String, @Nullable Object>();
        model.put("order", order);
        model.put("desk", desk);
        model.put("base", base());
        return model;
    }

    /// @param title key of a title with the order's number
    @SuppressWarnings("NullAway") // a template's parameter may be null
    ResponseEntity<String> answer(
            Pages pages, HttpStatus status, String template, String title, Map<String, @Nullable Object> model) {
        var page =
                pages.page(request, actor, title, Map.of("number", order.ref().number()));
        return pages.answer(status, template, page, model);
    }
}
