package dev.countermand.orders.web;

import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Orders;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What was bought, what it costs, and where each unit of it is.
@Component
class ItemsPanel implements OrderPanel {

    private final Orders orders;
    private final Pages pages;

    ItemsPanel(Orders orders, Pages pages) {
        this.orders = orders;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 400;
    }

    @Override
    public @Nullable Content panel(OrderRef ref, Page page, boolean desk) {
        return orders.find(ref.id())
                .map(order -> pages.part(
                        desk ? "orders/deskItems" : "orders/items",
                        desk
                                ? Map.of("page", page, "order", order)
                                : Map.of("page", page, "order", order, "desk", false)))
                .orElse(null);
    }
}
