package dev.countermand.notifications.receipts.web;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Right;
import dev.countermand.notifications.receipts.Receipts;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The receipts of an order, for the shopper and at the desk.
@Component
class ReceiptsPanel implements OrderPanel {

    private final Receipts receipts;
    private final Pages pages;

    ReceiptsPanel(Receipts receipts, Pages pages) {
        this.receipts = receipts;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 720;
    }

    @Override
    public @Nullable Content panel(OrderRef order, Page page, boolean desk) {
        if (!page.may(Right.SEE_MONEY)) {
            return null;
        }
        boolean staff = desk && page.isStaff();
        var shown = receipts.of(order).stream()
                .filter(receipt -> staff || !receipt.shopOnly())
                .toList();
        return shown.isEmpty() ? null : pages.part("notifications/receipts", Map.of("page", page, "receipts", shown));
    }
}
