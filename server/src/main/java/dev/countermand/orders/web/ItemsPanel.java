package dev.countermand.orders.web;

import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Orders;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What was bought, what it costs, and where each unit of it is.
@Component
class ItemsPanel implements OrderPanel {

    private final Orders orders;
    private final Pages pages;
    private final ObjectProvider<OrderPanel> panels;

    ItemsPanel(Orders orders, Pages pages, ObjectProvider<OrderPanel> panels) {
        this.orders = orders;
        this.pages = pages;
        this.panels = panels;
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
                                : Map.of("page", page, "order", order, "desk", false, "says", says(ref, page, false))))
                .orElse(null);
    }

    /// What the capabilities say of each line.
    private Map<String, List<Content>> says(OrderRef order, Page page, boolean desk) {
        var says = new HashMap<String, List<Content>>();
        panels.stream()
                .sorted(Comparator.comparingInt(OrderPanel::position))
                .map(panel -> panel.lines(order, page, desk))
                .forEach(lines -> lines.forEach((line, content) ->
                        says.computeIfAbsent(line, none -> new ArrayList<>()).add(content)));
        return says;
    }
}
