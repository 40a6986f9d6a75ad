package dev.countermand.notifications.receipts.web;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Throttle;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.notifications.receipts.Receipt;
import dev.countermand.notifications.receipts.ReceiptWords;
import dev.countermand.notifications.receipts.Receipts;
import dev.countermand.notifications.receipts.paper.QrCode;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// A receipt for the person who ordered, behind the link to the order, and for the shop.
@Controller
class ReceiptPages {

    /// A paper is made each time it is asked for.
    private static final Throttle.Limit PAPERS = new Throttle.Limit("receipt-pdf", 60, Duration.ofMinutes(1));

    private final Receipts receipts;
    private final OrderLinks links;
    private final Downloads downloads;
    private final Throttle throttle;
    private final Pages pages;

    ReceiptPages(Receipts receipts, OrderLinks links, Downloads downloads, Throttle throttle, Pages pages) {
        this.receipts = receipts;
        this.links = links;
        this.downloads = downloads;
        this.throttle = throttle;
        this.pages = pages;
    }

    /// @param k opens the receipt's order in this browser, as in the links of mails
    @GetMapping("/r/{id:rcp_[0-9a-f]{32}}")
    ResponseEntity<?> page(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String k,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (k != null) {
            var order = receipts.find(id).orElseThrow(ReceiptPages::unknown).order();
            links.accept(order.id(), k, request, response);
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/r/" + id))
                    .build();
        }
        var receipt = find(id);
        var page =
                pages.page(request, actor(receipt), "notifications.receipt.title", Map.of("number", receipt.number()));
        var model = new HashMap<String, Object>();
        var claims = receipt.claims();
        model.put("receipt", receipt);
        model.put("view", claims == null ? null : ReceiptWords.in(page.texts(), claims));
        model.put("code", QrCode.of(receipts.check(receipt).toString()));
        model.put("check", receipts.check(receipt).toString());
        return pages.ok("notifications/receipt", page, model);
    }

    @GetMapping("/r/{id:rcp_[0-9a-f]{32}}.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String id, HttpServletRequest request) {
        var receipt = find(id);
        throttle.count(PAPERS, Throttle.address(request.getRemoteAddr()));
        return downloads.pdf(receipt);
    }

    @GetMapping("/r/{id:rcp_[0-9a-f]{32}}.jws")
    ResponseEntity<byte[]> jws(@PathVariable String id) {
        return downloads.jws(find(id));
    }

    @GetMapping("/r/{id:rcp_[0-9a-f]{32}}.json")
    ResponseEntity<byte[]> json(@PathVariable String id) {
        return downloads.json(find(id));
    }

    private Receipt find(String id) {
        var receipt = receipts.find(id).orElseThrow(ReceiptPages::unknown);
        var actor = actor(receipt);
        if (!actor.sees(receipt.order()) || (receipt.shopOnly() && !actor.isStaff())) {
            throw unknown();
        }
        ReceiptApi.reads(actor);
        return receipt;
    }

    /// Somebody of the shop is that also in a browser in which a customer's link was opened.
    private static Actor actor(Receipt receipt) {
        var visitor = Visitor.current();
        var staff = visitor.staff();
        return staff != null && staff.sees(receipt.order())
                ? staff
                : visitor.on(receipt.order().id());
    }

    /// Unknown and another's look the same to somebody without a link: both ask for one.
    private static Problem unknown() {
        return Visitor.current().staff() != null
                ? Problem.notFound()
                : Problem.of(
                        Problem.Kind.UNAUTHENTICATED,
                        "link_needed",
                        "Open this page by the link in one of our mails, or ask for a new link with your order number.");
    }
}
