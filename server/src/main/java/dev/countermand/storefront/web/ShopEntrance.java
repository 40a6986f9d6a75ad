package dev.countermand.storefront.web;

import dev.countermand.accounts.Throttle;
import dev.countermand.accounts.Visit;
import dev.countermand.accounts.Visitor;
import dev.countermand.accounts.Visits;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.Languages;
import dev.countermand.storefront.ShopLinks;
import dev.countermand.storefront.Storefronts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Where a shop's own order history leads: by a signed link that opens the customer's orders, or one of them,
/// in this browser for as long as a visit lasts.
@Controller
class ShopEntrance {

    private static final Duration VISIT_LASTS = Duration.ofHours(12);
    private static final Throttle.Limit TRIES = new Throttle.Limit("shop-link", 60, Duration.ofMinutes(10));

    private final ShopLinks links;
    private final Storefronts storefronts;
    private final Orders orders;
    private final Visits visits;
    private final Throttle throttle;
    private final Clock clock;

    ShopEntrance(
            ShopLinks links, Storefronts storefronts, Orders orders, Visits visits, Throttle throttle, Clock clock) {
        this.links = links;
        this.storefronts = storefronts;
        this.orders = orders;
        this.visits = visits;
        this.throttle = throttle;
        this.clock = clock;
    }

    @GetMapping("/enter/{seller}")
    ResponseEntity<String> enter(
            @PathVariable String seller,
            @RequestParam(defaultValue = "") String token,
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response) {
        throttle.count(TRIES, Throttle.address(request.getRemoteAddr()));
        var whose = storefronts.known(seller);
        var entry = links.accept(whose, token);
        var order = entry.order() == null ? null : order(whose, entry.order(), entry.customer());
        if (entry.fresh()) {
            open(whose, entry.customer(), order, request, response);
        } else if (!isOpen(whose, entry.customer(), order, visitor)) {
            throw Problem.of(
                    Problem.Kind.UNAUTHENTICATED,
                    "shop_link_used",
                    "This link of the shop has been used: go back to your orders there and open it again.");
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address(order) + language(entry.lang())))
                .build();
    }

    /// The order that the link names. Fails with NOT_FOUND for one we do not know, or that is not the
    /// customer's.
    private Order order(SellerId seller, String number, @Nullable String customer) {
        return orders.find(seller, number)
                .filter(order ->
                        customer == null || customer.equals(order.customer().id()))
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.NOT_FOUND,
                        "order_unknown",
                        "We do not know this order yet. Orders reach us some minutes after they were placed."));
    }

    private void open(
            SellerId seller,
            @Nullable String customer,
            @Nullable Order order,
            HttpServletRequest request,
            HttpServletResponse response) {
        Instant until = clock.instant().plus(VISIT_LASTS);
        if (customer != null) {
            visits.begin(new Visit(seller, Visit.Proof.CUSTOMER, customer, until), request, response);
        }
        if (order != null) {
            visits.open(order.ref().id(), seller, until, request, response);
        }
    }

    // Somebody goes back, or reloads: what he has already is not taken away.
    private static boolean isOpen(SellerId seller, @Nullable String customer, @Nullable Order order, Visitor visitor) {
        return customer != null
                ? Visits.current().stream()
                        .anyMatch(visit -> visit.seller().equals(seller)
                                && visit.proof() == Visit.Proof.CUSTOMER
                                && visit.who().equals(customer))
                : order != null
                        && visitor.grants().stream()
                                .anyMatch(grant ->
                                        grant.order().equals(order.ref().id()));
    }

    private static String address(@Nullable Order order) {
        return order == null ? "/orders" : "/o/" + order.ref().id();
    }

    private static String language(@Nullable String lang) {
        return lang == null
                ? ""
                : Languages.offered(lang)
                        .map(locale -> "?lang=" + locale.toLanguageTag())
                        .orElse("");
    }
}
