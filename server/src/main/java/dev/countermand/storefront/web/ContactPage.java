package dev.countermand.storefront.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import dev.countermand.storefront.Storefronts;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// How to reach a person of the shop, and what to have ready; on a page of its own, and below every order.
@Controller
class ContactPage implements OrderPanel {

    private final Storefronts storefronts;
    private final Orders orders;
    private final Pages pages;

    ContactPage(Storefronts storefronts, Orders orders, Pages pages) {
        this.storefronts = storefronts;
        this.orders = orders;
        this.pages = pages;
    }

    @GetMapping("/contact/{seller}")
    ResponseEntity<String> page(@PathVariable String seller, Visitor visitor, HttpServletRequest request) {
        var whose = storefronts.known(seller);
        var look = storefronts.of(whose);
        var page =
                pages.page(request, visitor.staff(), look, "storefront.contact.title", Map.of("seller", look.name()));
        var model = model(whose, page);
        model.put("orders", opened(visitor, whose));
        return pages.ok("storefront/contact", page, model);
    }

    @Override
    public int position() {
        return 900;
    }

    @Override
    public @Nullable Content panel(OrderRef order, Page page, boolean desk) {
        if (desk) {
            return null;
        }
        var model = model(order.seller(), page);
        model.put("page", page);
        model.put("number", order.number());
        // The order keeps the terms under which it was placed.
        orders.find(order.id()).ifPresent(found -> {
            model.put("money", model.get("money") + "?at=" + found.boundAt());
            model.put("policy", model.get("policy") + "?at=" + found.boundAt());
        });
        return pages.part("storefront/panel", model);
    }

    private Map<String, Object> model(SellerId seller, Page page) {
        var profile = storefronts.profile(seller);
        var model = new HashMap<String, Object>();
        model.put("profile", profile);
        model.put("address", "/contact/" + seller);
        model.put("money", "/money/" + seller);
        model.put("policy", "/policy/" + seller);
        model.put("week", OpenHours.week(profile, page.texts(), page.now()));
        model.put("now", OpenHours.now(profile, page.texts(), page.now()));
        return model;
    }

    /// What the caller should name: the orders he has open here.
    private List<Order> opened(Visitor visitor, SellerId seller) {
        return visitor.grants().stream()
                .filter(grant -> grant.seller().equals(seller))
                .map(grant -> orders.find(grant.order()))
                .flatMap(Optional::stream)
                .toList();
    }
}
