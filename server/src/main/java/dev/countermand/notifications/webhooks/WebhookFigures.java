package dev.countermand.notifications.webhooks;

import dev.countermand.operations.spi.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Deliveries that are on their way, and endpoints that take none.
@Component
class WebhookFigures implements Figures {

    private static final int OVERDUE_SECONDS_MAX = 300;

    private final WebhookFigureStore store;

    WebhookFigures(WebhookFigureStore store) {
        this.store = store;
    }

    @Override
    public List<Figure> at(Instant now) {
        var figures = new ArrayList<Figure>();
        for (var status : List.of("pending", "failed")) {
            figures.add(Figure.of("countermand.webhooks.open", "Deliveries that have not arrived", store.open(status))
                    .tagged("status", status));
        }
        figures.add(Figure.of("countermand.webhooks.paused", "Endpoints that the server has paused", store.paused()));
        figures.add(Figure.of(
                        "countermand.webhooks.overdue.seconds",
                        "How long the next try of a delivery is due",
                        Figures.age(store.firstDue(now), now))
                .limitedTo(OVERDUE_SECONDS_MAX, false));
        return figures;
    }
}
