package dev.countermand.cancellations;

import dev.countermand.orders.Goods;
import dev.countermand.orders.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Some held units of a line meet their fate. Every answer, claim, silence and withdrawal is a list of
/// these. Pure.
record Step(String line, Pool from, Fate to, int quantity) {

    /// Among which held units, and where those came from.
    enum Pool {
        ASKED(Stage.RELEASED),
        HELD_RELEASED(Stage.RELEASED),
        HELD_OPEN(Stage.OPEN);

        private final Stage origin;

        Pool(Stage origin) {
            this.origin = origin;
        }

        int of(Cancellation.Line line) {
            return switch (this) {
                case ASKED -> line.asked();
                case HELD_RELEASED -> line.heldReleased();
                case HELD_OPEN -> line.heldOpen();
            };
        }
    }

    /// What becomes of them.
    enum Fate {
        /// Taken back.
        CANCELED,
        /// They go on, for certain.
        TOO_LATE,
        /// They go on, as nobody said otherwise in time or the requester withdrew.
        RESUMED,
        /// A person agreed; now the warehouse is asked.
        ASKED
    }

    /// Everything that is held in these pools.
    static List<Step> all(Cancellation cancellation, List<Pool> pools, Fate fate) {
        return cancellation.lines().stream()
                .flatMap(line -> take(line, line.pending(), pools, pool -> fate).stream())
                .toList();
    }

    /// Up to so many units of a line, from the first pool first.
    static List<Step> take(Cancellation.Line line, int quantity, List<Pool> pools, Function<Pool, Fate> fate) {
        var steps = new ArrayList<Step>();
        int left = quantity;
        for (var pool : pools) {
            int taken = Math.min(left, pool.of(line));
            if (taken > 0) {
                steps.add(new Step(line.line(), pool, fate.apply(pool), taken));
                left -= taken;
            }
        }
        return steps;
    }

    /// Where the goods go by this step; null when they stay held.
    Goods.@Nullable Move move() {
        return switch (to) {
            case CANCELED -> new Goods.Move(line, Stage.STOPPING, Stage.CANCELED, quantity);
            case TOO_LATE, RESUMED -> new Goods.Move(line, Stage.STOPPING, from.origin, quantity);
            case ASKED -> null;
        };
    }

    /// The lines after these steps.
    static List<Cancellation.Line> after(List<Cancellation.Line> lines, List<Step> steps) {
        return lines.stream()
                .map(line -> steps.stream()
                        .filter(step -> step.line.equals(line.line()))
                        .reduce(line, (before, step) -> step.on(before), (a, b) -> b))
                .toList();
    }

    /// Units per line that meet this fate.
    static Map<String, Integer> units(List<Step> steps, Fate fate) {
        return steps.stream()
                .filter(step -> step.to == fate)
                .collect(Collectors.toMap(Step::line, Step::quantity, Integer::sum, java.util.LinkedHashMap::new));
    }

    private Cancellation.Line on(Cancellation.Line l) {
        return new Cancellation.Line(
                l.line(),
                l.sku(),
                l.title(),
                l.requested(),
                l.atOnce(),
                l.stopped() + (to == Fate.CANCELED ? quantity : 0),
                l.asked() + (to == Fate.ASKED ? quantity : 0) - (from == Pool.ASKED ? quantity : 0),
                l.heldOpen() - (from == Pool.HELD_OPEN ? quantity : 0),
                l.heldReleased() - (from == Pool.HELD_RELEASED ? quantity : 0),
                l.tooLate() + (to == Fate.TOO_LATE ? quantity : 0),
                l.resumed() + (to == Fate.RESUMED ? quantity : 0),
                l.followed(),
                l.departed(),
                l.refused(),
                l.because());
    }
}
