package dev.countermand.orders.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.cases.CaseLog;
import dev.countermand.orders.OrderFact;
import dev.countermand.orders.Orders;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// An order on paper: the whole of it for a file, or what to pick for a parcel.
@Controller
class PaperPages {

    private static final int NOTES_MAX = 50;

    private final Orders orders;
    private final OrderPages orderPages;
    private final Sellers sellers;
    private final CaseLog log;
    private final Pages pages;

    PaperPages(Orders orders, OrderPages orderPages, Sellers sellers, CaseLog log, Pages pages) {
        this.orders = orders;
        this.orderPages = orderPages;
        this.sellers = sellers;
        this.log = log;
        this.pages = pages;
    }

    @GetMapping("/desk/orders/{id}/sheet")
    ResponseEntity<String> sheet(@PathVariable String id, HttpServletRequest request) {
        return paper("orders/sheet", "orders.sheet.title", id, request);
    }

    /// Only what may be packed; what is canceled or being stopped is named, so that nobody looks for it.
    @GetMapping("/desk/orders/{id}/packing")
    ResponseEntity<String> packing(@PathVariable String id, HttpServletRequest request) {
        return paper("orders/packing", "orders.packing.title", id, request);
    }

    private ResponseEntity<String> paper(String template, String title, String id, HttpServletRequest request) {
        var reader = Visitor.current().atDesk();
        var order = orderPages.find(id, reader);
        var model = new HashMap<String, Object>();
        model.put("order", order);
        model.put("seller", sellers.name(order.ref().seller()));
        model.put("shipments", orders.shipments(order.ref()));
        model.put(
                "notes",
                log.latest(order.ref().id(), OrderFact.Noted.KIND, NOTES_MAX).reversed());
        var number = Map.of("number", order.ref().number());
        return pages.ok(template, pages.page(request, reader, title, number), model);
    }
}
