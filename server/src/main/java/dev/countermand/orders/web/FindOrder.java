package dev.countermand.orders.web;

import dev.countermand.accounts.Throttle;
import dev.countermand.accounts.Visitor;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The first page: a shopper names his order, and its link goes to the address that stands in it. What
/// the page answers is the same whether there is such an order or not.
@Controller
class FindOrder {

    private static final Throttle.Limit FINDS = new Throttle.Limit("find-order", 30, Duration.ofMinutes(10)).together();
    private static final int NUMBER_MAX = 64;
    private static final int EMAIL_MAX = 254;

    private final Orders orders;
    private final Pages pages;
    private final Throttle throttle;
    private final boolean demo;

    FindOrder(Orders orders, Pages pages, Throttle throttle, @Value("${countermand.demo:false}") boolean demo) {
        this.orders = orders;
        this.pages = pages;
        this.throttle = throttle;
        this.demo = demo;
    }

    @GetMapping({"/", "/find"})
    ResponseEntity<String> ask(HttpServletRequest request, Visitor visitor) {
        return form(HttpStatus.OK, request, visitor, "", "", Map.of());
    }

    @PostMapping("/find")
    ResponseEntity<String> find(
            HttpServletRequest request,
            Visitor visitor,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String email) {
        var words = pages.words(request);
        var errors = new LinkedHashMap<String, String>();
        if (number.isBlank() || number.strip().length() > NUMBER_MAX) {
            errors.put("number", words.say("orders.find.number.wrong"));
        }
        if (!email.strip().matches("[^@\\s]+@[^@\\s]+") || email.length() > EMAIL_MAX) {
            errors.put("email", words.say("orders.find.email.wrong"));
        }
        if (!errors.isEmpty()) {
            return form(HttpStatus.UNPROCESSABLE_CONTENT, request, visitor, number, email, errors);
        }
        throttle.count(FINDS, Throttle.address(request.getRemoteAddr()));
        orders.requestLink(number.strip(), email.strip().toLowerCase(Locale.ROOT));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/sent"))
                .build();
    }

    @GetMapping("/sent")
    ResponseEntity<String> sent(HttpServletRequest request) {
        return pages.ok("orders/sent", page(request, "orders.sent.title"), Map.of("demo", demo));
    }

    private ResponseEntity<String> form(
            HttpStatus status,
            HttpServletRequest request,
            Visitor visitor,
            String number,
            String email,
            Map<String, String> errors) {
        return pages.answer(
                status,
                "orders/find",
                page(request, "orders.find.title"),
                Map.of("number", number, "email", email, "errors", errors, "opened", opened(visitor), "demo", demo));
    }

    /// The orders that links have opened in this browser.
    private List<Order> opened(Visitor visitor) {
        return visitor.grants().stream()
                .map(grant -> orders.find(grant.order()))
                .flatMap(Optional::stream)
                .toList();
    }

    private Page page(HttpServletRequest request, String titleKey) {
        return pages.page(request, Visitor.current().staff(), titleKey, Map.of());
    }
}
