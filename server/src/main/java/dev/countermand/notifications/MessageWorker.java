package dev.countermand.notifications;

import dev.countermand.kernel.Ids;
import dev.countermand.notifications.MessageStore.Claim;
import dev.countermand.notifications.spi.Messenger;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/// Hands pending messages over, one by one in a few lanes. Whoever dies between the other side's yes and
/// its record leaves a lease that ends; then the message goes again, under the same Message-ID.
@Component
class MessageWorker {

    static final Duration RETRY_FIRST = Duration.ofSeconds(5);
    static final Duration RETRY_MAX = Duration.ofHours(6);
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(MessageWorker.class);
    private static final int POLL_MILLIS = 250;
    private static final int LANES = 3;
    private static final int BEAT_SECONDS = 10;
    private static final int BEATS_MAX = 12;
    private static final int GOODBYE_SECONDS = 5;
    private static final int ERROR_CHARACTERS_MAX = 500;

    private final MessageStore store;
    private final Messages messages;
    private final Map<String, Messenger> messengers;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore lanes = new Semaphore(LANES);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    MessageWorker(
            MessageStore store,
            Messages messages,
            List<Messenger> messengers,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.messages = messages;
        this.messengers = messengers.stream().collect(Collectors.toMap(Messenger::channel, Function.identity()));
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Fills the free lanes for as long as messages are due.
    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        while (lanes.tryAcquire()) {
            Optional<Claim> claim = Optional.empty();
            try {
                claim = claim();
            } finally {
                claim.ifPresentOrElse(this::open, lanes::release);
            }
            if (claim.isEmpty()) {
                return;
            }
        }
    }

    private void open(Claim first) {
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
        for (var claim = claim(); claim.isPresent(); claim = claim()) {
            hand(claim.get());
        }
    }

    private Optional<Claim> claim() {
        var now = clock.instant();
        return store.claim(now, now.plus(LEASE));
    }

    private void hand(Claim claim) {
        try {
            handWithin(claim);
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
        store.sent(claim, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /// The lease is renewed while the other side takes its time, and ends by itself when this process dies.
    private void handWithin(Claim claim) throws Exception {
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
