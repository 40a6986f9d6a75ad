package dev.countermand.orders;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An order with everything that moved, so that it can be seen as it was at any instant.
///
/// @param order as it stands now
/// @param moves the goods journal, oldest first
public record PastOrder(Order order, List<Move> moves) {

    /// Units that came from one stage into another.
    public record Move(String line, Stage from, Stage to, int quantity, Instant at) {}

    /// The order with its units where they were at that instant, what happened then included. What the journal tells
    /// in another order than it happened stays where it can.
    public Order at(Instant instant) {
        var units = new HashMap<String, Units>();
        order.lines().forEach(line -> units.put(line.line(), Units.open(line.quantity())));
        for (var move : moves) {
            if (!move.at().isAfter(instant)) {
                units.computeIfPresent(move.line(), (line, there) -> {
                    int count = Math.min(move.quantity(), there.in(move.from()));
                    return there.moved(move.from(), move.to(), count);
                });
            }
        }
        return order.with(order.lines().stream()
                .map(line -> line.with(units.getOrDefault(line.line(), line.units())))
                .toList());
    }

    /// The order with its units where somebody saw them; lines that he did not see are left out.
    ///
    /// @param units line → where its units were
    /// @param accessed line → when its digital goods had been accessed, as far as he knew
    public Order as(Map<String, Map<Stage, Integer>> units, Map<String, Instant> accessed) {
        return order.with(order.lines().stream()
                .filter(line -> units.containsKey(line.line()))
                .map(line -> line.with(new Units(units.getOrDefault(line.line(), Map.of())))
                        .with(accessed.get(line.line()), line.metadata()))
                .toList());
    }

    /// Line → stage → when a unit of the line came there last, as of that instant.
    public Map<String, Map<Stage, Instant>> reached(Instant instant) {
        var reached = new HashMap<String, Map<Stage, Instant>>();
        for (var move : moves) {
            if (!move.at().isAfter(instant)) {
                reached.computeIfAbsent(move.line(), line -> new EnumMap<>(Stage.class))
                        .merge(move.to(), move.at(), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return reached;
    }

    /// When the first unit came into this stage; empty when none has.
    public Optional<Instant> first(Stage stage) {
        return moves.stream().filter(move -> move.to() == stage).map(Move::at).min(Instant::compareTo);
    }

    /// When the last unit came into this stage; empty when none has.
    public Optional<Instant> last(Stage stage) {
        return moves.stream().filter(move -> move.to() == stage).map(Move::at).max(Instant::compareTo);
    }
}
