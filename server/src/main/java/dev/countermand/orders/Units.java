package dev.countermand.orders;

import java.util.EnumMap;
import java.util.Map;

/// How many units of a line are in each stage. Immutable; stages without units read as 0.
public record Units(Map<Stage, Integer> byStage) {

    public Units {
        var copy = new EnumMap<Stage, Integer>(Stage.class);
        for (var stage : Stage.values()) {
            copy.put(stage, byStage.getOrDefault(stage, 0));
        }
        byStage = java.util.Collections.unmodifiableMap(copy);
    }

    /// All units of a fresh line.
    public static Units open(int quantity) {
        return new Units(Map.of(Stage.OPEN, quantity));
    }

    /// Units in a stage.
    public int in(Stage stage) {
        return byStage.getOrDefault(stage, 0);
    }

    /// Units of all stages: the ordered quantity.
    public int total() {
        return byStage.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// The counters after a move. Fails with `IllegalArgumentException` when there are not enough units in
    /// `from`.
    public Units moved(Stage from, Stage to, int quantity) {
        if (quantity < 0 || in(from) < quantity) {
            throw new IllegalArgumentException("not " + quantity + " units in " + from);
        }
        var next = new EnumMap<>(byStage);
        next.merge(from, -quantity, Integer::sum);
        next.merge(to, quantity, Integer::sum);
        return new Units(next);
    }
}
