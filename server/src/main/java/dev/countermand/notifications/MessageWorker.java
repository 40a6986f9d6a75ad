package dev.countermand.notifications;

import dev.countermand.kernel.Ids;
import dev.countermand.notifications.MessageStore.Claim;
import dev.countermand.notifications.spi.Messenger;
import dev.countermand.site.RightOfWay;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Hands pending messages over in a few lanes, each a handful at a time, one by one. Whoever dies between
/// the other side's yes and its record leaves leases that end; then the messages go again, under the same
/// Message-IDs.
@Component
class MessageWorker {

    static final Duration RETRY_FIRST = Duration.ofSeconds(5);
    static final Duration RETRY_MAX = Duration.ofHours(6);
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(MessageWorker.class);
    private static final int POLL_MILLIS = 250;
    private static final int LANES = 3;
    /// So many go twice at most, per lane, when the process dies in between.
    private static final int HANDFUL = 8;
    private static final int BEAT_SECONDS = 10;
    private static final int BEATS_MAX = 12;
    private static final int GOODBYE_SECONDS = 5;
    private static final int ERROR_CHARACTERS_MAX = 500;

    private final MessageStore store;
    private final Messages messages;
    private final RightOfWay way;
    private final Map<String, Messenger> messengers;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore lanes = new Semaphore(LANES);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    MessageWorker(
            MessageStore store,
            Messages messages,
            List<Messenger> messengers,
            RightOfWay way,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.messages = messages;
        this.way = way;
        this.messengers = messengers.stream().collect(Collectors.toMap(Messenger::channel, Function.identity()));
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Fills the free lanes for as long as messages are due.
    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        while (lanes.tryAcquire()) {
            List<Claim> claims = List.of();
            try {
                claims = claim();
            } finally {
                if (claims.isEmpty()) {
                    lanes.release();
                } else {
                    open(claims);
                }
            }
            if (claims.isEmpty()) {
                return;
            }
        }
    }

    private void open(List<Claim> first) {
        threads.execute(() -> {
            try {
                hand(first);
                drain();
            } catch (RuntimeException e) {
                LOG.error("a lane of the message worker ends; the next tick opens another", e);
            } finally {
                lanes.release();
            }
        });
    }

    /// Hands over what is due now, in this thread.
    void drain() {
        for (var claims = claim(); !claims.isEmpty(); claims = claim()) {
            hand(claims);
        }
    }

    private List<Claim> claim() {
        way.giveWay();
        var now = clock.instant();
        return store.claim(now, now.plus(LEASE), HANDFUL);
    }

    /// What of a handful the other side has taken and is not recorded yet.
    private final class Taken {

        private final long began = System.nanoTime();
        private final List<Claim> claims = new ArrayList<>();

        /// Whether the leases of those that wait may be about to end.
        boolean isLate() {
            return System.nanoTime() - began > TimeUnit.SECONDS.toNanos(BEAT_SECONDS);
        }

        void record() {
            if (!claims.isEmpty()) {
                store.sent(claims, clock.instant().truncatedTo(ChronoUnit.MICROS));
                claims.clear();
            }
        }
    }

    private void hand(List<Claim> claims) {
        var taken = new Taken();
        try {
            for (var claim : claims) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                if (taken.isLate()) {
                    taken.record();
                }
                if (!taken.isLate() || store.renew(claim, clock.instant().plus(LEASE))) {
                    hand(claim, taken);
                }
            }
        } finally {
            taken.record();
        }
    }

    private void hand(Claim claim, Taken taken) {
        try {
            handWithin(claim, taken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (Messenger.Refused e) {
            failed(claim, null, e);
            return;
        } catch (Exception e) {
            failed(claim, claim.attemptsLeft() > 0 ? nextTry(claim) : null, e);
            return;
        }
        taken.claims.add(claim);
    }

    /// The lease is renewed while the other side takes its time, and ends by itself when this process dies.
    private void handWithin(Claim claim, Taken taken) throws Exception {
        var messenger = messengers.get(claim.channel());
        if (messenger == null) {
            throw new IllegalStateException("nothing here speaks " + claim.channel());
        }
        var hand = threads.submit(() -> {
            messenger.hand(claim.letter());
            return null;
        });
        for (int beat = 0; beat < BEATS_MAX; beat++) {
            try {
                hand.get(BEAT_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                taken.record();
                store.renew(claim, clock.instant().plus(LEASE));
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
        hand.cancel(true);
        throw new TimeoutException("no answer for " + BEAT_SECONDS * BEATS_MAX + " s");
    }

    private Instant nextTry(Claim claim) {
        int tries = Messages.ATTEMPTS_MAX - claim.attemptsLeft();
        return clock.instant().plus(pause(tries)).truncatedTo(ChronoUnit.MICROS);
    }

    /// How long to wait after so many tries.
    static Duration pause(int tries) {
        var pause = RETRY_FIRST.multipliedBy(1L << Math.min(tries - 1, 20));
        return pause.compareTo(RETRY_MAX) < 0 ? pause : RETRY_MAX;
    }

    private void failed(Claim claim, @Nullable Instant next, Exception why) {
        var id = Ids.text(Message.PREFIX, claim.id());
        var error = error(why);
        // What the other side said names people; it stands beside the message, for those who may see it.
        LOG.warn(
                "{} was not handed over (try {}, {}), next {}",
                id,
                claim.attempt(),
                why.getClass().getSimpleName(),
                next);
        transaction.executeWithoutResult(status -> {
            if (store.failed(claim, next, error) && next == null) {
                messages.open(claim.letter(), id, error);
            }
        });
    }

    private static String error(Exception why) {
        var text = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > ERROR_CHARACTERS_MAX ? line.substring(0, ERROR_CHARACTERS_MAX) : line;
    }

    @PreDestroy
    void stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
