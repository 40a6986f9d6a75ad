package dev.countermand.payments.web;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.payments.Payments;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where the money of an order is, with its arithmetic; at the desk also each effect and what to report.
@Component
class MoneyPanel implements OrderPanel {

    private final Payments payments;
    private final Orders orders;
    private final Pages pages;

    MoneyPanel(Payments payments, Orders orders, Pages pages) {
        this.payments = payments;
        this.orders = orders;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 500;
    }

    @Override
    public @Nullable Content panel(OrderRef ref, Page page, boolean desk) {
        var reader = page.reader();
        var order = orders.find(ref.id());
        if (order.isEmpty() || (reader != null && !reader.may(Right.SEE_MONEY))) {
            return null;
        }
        var money = payments.of(ref);
        var titles = order.get().lines().stream().collect(Collectors.toMap(Order.Line::line, Order.Line::title));
        return pages.part(
                "payments/panel",
                Map.of(
                        "page", page,
                        "money", money,
                        "amounts", new Amounts(page.texts(), money.currency()),
                        "titles", titles,
                        "desk", desk));
    }
}
