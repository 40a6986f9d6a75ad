package dev.countermand.orders;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Moves worked out on an order before they are written: what each line's counters become, and in which
/// stages the order then has units at all. Pure.
///
/// @param before the locked order
/// @param after the order with the moves done
record GoodsMoves(Order before, Order after, List<Goods.Move> moves) {

    /// Fails with `IllegalStateException` on an unknown line, a forbidden way, or too few units.
    static GoodsMoves of(Order before, List<Goods.Move> moves) {
        var units = new LinkedHashMap<String, Units>();
        before.lines().forEach(l -> units.put(l.line(), l.units()));
        for (var move : moves) {
            var now = units.get(move.line());
            if (now == null || move.quantity() < 1 || !move.from().next().contains(move.to())) {
                throw new IllegalStateException("not a move of " + before.ref() + ": " + move);
            }
            if (now.in(move.from()) < move.quantity()) {
                throw new IllegalStateException("too few units in " + before.ref() + " for " + move + ": " + now);
            }
            units.put(move.line(), now.moved(move.from(), move.to(), move.quantity()));
        }
        var lines = new ArrayList<Order.Line>();
        for (var line : before.lines()) {
            lines.add(line.with(java.util.Objects.requireNonNull(units.get(line.line()))));
        }
        return new GoodsMoves(before, before.with(lines), List.copyOf(moves));
    }

    /// The lines whose counters change, as they become.
    List<Order.Line> touched() {
        var were = new LinkedHashMap<String, Units>();
        before.lines().forEach(l -> were.put(l.line(), l.units()));
        return after.lines().stream()
                .filter(l -> !l.units().equals(were.get(l.line())))
                .toList();
    }

    /// How many more units the line has in the stage afterwards; negative for fewer.
    int delta(Order.Line line, Stage stage) {
        return line.units().in(stage)
                - before.line(line.line()).orElseThrow().units().in(stage);
    }

    /// Stages in which the order had units and has none any more.
    Set<Stage> left() {
        var stages = stages(before);
        stages.removeAll(stages(after));
        return stages;
    }

    /// Stages in which the order had no units and has some now.
    Set<Stage> entered() {
        var stages = stages(after);
        stages.removeAll(stages(before));
        return stages;
    }

    private static Set<Stage> stages(Order order) {
        var stages = EnumSet.noneOf(Stage.class);
        for (var stage : Stage.values()) {
            if (order.unitsIn(stage) > 0) {
                stages.add(stage);
            }
        }
        return stages;
    }

    /// The counters that the written lines must show.
    Map<String, Units> expected() {
        var units = new LinkedHashMap<String, Units>();
        touched().forEach(l -> units.put(l.line(), l.units()));
        return units;
    }
}
