package dev.countermand.orders.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// An order's page, for its shopper and at the desk, put together from the panels of all capabilities.
@Controller
class OrderPages {

    /// Panels that stand aside at the desk: who it is for, notes (490), money, messages. Goods (with the
    /// warehouse's buttons, 450) and history stand in the middle.
    private static final int ASIDE_FROM = 480;

    private static final int ASIDE_BELOW = 780;

    private final Orders orders;
    private final Sellers sellers;
    private final CaseLog log;
    private final Pages pages;
    private final ObjectProvider<OrderPanel> panels;

    OrderPages(Orders orders, Sellers sellers, CaseLog log, Pages pages, ObjectProvider<OrderPanel> panels) {
        this.orders = orders;
        this.sellers = sellers;
        this.log = log;
        this.pages = pages;
        this.panels = panels;
    }

    @GetMapping("/o/{id}")
    ResponseEntity<String> shopper(Actor reader, @PathVariable String id, HttpServletRequest request) {
        var order = findWithMoney(id, reader);
        var page = page(request, reader, order);
        var model = new HashMap<String, Object>();
        model.put("order", order);
        model.put("seller", sellers.name(order.ref().seller()));
        model.putAll(live(order, page));
        return pages.ok("orders/page", page, model);
    }

    /// The order's panels alone, for the page that stays open; 204 while nothing has happened since.
    ///
    /// @param seen number of the last fact that the page tells
    @GetMapping("/o/{id}/live")
    ResponseEntity<String> live(
            Actor reader,
            @PathVariable String id,
            @RequestParam(defaultValue = "-1") long seen,
            HttpServletRequest request) {
        var order = findWithMoney(id, reader);
        if (log.last(order.ref().id()) == seen) {
            return ResponseEntity.noContent()
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        var page = page(request, reader, order);
        var model = live(order, page);
        model.put("again", true);
        return pages.ok("orders/live", page, model);
    }

    private Map<String, Object> live(Order order, Page page) {
        var model = new HashMap<String, Object>();
        // Before the panels: what happens between is told once more rather than never.
        model.put("seen", log.last(order.ref().id()));
        model.put("address", "/o/" + order.ref().id());
        model.put("panels", contents(order, page, false, 0, Integer.MAX_VALUE));
        return model;
    }

    @GetMapping("/desk/orders/{id}")
    ResponseEntity<String> desk(@PathVariable String id, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        return desk(find(id, reader), reader, request);
    }

    private ResponseEntity<String> desk(Order order, Actor reader, HttpServletRequest request) {
        var page = page(request, reader, order);
        var middle = new ArrayList<>(contents(order, page, true, 0, ASIDE_FROM));
        middle.addAll(contents(order, page, true, ASIDE_BELOW, Integer.MAX_VALUE));
        var model = new HashMap<String, Object>();
        model.put("order", order);
        model.put("seller", sellers.name(order.ref().seller()));
        model.put("left", middle);
        model.put("right", contents(order, page, true, ASIDE_FROM, ASIDE_BELOW));
        return pages.ok("orders/desk", page, model);
    }

    /// The customer's page is full of amounts: nothing for staff who may not see money.
    private Order findWithMoney(String id, Actor reader) {
        var found = find(id, reader);
        reader.require(Right.SEE_MONEY);
        return found;
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
