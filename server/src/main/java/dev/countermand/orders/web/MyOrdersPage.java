package dev.countermand.orders.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Throttle;
import dev.countermand.accounts.Visit;
import dev.countermand.accounts.Visitor;
import dev.countermand.accounts.Visits;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.MyOrders;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The orders of who visits: what is going on first, each with its answer and its button; then what is
/// canceled or over.
@Controller
class MyOrdersPage {

    private static final Throttle.Limit LINKS = new Throttle.Limit("my-orders-link", 10, Duration.ofMinutes(10));
    private static final int ROWS = 20;

    private final MyOrders mine;
    private final Orders orders;
    private final Sellers sellers;
    private final Pages pages;
    private final Visits visits;
    private final Throttle throttle;
    private final ObjectProvider<OrderPanel> panels;

    MyOrdersPage(
            MyOrders mine,
            Orders orders,
            Sellers sellers,
            Pages pages,
            Visits visits,
            Throttle throttle,
            ObjectProvider<OrderPanel> panels) {
        this.mine = mine;
        this.orders = orders;
        this.sellers = sellers;
        this.pages = pages;
        this.visits = visits;
        this.throttle = throttle;
        this.panels = panels;
    }

    @GetMapping("/orders")
    ResponseEntity<String> list(
            Visitor visitor,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String past) {
        var proven = Visits.current();
        var at = sellers(proven, visitor);
        var look = at.size() == 1 ? pages.look(at.iterator().next()) : null;
        var page = pages.page(request, visitor.staff(), look, "orders.mine.title", Map.of());
        var current = mine.list(proven, visitor.grants(), true, after, ROWS);
        var over = mine.list(proven, visitor.grants(), false, past, ROWS);
        var model = new HashMap<String, Object>();
        model.put("current", cards(current.orders(), page, at.size() > 1));
        model.put("over", cards(over.orders(), page, at.size() > 1));
        model.put("next", current.next());
        model.put("nextPast", over.next());
        model.put("after", after);
        model.put("past", past);
        model.put("known", !proven.isEmpty() || !visitor.grants().isEmpty());
        model.put("partial", proven.isEmpty());
        return pages.ok("orders/mine", page, model);
    }

    /// Sends a fresh link to the mailboxes of the orders that are open here: whoever reads them sees all.
    @PostMapping("/orders/link")
    ResponseEntity<String> link(Visitor visitor, HttpServletRequest request) {
        throttle.count(LINKS, Throttle.address(request.getRemoteAddr()));
        var asked = new HashSet<String>();
        for (var grant : visitor.grants()) {
            orders.find(grant.order())
                    .filter(order -> order.customer().email() != null)
                    .filter(order -> asked.add(
                            order.ref().seller() + " " + order.customer().email()))
                    .ifPresent(order -> orders.requestLink(
                            order.ref().number(),
                            Objects.requireNonNull(order.customer().email())));
        }
        return goTo("/sent");
    }

    /// For who does not sit at his own computer.
    @PostMapping("/orders/leave")
    ResponseEntity<String> leave(HttpServletResponse response) {
        visits.leave(response);
        return goTo("/?done=orders.left");
    }

    private List<OrderCard> cards(List<Order> shown, Page page, boolean several) {
        return shown.stream().map(order -> card(order, page, several)).toList();
    }

    private OrderCard card(Order order, Page page, boolean several) {
        var ref = order.ref();
        var customer = new Actor(Actor.Kind.SHOPPER, "customer", Set.of(ref.seller()), ref.id(), Actor.Channel.PAGE);
        var seen = page.readBy(customer);
        var says = panels.stream()
                .sorted(Comparator.comparingInt(OrderPanel::position))
                .map(panel -> panel.card(ref, seen))
                .filter(Objects::nonNull)
                .toList();
        return new OrderCard(order, several ? sellers.name(ref.seller()) : null, says);
    }

    private static Set<SellerId> sellers(List<Visit> proven, Visitor visitor) {
        return Stream.concat(
                        proven.stream().map(Visit::seller),
                        visitor.grants().stream().map(Visitor.Grant::seller))
                .collect(Collectors.toSet());
    }

    private static ResponseEntity<String> goTo(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}
