package dev.countermand.cancellations;

import dev.countermand.cancellations.spi.OrderStopper;
import dev.countermand.cancellations.spi.StopperChoice;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Which warehouse is asked for which seller, and what it must be told: planned with the decision, sent
/// by the worker.
@Component
class Stoppers {

    private final Map<String, OrderStopper> byName;
    private final ObjectProvider<StopperChoice> choices;
    private final WarehouseStore store;

    Stoppers(List<OrderStopper> stoppers, ObjectProvider<StopperChoice> choices, WarehouseStore store) {
        this.byName = stoppers.stream().collect(Collectors.toMap(OrderStopper::name, Function.identity()));
        this.choices = choices;
        this.store = store;
    }

    Optional<OrderStopper> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Plans to ask that these units be stopped.
    void planAsk(Cancellation attempt, Map<String, Integer> units, Instant at) {
        store.plan(attempt, "ask", chosen(attempt.order().seller()), units, at);
    }

    /// Drops what need not be said any more, and plans to let these units go on where the warehouse
    /// holds them.
    void conclude(Cancellation attempt, Map<String, Integer> resumed, Instant at) {
        boolean heard = store.supersede(attempt.id(), at);
        if (!resumed.isEmpty() && (heard || attempt.isLateStop())) {
            // Whoever was asked to stop is told to go on, also when the seller works with another by now.
            var told = store.askedOf(attempt.id())
                    .or(() -> Optional.ofNullable(attempt.follows()).flatMap(store::askedOf))
                    .orElseGet(() -> chosen(attempt.order().seller()));
            store.plan(attempt, "resume", told, resumed, at);
        }
    }

    /// People answer for every seller who has chosen nobody, or somebody this server does not know.
    private String chosen(SellerId seller) {
        return choices.stream()
                .flatMap(choice -> choice.of(seller).stream())
                .filter(byName::containsKey)
                .findFirst()
                .orElse(ManualStopper.NAME);
    }
}
