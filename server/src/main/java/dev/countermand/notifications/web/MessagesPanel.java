package dev.countermand.notifications.web;

import dev.countermand.kernel.OrderRef;
import dev.countermand.notifications.Message;
import dev.countermand.notifications.Messages;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the customer was told: at the desk, and to himself to be sent again.
@Component
class MessagesPanel implements OrderPanel {

    private final Messages messages;
    private final Pages pages;

    MessagesPanel(Messages messages, Pages pages) {
        this.messages = messages;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 700;
    }

    @Override
    public @Nullable Content panel(OrderRef order, Page page, boolean desk) {
        return desk ? forStaff(order, page) : forCustomer(order, page);
    }

    private @Nullable Content forStaff(OrderRef order, Page page) {
        var told = page.isStaff() ? messages.of(order) : List.<Message>of();
        return told.isEmpty() ? null : pages.part("notifications/panel", Map.of("page", page, "messages", told));
    }

    /// What reached the customer, the latest first; links that he asked for are nothing to read again.
    private @Nullable Content forCustomer(OrderRef order, Page page) {
        var told = messages.of(order).stream()
                .filter(MessageCommands::isConfirmation)
                .sorted(Comparator.comparing(Message::createdAt).reversed())
                .toList();
        return told.isEmpty()
                ? null
                : pages.part(
                        "notifications/confirmations",
                        Map.of("page", page, "messages", told, "base", "/o/" + order.id()));
    }
}
