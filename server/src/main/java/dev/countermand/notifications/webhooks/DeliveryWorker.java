package dev.countermand.notifications.webhooks;

import dev.countermand.notifications.webhooks.DeliveryStore.Claim;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sends what is due, each endpoint in lanes of its own: few for each, and a single one for an endpoint
/// that has just failed, so that a slow one costs nobody else anything. Whoever dies between the other
/// side's yes and its record leaves a lease that ends; then the same is sent again under the same id.
@Component
class DeliveryWorker {

    /// Longer than a call can take, its lookup and its record.
    static final Duration LEASE = Duration.ofSeconds(60);

    static final int LANES_PER_ENDPOINT = 4;
    private static final int LANES_MAX = 512;
    private static final int CALLS_PER_LANE = 100;
    private static final int POLL_MILLIS = 250;
    private static final int GOODBYE_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    private final DeliveryStore store;
    private final Courier courier;
    private final Clock clock;
    private final Semaphore lanes = new Semaphore(LANES_MAX);
    private final Map<UUID, Integer> busy = new ConcurrentHashMap<>();
    private final Set<UUID> limping = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    DeliveryWorker(DeliveryStore store, Courier courier, Clock clock) {
        this.store = store;
        this.courier = courier;
        this.clock = clock;
    }

    /// Opens lanes wherever something is due.
    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        for (var endpoint : store.due(clock.instant())) {
            int wanted = limping.contains(endpoint) ? 1 : LANES_PER_ENDPOINT;
            while (busy.getOrDefault(endpoint, 0) < wanted && open(endpoint)) {
                // Another lane for the same endpoint.
            }
        }
    }

    private boolean open(UUID endpoint) {
        if (!lanes.tryAcquire()) {
            return false;
        }
        Optional<Claim> first = Optional.empty();
        try {
            first = claim(endpoint);
        } finally {
            if (first.isEmpty()) {
                lanes.release();
            }
        }
        first.ifPresent(claim -> {
            busy.merge(endpoint, 1, Integer::sum);
            threads.execute(() -> drive(claim));
        });
        return first.isPresent();
    }

    private void drive(Claim first) {
        try {
            var claim = Optional.of(first);
            for (int calls = 0; claim.isPresent() && calls < CALLS_PER_LANE; calls++) {
                if (!send(claim.get())) {
                    return;
                }
                claim = calls + 1 < CALLS_PER_LANE ? claim(first.endpoint()) : Optional.empty();
            }
        } catch (RuntimeException e) {
            LOG.error("a lane to {} ends; the next tick opens another", first.endpoint(), e);
        } finally {
            busy.computeIfPresent(first.endpoint(), (id, count) -> count == 1 ? null : count - 1);
            lanes.release();
        }
    }

    private boolean send(Claim claim) {
        boolean arrived = courier.send(claim);
        if (arrived) {
            limping.remove(claim.endpoint());
        } else {
            limping.add(claim.endpoint());
        }
        return arrived;
    }

    private Optional<Claim> claim(UUID endpoint) {
        var now = clock.instant();
        return store.claim(endpoint, now, now.plus(LEASE));
    }

    /// Sends what is due now, in this thread.
    void drain() {
        for (var due = store.due(clock.instant()); !due.isEmpty(); due = store.due(clock.instant())) {
            for (var endpoint : due) {
                claim(endpoint).ifPresent(courier::send);
            }
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
