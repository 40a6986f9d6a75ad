package dev.countermand.notifications;

import dev.countermand.operations.spi.Figures;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Messages that the other side has not taken yet.
@Component
class MessageFigures implements Figures {

    private static final int AGE_SECONDS_MAX = 900;
    private static final int OVERDUE_SECONDS_MAX = 300;

    private final MessageFigureStore store;

    MessageFigures(MessageFigureStore store) {
        this.store = store;
    }

    @Override
    public List<Figure> at(Instant now) {
        return List.of(
                Figure.of("countermand.messages.pending", "Messages on their way to people", store.pending()),
                Figure.of(
                                "countermand.messages.age.seconds",
                                "Age of the oldest message that is on its way",
                                Figures.age(store.oldest(), now))
                        .limitedTo(AGE_SECONDS_MAX, false),
                Figure.of(
                                "countermand.messages.overdue.seconds",
                                "How long the next try of a message is due",
                                Figures.age(store.firstDue(now), now))
                        .limitedTo(OVERDUE_SECONDS_MAX, true));
    }
}
