package dev.countermand.operations;

import dev.countermand.operations.spi.Figures;
import dev.countermand.operations.spi.Figures.Figure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Asks every capability for its figures now and then and hangs them up: for `/actuator/prometheus`, and
/// for whoever wants to know whether all is well. So a scrape costs the database nothing.
@Component
class Board {

    private static final int POLL_MILLIS = 15_000;
    private static final Logger LOG = LoggerFactory.getLogger(Board.class);

    /// @param at when they were asked
    record Reading(Instant at, List<Figure> figures) {}

    private final List<Figures> sources;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private volatile @Nullable Reading last;

    Board(List<Figures> sources, MeterRegistry registry, Clock clock) {
        this.sources = sources;
        this.registry = registry;
        this.clock = clock;
    }

    /// The last reading; null before the first.
    @Nullable
    Reading last() {
        return last;
    }

    @Scheduled(fixedDelay = POLL_MILLIS)
    synchronized void tick() {
        var now = clock.instant();
        try {
            var figures =
                    sources.stream().flatMap(source -> source.at(now).stream()).toList();
            hang(figures);
            last = new Reading(now, figures);
        } catch (RuntimeException e) {
            // Old numbers would look like news.
            hang(List.of());
            LOG.warn("the figures cannot be read: {}", e.getClass().getSimpleName());
        }
    }

    private void hang(List<Figure> figures) {
        var byName = figures.stream().collect(Collectors.groupingBy(Figure::name));
        byName.forEach((name, rows) -> gauges.computeIfAbsent(
                name,
                key -> MultiGauge.builder(name)
                        .description(rows.getFirst().help())
                        .register(registry)));
        gauges.forEach((name, gauge) -> gauge.register(
                byName.getOrDefault(name, List.of()).stream().map(Board::row).toList(), true));
    }

    private static MultiGauge.Row<Figure> row(Figure figure) {
        var tags = figure.tags().entrySet().stream()
                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                .toList();
        return MultiGauge.Row.of(Tags.of(tags), figure, Figure::value);
    }
}
