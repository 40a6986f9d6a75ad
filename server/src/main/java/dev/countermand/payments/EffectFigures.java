package dev.countermand.payments;

import dev.countermand.operations.spi.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Money that is on its way, and what nobody knows about.
@Component
class EffectFigures implements Figures {

    /// Then it stands in the queue, too.
    private static final int UNKNOWN_SECONDS_MAX = 900;

    private static final int OVERDUE_SECONDS_MAX = 300;

    private final EffectFigureStore store;

    EffectFigures(EffectFigureStore store) {
        this.store = store;
    }

    @Override
    public List<Figure> at(Instant now) {
        var figures = new ArrayList<Figure>();
        for (var state : List.of(EffectStatus.PLANNED, EffectStatus.SENT, EffectStatus.UNKNOWN)) {
            figures.add(Figure.of(
                            "countermand.effects.open",
                            "Promised money that this server still works on",
                            store.open(state))
                    .tagged("state", state.word()));
        }
        figures.add(Figure.of(
                        "countermand.effects.unknown.seconds",
                        "How long the oldest unknown outcome is unknown",
                        Figures.age(store.unknownSince(), now))
                .limitedTo(UNKNOWN_SECONDS_MAX, false));
        figures.add(Figure.of(
                        "countermand.effects.overdue.seconds",
                        "How long the oldest piece of work about money is due",
                        Figures.age(store.firstDue(), now))
                .limitedTo(OVERDUE_SECONDS_MAX, true));
        return figures;
    }
}
