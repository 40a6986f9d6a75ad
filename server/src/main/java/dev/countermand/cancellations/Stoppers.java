package dev.countermand.cancellations;

import dev.countermand.cancellations.spi.OrderStopper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Which warehouse is asked for which seller, and what it must be told: planned with the decision, sent
/// by the worker.
@Component
class Stoppers {

    /// Until sellers choose partners, people answer for every warehouse.
    private static final String EVERYBODYS = ManualStopper.NAME;

    private final Map<String, OrderStopper> byName;
    private final WarehouseStore store;

    Stoppers(List<OrderStopper> stoppers, WarehouseStore store) {
        this.byName = stoppers.stream().collect(Collectors.toMap(OrderStopper::name, Function.identity()));
        this.store = store;
    }

    Optional<OrderStopper> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Plans to ask that these units be stopped.
    void planAsk(Cancellation attempt, Map<String, Integer> units, Instant at) {
        store.plan(attempt, "ask", EVERYBODYS, units, at);
    }

    /// Drops what need not be said any more, and plans to let these units go on where the warehouse
    /// holds them.
    void conclude(Cancellation attempt, Map<String, Integer> resumed, Instant at) {
        boolean heard = store.supersede(attempt.id(), at);
        if (!resumed.isEmpty() && (heard || attempt.isLateStop())) {
            store.plan(attempt, "resume", EVERYBODYS, resumed, at);
        }
    }
}
