package dev.countermand.cancellations.web;

import dev.countermand.cancellations.RefundDeadlines;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Right;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// By when laws want money of an order back, for staff: shown once somebody has looked which law that
/// is, or the clock stands still.
@Component
class RefundClockPanel implements OrderPanel {

    private final RefundDeadlines deadlines;
    private final Pages pages;

    RefundClockPanel(RefundDeadlines deadlines, Pages pages) {
        this.deadlines = deadlines;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 510;
    }

    @Override
    public @Nullable Content panel(OrderRef order, Page page, boolean desk) {
        if (!desk || !page.may(Right.SEE_MONEY)) {
            return null;
        }
        var clocks = deadlines.of(order).stream()
                .filter(clock -> clock.law() != null)
                .toList();
        return clocks.isEmpty() ? null : pages.part("cancellations/clocks", Map.of("page", page, "clocks", clocks));
    }
}
