package dev.countermand.site;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import gg.jte.Content;
import org.jspecify.annotations.Nullable;

/// A capability's panel on the order page, for the shopper and for the desk. Every bean of this type is
/// asked.
public interface OrderPanel {

    /// Where it stands: smaller is higher. 100 answer and stages, 200 remedies and attempts, 300 items,
    /// 400 money, 500
    /// timeline.
    int position();

    /// What this capability has to show of the order to this reader; null for nothing.
    @Nullable
    Content panel(OrderRef order, Actor reader);
}
