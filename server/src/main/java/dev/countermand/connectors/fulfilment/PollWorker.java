package dev.countermand.connectors.fulfilment;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.connectors.fulfilment.CallStore.Call;
import dev.countermand.connectors.fulfilment.spi.WarehouseHost;
import dev.countermand.kernel.Ids;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Asks warehouses how an attempt stands, for answers whose callback never came; ever more rarely, until
/// the attempt is over. What cannot be read is no answer, and never a "no".
@Component
class PollWorker {

    static final Duration LEASE = Duration.ofSeconds(60);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    static final Duration LOG_KEPT = Duration.ofDays(90);

    private static final int BATCH = 20;
    private static final int FORGET_BATCH = 500;
    private static final long POLL_SECONDS = 2;
    private static final long FORGET_MINUTES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(PollWorker.class);

    private final CallStore store;
    private final PartnerStore partners;
    private final Answering answering;
    private final Wire wire;
    private final List<WarehouseHost> hosts;
    private final Clock clock;

    PollWorker(
            CallStore store,
            PartnerStore partners,
            Answering answering,
            Wire wire,
            List<WarehouseHost> hosts,
            Clock clock) {
        this.store = store;
        this.partners = partners;
        this.answering = answering;
        this.wire = wire;
        this.hosts = hosts;
        this.clock = clock;
    }

    /// Asks after everything that is due.
    @Scheduled(fixedDelay = POLL_SECONDS, timeUnit = TimeUnit.SECONDS)
    void tick() {
        List<Call> due;
        do {
            due = store.takePolls(now(), LEASE, BATCH);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(call -> threads.execute(() -> safely(call)));
            }
        } while (due.size() == BATCH);
    }

    /// Forgets log lines that are old.
    @Scheduled(fixedDelay = FORGET_MINUTES, timeUnit = TimeUnit.MINUTES)
    void forget() {
        int gone;
        do {
            gone = store.forget(now().minus(LOG_KEPT), FORGET_BATCH);
        } while (gone == FORGET_BATCH);
    }

    private void safely(Call call) {
        try {
            poll(call);
        } catch (RuntimeException failure) {
            LOG.error("the warehouse could not be asked about {}; it is tried again", call.attempt(), failure);
        }
    }

    private void poll(Call call) {
        var seller = call.order().seller();
        var partner = partners.of(seller).orElseThrow();
        var url = url(call, partner);
        if (url == null || !isOpen(call)) {
            store.pollNext(call, null);
            return;
        }
        var message = Ids.text("msg", Ids.mint(call.order().part(), now()));
        var said = new Wire.Said("poll", message, call.order().number(), call.attempt(), null);
        Wire.answer(wire.say(partner, url, call.order().part(), said))
                .filter(answer -> answer.attempt() == null || answer.attempt().equals(call.attempt()))
                .ifPresent(answer -> answering.takeQuietly(call, answer));
        store.pollNext(call, isOpen(call) ? now().plus(pause(call.polls())) : null);
    }

    private boolean isOpen(Call call) {
        return answering
                .find(call.attempt(), call.order().seller())
                .map(Cancellation::status)
                .filter(status -> status.isPending())
                .isPresent();
    }

    private @Nullable String url(Call call, Partner partner) {
        for (var host : hosts) {
            if (host.kind().equals(call.partner())) {
                return host.status(partner.id(), call.attempt()).toString();
            }
        }
        var url = partner.statusUrl();
        return url == null ? null : url.replace("{attempt}", URLEncoder.encode(call.attempt(), StandardCharsets.UTF_8));
    }

    /// Doubles from half a minute to ten.
    static Duration pause(int polls) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(polls, 0), 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
