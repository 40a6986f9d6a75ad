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

    private static final int LOOK_OVERDUE_SECONDS_MAX = 900;

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
                        "countermand.effects.unknown.alarming",
                        "Outcomes that are unknown for more than a day",
                        store.unknownSinceBefore(now.minus(EffectAnswers.ALARM_AFTER)))
                .limitedTo(0, false));
        for (var why : Hold.values()) {
            figures.add(Figure.of(
                            "countermand.effects.held",
                            "Promised refunds that are not sent before a person or a dispute decides",
                            store.held(why))
                    .tagged("why", why.word()));
        }
        figures.add(Figure.of(
                        "countermand.payments.look.overdue.seconds",
                        "How long the oldest payment is to be looked at, at its provider",
                        Figures.age(store.firstLook(), now))
                .limitedTo(LOOK_OVERDUE_SECONDS_MAX, true));
        figures.add(Figure.of(
                        "countermand.effects.overdue.seconds",
                        "How long the oldest piece of work about money is due",
                        Figures.age(store.firstDue(), now))
                .limitedTo(OVERDUE_SECONDS_MAX, true));
        return figures;
    }
}
