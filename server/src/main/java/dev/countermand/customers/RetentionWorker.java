package dev.countermand.customers;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.People;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets the people whose time is over, a bounded number each hour. Those who are still needed wait
/// for a later round. Two processes at once do no harm: each order is locked, and done once.
@Component
class RetentionWorker {

    static final int BATCH = 100;

    /// In one round and for one seller: some seconds of work.
    static final int ORDERS_MAX = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(RetentionWorker.class);
    private static final Actor CLOCK = Actor.system("retention");

    private final Sellers sellers;
    private final Retention retention;
    private final People people;
    private final Erasure erasure;
    private final Clock clock;

    RetentionWorker(Sellers sellers, Retention retention, People people, Erasure erasure, Clock clock) {
        this.sellers = sellers;
        this.retention = retention;
        this.people = people;
        this.erasure = erasure;
        this.clock = clock;
    }

    /// Goes through all sellers once.
    @Scheduled(fixedDelay = 60, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
    void tick() {
        List<Sellers.Seller> some = sellers.list("");
        while (!some.isEmpty()) {
            for (var seller : some) {
                var keep = retention.of(seller.id()).keep();
                if (keep != null) {
                    forget(seller.id(), clock.instant().minus(keep));
                }
            }
            some = sellers.list(some.getLast().id().value());
        }
    }

    private void forget(SellerId seller, Instant before) {
        People.@Nullable Old last = null;
        int seen = 0;
        int erased = 0;
        List<People.Old> batch;
        do {
            batch = people.takenBefore(seller, before, last, BATCH);
            for (var old : batch) {
                erased += erases(old) ? 1 : 0;
                last = old;
                seen++;
            }
        } while (batch.size() == BATCH && seen < ORDERS_MAX);
        if (erased > 0) {
            LOG.info("the people of {} orders of {} were erased, as their time was over", erased, seller);
        }
    }

    private boolean erases(People.Old old) {
        try {
            return erasure.erase(old.order(), "retention", false, CLOCK) == null;
        } catch (RuntimeException failure) {
            LOG.error(
                    "the person of {} could not be erased; tried again in an hour",
                    old.order().id(),
                    failure);
            return false;
        }
    }
}
