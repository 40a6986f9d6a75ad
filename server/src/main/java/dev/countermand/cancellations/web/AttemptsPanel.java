package dev.countermand.cancellations.web;

import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.kernel.OrderRef;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The cancellations of an order, newest first. Refused requests are shown at the desk; the shopper has
/// read his answer.
@Component
class AttemptsPanel implements OrderPanel {

    private final Cancellations cancellations;
    private final AttemptBoxes boxes;
    private final Pages pages;

    AttemptsPanel(Cancellations cancellations, AttemptBoxes boxes, Pages pages) {
        this.cancellations = cancellations;
        this.boxes = boxes;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 300;
    }

    @Override
    public @Nullable Content panel(OrderRef order, Page page, boolean desk) {
        var shown = cancellations.of(order).stream()
                .filter(c -> desk || c.status() != CancellationStatus.REFUSED)
                .map(c -> boxes.box(c, page, desk))
                .toList();
        return shown.isEmpty() ? null : pages.part("cancellations/attempts", Map.of("page", page, "boxes", shown));
    }
}
