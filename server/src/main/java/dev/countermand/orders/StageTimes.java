package dev.countermand.orders;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import java.util.Map;

/// When units came where they are, from the goods journal.
@FunctionalInterface
public interface StageTimes {

    /// Line → stage → when a unit of the line came there last. Stages that no unit came to are missing; nobody
    /// comes to `open`, where every unit begins.
    Map<String, Map<Stage, Instant>> of(OrderRef order);
}
