package dev.countermand.operations;

import dev.countermand.operations.spi.Figures.Figure;
import dev.countermand.operations.spi.Figures.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/// Whether the work behind the doors moves, as component `work` of `/actuator/health`: DOWN when a
/// worker of this server has stopped, DEGRADED when somebody outside keeps us waiting. Not part of
/// readiness: the doors answer all the same.
@Component("work")
class WorkHealth implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    /// Longer than the figures take, and than a restart of the database.
    private static final Duration SILENCE_MAX = Duration.ofMinutes(2);

    private final Board board;
    private final Clock clock;
    private final boolean workers;
    private final Instant startedAt;

    WorkHealth(Board board, Clock clock, @Value("${countermand.workers:true}") boolean workers) {
        this.board = board;
        this.clock = clock;
        this.workers = workers;
        this.startedAt = clock.instant();
    }

    @Override
    public Health health() {
        if (!workers) {
            return Health.up()
                    .withDetail("workers", "switched off in this process")
                    .build();
        }
        var reading = board.last();
        var since = reading == null ? startedAt : reading.at();
        if (Duration.between(since, clock.instant()).compareTo(SILENCE_MAX) > 0) {
            return Health.down()
                    .withDetail("figures", "not read since " + since)
                    .build();
        }
        return reading == null ? Health.up().build() : judge(reading);
    }

    static Health judge(Board.Reading reading) {
        var over = reading.figures().stream().filter(Figure::isOver).toList();
        var details = new LinkedHashMap<String, Object>();
        over.forEach(figure -> details.put(name(figure), figure.value()));
        boolean stuck = over.stream().map(Figure::limit).anyMatch(limit -> limit != null && limit.stuck());
        var status = over.isEmpty() ? Status.UP : stuck ? Status.DOWN : DEGRADED;
        return Health.status(status).withDetails(details).build();
    }

    private static String name(Figure figure) {
        Limit limit = figure.limit();
        var tags = figure.tags().entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return figure.name() + (figure.tags().isEmpty() ? "" : tags) + (limit == null ? "" : " > " + limit.most());
    }
}
