package dev.countermand.notifications.web;

import dev.countermand.kernel.OrderRef;
import dev.countermand.notifications.Messages;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the customer was told, at the desk.
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
        if (!desk || !page.isStaff()) {
            return null;
        }
        var told = messages.of(order);
        return told.isEmpty() ? null : pages.part("notifications/panel", Map.of("page", page, "messages", told));
    }
}
