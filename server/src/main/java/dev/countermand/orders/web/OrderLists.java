package dev.countermand.orders.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Shipment;
import dev.countermand.orders.Stage;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's list of orders, and what is found while somebody types.
@Controller
class OrderLists {

    private static final int ROWS = 50;
    private static final int SUGGESTIONS = 8;
    private static final int Q_CHARACTERS_MAX = 100;

    private final Orders orders;
    private final Sellers sellers;
    private final Pages pages;

    OrderLists(Orders orders, Sellers sellers, Pages pages) {
        this.orders = orders;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping("/desk/orders")
    ResponseEntity<String> list(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String stage,
            @RequestParam(required = false) @Nullable String after) {
        var reader = reader();
        var wanted = Arrays.stream(Stage.values())
                .filter(s -> s.word().equals(stage))
                .findFirst()
                .orElse(null);
        var query = query(q);
        var place = after == null || after.isEmpty() ? null : after;
        var found =
                orders.list(new Orders.Search(visible(reader), wanted, query.isEmpty() ? null : query, place, ROWS));
        var page = pages.page(request, reader, "orders.list.title", Map.of());
        var model = new HashMap<String, Object>();
        model.put("rows", rows(found, query, page));
        model.put(
                "names",
                sellers.names(found.orders().stream().map(order -> order.ref().seller())));
        model.put("q", query);
        model.put("stage", wanted == null ? "" : stage);
        if (found.next() != null) {
            model.put("next", found.next());
        }
        if (place != null) {
            model.put("after", place);
        }
        return pages.ok("orders/list", page, model);
    }

    /// What is found while somebody types: a part of a page.
    @GetMapping("/desk/orders/suggest")
    ResponseEntity<String> suggest(HttpServletRequest request, @RequestParam(defaultValue = "") String q) {
        var reader = reader();
        var query = query(q);
        var page = pages.page(request, reader, "orders.list.title", Map.of());
        var found = query.isEmpty()
                ? new Orders.Page(List.of(), Map.of(), null)
                : orders.list(new Orders.Search(visible(reader), null, query, null, SUGGESTIONS));
        return pages.ok(
                "orders/suggest",
                page,
                Map.of("rows", rows(found, query, page), "q", query, "more", found.next() != null));
    }

    private static Actor reader() {
        var reader = Visitor.current().atDesk();
        reader.require(Right.SEE_ORDERS);
        return reader;
    }

    /// What cannot be in any key is not looked for.
    private static String query(String q) {
        var one = q.replaceAll("\\p{Cntrl}", "").strip();
        return one.substring(0, Math.min(one.length(), Q_CHARACTERS_MAX));
    }

    private static List<OrderRow> rows(Orders.Page found, String q, Page page) {
        return found.orders().stream()
                .map(order -> new OrderRow(
                        order, why(order, found.shipments().getOrDefault(order.ref(), List.of()), q, page)))
                .toList();
    }

    /// By what an order was found when its row does not show that anyway; empty otherwise.
    private static String why(Order order, List<Shipment> parcels, String q, Page page) {
        var word = q.toLowerCase(Locale.ROOT);
        var article = order.lines().stream()
                .filter(line -> line.sku().toLowerCase(Locale.ROOT).startsWith(word))
                .findFirst();
        var parcel = parcels.stream()
                .filter(sent ->
                        sent.tracking() != null && compact(sent.tracking()).startsWith(compact(word)))
                .findFirst();
        if (q.isEmpty() || shows(order, word)) {
            return "";
        }
        if (article.isPresent()) {
            return page.say("orders.items.sku") + " " + article.get().sku() + " · "
                    + article.get().title();
        }
        if (parcel.isPresent()) {
            return page.say("orders.warehouse.tracking") + " " + parcel.get().tracking();
        }
        return order.customer().phone() == null
                ? ""
                : page.say("orders.desk.phone") + " " + order.customer().phone();
    }

    private static boolean shows(Order order, String word) {
        var email = order.customer().email();
        return order.ref().number().toLowerCase(Locale.ROOT).contains(word)
                || order.customer().name().toLowerCase(Locale.ROOT).contains(word)
                || (email != null && email.toLowerCase(Locale.ROOT).startsWith(word));
    }

    private static String compact(String text) {
        return text.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private List<SellerId> visible(Actor reader) {
        return reader.everywhere()
                ? sellers.list("").stream().map(Sellers.Seller::id).toList()
                : List.copyOf(reader.sellers());
    }
}
