package dev.countermand.orders.web;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Stage;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The parcels of an order, for all staff; and for who ships, the buttons: take units, ship them, say what the
/// carrier said.
@Component
class WarehousePanel implements OrderPanel {

    private final Orders orders;
    private final Pages pages;

    WarehousePanel(Orders orders, Pages pages) {
        this.orders = orders;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 450;
    }

    @Override
    public @Nullable Content panel(OrderRef ref, Page page, boolean desk) {
        var order = desk ? orders.find(ref.id()).orElse(null) : null;
        if (order == null) {
            return null;
        }
        var shipments = orders.shipments(ref);
        if (shipments.isEmpty() && !page.may(Right.SHIP)) {
            return null;
        }
        int unshipped = order.unitsIn(Stage.OPEN) + order.unitsIn(Stage.RELEASED) + order.unitsIn(Stage.STOPPING);
        return pages.part(
                "orders/warehouse",
                Map.of("page", page, "order", order, "shipments", shipments, "unshipped", unshipped));
    }
}
