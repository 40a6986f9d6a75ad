package dev.countermand.cancellations;

import dev.countermand.operations.spi.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Attempts that wait for a verdict, and whether the clock comes for those whose time is up.
@Component
class AttemptFigures implements Figures {

    /// A verdict comes by its deadline and a minute; this is twice that.
    private static final int OVERDUE_SECONDS_MAX = 120;

    private static final int UNASKED_SECONDS_MAX = 300;

    private final AttemptFigureStore store;

    AttemptFigures(AttemptFigureStore store) {
        this.store = store;
    }

    @Override
    public List<Figure> at(Instant now) {
        var figures = new ArrayList<Figure>();
        for (var status : List.of("attempting", "waiting")) {
            figures.add(Figure.of("countermand.attempts.open", "Attempts without a verdict", store.open(status))
                    .tagged("status", status));
        }
        figures.add(Figure.of(
                        "countermand.attempts.overdue.seconds",
                        "How long the oldest attempt is past its deadline",
                        Figures.age(store.firstDeadline(), now))
                .limitedTo(OVERDUE_SECONDS_MAX, true));
        figures.add(Figure.of(
                        "countermand.stops.overdue.seconds",
                        "How long the oldest word to a warehouse is due",
                        Figures.age(store.firstStop(), now))
                .limitedTo(UNASKED_SECONDS_MAX, true));
        return figures;
    }
}
