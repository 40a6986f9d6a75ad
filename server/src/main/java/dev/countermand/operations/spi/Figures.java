package dev.countermand.operations.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a capability tells about its open work. Asked a few times a minute by every process, so it reads
/// small tables or partial indexes only, and it names nobody: no order, no seller, no person.
public interface Figures {

    /// The figures now.
    List<Figure> at(Instant now);

    /// One number.
    ///
    /// @param name as Micrometer has it: `countermand.effects.open`
    /// @param tags from small fixed sets
    /// @param limit what is wrong above it; null when no number is
    record Figure(
            String name,
            String help,
            Map<String, String> tags,
            double value,
            @Nullable Limit limit) {

        /// A count that is never wrong.
        public static Figure of(String name, String help, long count) {
            return of(name, help, (double) count);
        }

        /// A number that is never wrong.
        public static Figure of(String name, String help, double value) {
            return new Figure(name, help, Map.of(), value, null);
        }

        /// The same, as one of several of its name.
        public Figure tagged(String tag, String word) {
            return new Figure(name, help, Map.of(tag, word), value, limit);
        }

        /// The same, with the number above which something is wrong.
        public Figure limitedTo(double most, boolean stuck) {
            return new Figure(name, help, tags, value, new Limit(most, stuck));
        }

        /// Whether it is above its limit.
        public boolean isOver() {
            return limit != null && value > limit.most();
        }
    }

    /// Above what a figure says that something is wrong.
    ///
    /// @param stuck whether a worker of this server has stopped then; else somebody outside keeps us
    /// waiting
    record Limit(double most, boolean stuck) {}

    /// How many seconds have passed since then; 0 for what is still to come, or for nothing.
    static double age(@Nullable Instant since, Instant now) {
        return since == null || since.isAfter(now)
                ? 0
                : Duration.between(since, now).toMillis() / 1000.0;
    }
}
