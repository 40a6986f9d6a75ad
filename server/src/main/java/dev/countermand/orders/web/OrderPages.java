package dev.countermand.orders.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Stage;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// An order's page, for its shopper and at the desk, put together from the panels of all capabilities; and
/// the desk's
/// list of orders.
@Controller
class OrderPages {

    private static final int ROWS = 50;
    private static final int DESK_ASIDE_FROM = 500;

    private final Orders orders;
    private final Sellers sellers;
    private final Pages pages;
    private final ObjectProvider<OrderPanel> panels;

    OrderPages(Orders orders, Sellers sellers, Pages pages, ObjectProvider<OrderPanel> panels) {
        this.orders = orders;
        this.sellers = sellers;
        this.pages = pages;
        this.panels = panels;
    }

    @GetMapping("/o/{id}")
    ResponseEntity<String> shopper(Actor reader, @PathVariable String id, HttpServletRequest request) {
        var order = find(id, reader);
        var page = page(request, reader, order);
        var model = new HashMap<String, Object>();
        model.put("order", order);
        model.put("seller", sellers.name(order.ref().seller()));
        model.put("panels", contents(order, page, false, 0, Integer.MAX_VALUE));
        return pages.ok("orders/page", page, model);
    }

    @GetMapping("/desk/orders/{id}")
    ResponseEntity<String> desk(@PathVariable String id, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        return desk(HttpStatus.OK, find(id, reader), reader, null, request);
    }

    /// The desk's page of an order, with what went wrong above it.
    ResponseEntity<String> desk(
            HttpStatus status, Order order, Actor reader, @Nullable Problem problem, HttpServletRequest request) {
        var page = page(request, reader, order);
        var model = new HashMap<String, Object>();
        model.put("order", order);
        model.put("seller", sellers.name(order.ref().seller()));
        model.put("problem", problem);
        model.put("left", contents(order, page, true, 0, DESK_ASIDE_FROM));
        model.put("right", contents(order, page, true, DESK_ASIDE_FROM, Integer.MAX_VALUE));
        return pages.answer(status, "orders/desk", page, model);
    }

    @GetMapping("/desk/orders")
    ResponseEntity<String> list(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String stage,
            @RequestParam(required = false) @Nullable String after) {
        var reader = Visitor.current().atDesk();
        reader.require(Right.SEE_ORDERS);
        var wanted = Arrays.stream(Stage.values())
                .filter(s -> s.word().equals(stage))
                .findFirst()
                .orElse(null);
        var query =
                q.isBlank() ? null : q.strip().substring(0, Math.min(q.strip().length(), 100));
        var found = orders.list(new Orders.Search(visible(reader), wanted, query, after, ROWS));
        var model = new HashMap<String, Object>();
        model.put("orders", found.orders());
        model.put("next", found.next());
        model.put("after", after);
        model.put("q", q);
        model.put("stage", stage);
        return pages.ok("orders/list", pages.page(request, reader, "orders.list.title", Map.of()), model);
    }

    /// The order, when it is this reader's business. Fails with NOT_FOUND, FORBIDDEN.
    Order find(String id, Actor reader) {
        var found = OrderId.parse(id)
                .flatMap(orders::find)
                .filter(order -> reader.sees(order.ref()))
                .orElseThrow(Problem::notFound);
        reader.require(Right.SEE_ORDERS);
        return found;
    }

    private List<SellerId> visible(Actor reader) {
        return reader.everywhere()
                ? sellers.list("").stream().map(Sellers.Seller::id).toList()
                : List.copyOf(reader.sellers());
    }

    private Page page(HttpServletRequest request, Actor reader, Order order) {
        return pages.page(
                request,
                reader,
                "orders.page.title",
                Map.of("number", order.ref().number()));
    }

    private List<Content> contents(Order order, Page page, boolean desk, int from, int below) {
        return panels.stream()
                .filter(panel -> panel.position() >= from && panel.position() < below)
                .sorted(Comparator.comparingInt(OrderPanel::position))
                .map(panel -> panel.panel(order.ref(), page, desk))
                .filter(Objects::nonNull)
                .toList();
    }
}
