package dev.countermand.site;

import dev.countermand.kernel.OrderRef;
import gg.jte.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A capability's panel on the order page, for the shopper and for the desk. Every bean of this type is
/// asked.
public interface OrderPanel {

    /// Where it stands: smaller is higher. 100 the answer, 200 stages, 300 attempts, 400 items, 500
    /// money, 600 the warehouse's buttons, 650 receipts, 700 messages, 800 what happened, 900 contact.
    int position();

    /// What this capability has to show of the order to who reads the page; null for nothing.
    ///
    /// @param desk whether it stands on the desk's page: denser, and with what only staff may see and do
    @Nullable
    Content panel(OrderRef order, Page page, boolean desk);

    /// What this capability says of the order in its customer's list of orders; null for nothing.
    default @Nullable Content card(OrderRef order, Page page) {
        return null;
    }

    /// What this capability says of single lines of the order, by the line's id.
    default Map<String, Content> lines(OrderRef order, Page page, boolean desk) {
        return Map.of();
    }
}
