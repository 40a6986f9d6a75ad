package dev.countermand.feeds;

import dev.countermand.accounts.Sellers;
import dev.countermand.feeds.Imports.Job;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Fills an empty server with a shop, so that a newcomer has something to cancel. Once: its job has a
/// fixed id, which only one process can insert; a start after an interruption goes on.
@Component
class DemoShop {

    private static final Logger LOG = LoggerFactory.getLogger(DemoShop.class);

    private static final SellerId SELLER = new SellerId("demo");
    private static final String NAME = "Maple Street Goods";
    private static final UUID JOB = new UUID(0, 1);
    private static final Duration SILENCE_MAX = Duration.ofMinutes(2);
    private static final long LOOK_AGAIN_SECONDS = 30;

    private final ImportStore store;
    private final ImportWorker worker;
    private final Orders orders;
    private final Sellers sellers;
    private final Clock clock;
    private final boolean wanted;

    /// There is nothing left to do: it is loaded, or this server has orders of its own.
    private volatile boolean settled;

    DemoShop(
            ImportStore store,
            ImportWorker worker,
            Orders orders,
            Sellers sellers,
            Clock clock,
            @Value("${countermand.demo:false}") boolean wanted) {
        this.store = store;
        this.worker = worker;
        this.orders = orders;
        this.sellers = sellers;
        this.clock = clock;
        this.wanted = wanted;
    }

    /// At the start, before other demos bring orders, and again while it is not whole: a process that
    /// was killed at it a moment ago looks alive until its silence has lasted.
    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @Scheduled(initialDelay = LOOK_AGAIN_SECONDS, fixedDelay = LOOK_AGAIN_SECONDS, timeUnit = TimeUnit.SECONDS)
    void load() {
        if (wanted && !settled && isOurs()) {
            worker.beside(this::take);
        }
    }

    /// Whether nobody has loaded it, and nobody else is at it.
    private boolean isOurs() {
        var now = clock.instant();
        var known = store.find(JOB);
        if (known.isPresent()) {
            var job = known.get();
            boolean gone = job.heartbeatAt().plus(SILENCE_MAX).isBefore(now);
            boolean left = job.status().equals("queued") || job.status().equals("interrupted");
            if (left || (job.isOpen() && gone)) {
                return store.takeOver(JOB, job.heartbeatAt(), now);
            }
            settled = !job.isOpen();
            return false;
        }
        boolean first = isEmpty() && store.insert(job(now), now);
        settled = !first && store.find(JOB).isEmpty();
        return first;
    }

    private boolean isEmpty() {
        return orders.list(new Orders.Search(List.of(), null, null, null, 1))
                .orders()
                .isEmpty();
    }

    private static Job job(Instant now) {
        return new Job(
                JOB,
                SELLER,
                ImportFormat.TAU2_RETAIL.word(),
                "running",
                Imports.Counts.NONE,
                new Imports.Progress(ImportFormat.TAU2_RETAIL.firstPhase(), 0, 0, 0, 0),
                false,
                false,
                "demo",
                Actor.Kind.SYSTEM,
                null,
                now,
                now,
                null);
    }

    private void take() {
        var actor = new Actor(Actor.Kind.SYSTEM, "demo", Set.of(), null, Actor.Channel.SYSTEM);
        sellers.ensure(SELLER);
        sellers.rename(SELLER, NAME);
        try (var file = new ClassPathResource("demo/tau2-retail/db.json.gz").getInputStream()) {
            worker.read(store.find(JOB).orElseThrow(), file, actor);
            store.find(JOB)
                    .ifPresent(job -> LOG.info(
                            "The demo shop \"{}\" is loaded: {} orders of the seller \"{}\"",
                            NAME,
                            job.counts().taken() + job.counts().identical(),
                            SELLER));
        } catch (ImportPace.Stopped stopped) {
            store.requeue(JOB, clock.instant());
        } catch (IOException failure) {
            LOG.error("The demo shop cannot be loaded", failure);
        }
    }
}
