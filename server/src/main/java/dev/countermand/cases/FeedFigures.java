package dev.countermand.cases;

import dev.countermand.operations.spi.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// How far the event feed is behind what is committed, its followers behind the feed, and people behind
/// the queue.
@Component
class FeedFigures implements Figures {

    private static final int UNLISTED_SECONDS_MAX = 60;
    private static final int FAILURES_MAX = 4;

    private final FeedFigureStore store;

    FeedFigures(FeedFigureStore store) {
        this.store = store;
    }

    @Override
    public List<Figure> at(Instant now) {
        var figures = new ArrayList<Figure>();
        figures.add(Figure.of("countermand.feed.cursor", "Events in the feed", store.cursor()));
        figures.add(Figure.of(
                        "countermand.feed.unlisted.seconds",
                        "Age of the oldest fact that the feed does not list yet",
                        Figures.age(store.oldestUnlisted(), now))
                .limitedTo(UNLISTED_SECONDS_MAX, true));
        for (var listener : store.listeners()) {
            figures.add(Figure.of("countermand.feed.lag", "Events that a follower has not seen yet", listener.lag())
                    .tagged("listener", listener.name()));
            figures.add(Figure.of(
                            "countermand.feed.failures",
                            "How often a follower has failed at its next event",
                            listener.failures())
                    .limitedTo(FAILURES_MAX, true)
                    .tagged("listener", listener.name()));
        }
        store.queue(now).forEach(row -> {
            figures.add(Figure.of("countermand.queue.open", "What waits for somebody", row.open())
                    .tagged("kind", row.kind()));
            figures.add(Figure.of("countermand.queue.overdue", "What should have been done by now", row.overdue())
                    .tagged("kind", row.kind()));
        });
        return figures;
    }
}
