package dev.countermand.accounts.people;

import dev.countermand.accounts.spi.CodeSender;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Hands the mails over, one by one. Who dies in between leaves a lease that ends; then the mail goes
/// again, under the same Message-ID.
@Component
class LetterWorker {

    private static final Logger LOG = LoggerFactory.getLogger(LetterWorker.class);
    private static final int POLL_MILLIS = 1000;
    private static final int BATCH = 20;
    private static final int ATTEMPTS_MAX = 10;
    private static final int ERROR_MAX = 300;
    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final Duration RETRY_FIRST = Duration.ofSeconds(10);

    private final LetterStore store;
    private final ObjectProvider<CodeSender> senders;
    private final Clock clock;

    LetterWorker(LetterStore store, ObjectProvider<CodeSender> senders, Clock clock) {
        this.store = store;
        this.senders = senders;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        for (int i = 0; i < BATCH; i++) {
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var claim = store.claim(now, now.plus(LEASE));
            if (claim.isEmpty()) {
                return;
            }
            hand(claim.get());
        }
    }

    private void hand(LetterStore.Claim claim) {
        var draft = claim.draft();
        try {
            var sender = Optional.ofNullable(senders.getIfAvailable())
                    .orElseThrow(() -> new IllegalStateException("nothing here sends mail"));
            sender.send(new CodeSender.Mail(
                    draft.id() + "@countermand",
                    draft.kind(),
                    draft.writtenAt(),
                    claim.name(),
                    claim.email(),
                    draft.subject(),
                    draft.text(),
                    draft.html()));
            store.sent(draft.id());
        } catch (CodeSender.Refused refused) {
            store.failed(draft.id(), why(refused));
        } catch (Exception failure) {
            retry(claim, failure);
        }
    }

    private void retry(LetterStore.Claim claim, Exception failure) {
        LOG.warn("{} was not handed over (try {}): {}", claim.draft().kind(), claim.attempts(), why(failure));
        if (claim.attempts() >= ATTEMPTS_MAX) {
            store.failed(claim.draft().id(), why(failure));
            return;
        }
        var pause = RETRY_FIRST.multipliedBy(1L << claim.attempts());
        store.again(claim.draft().id(), clock.instant().plus(pause), why(failure));
    }

    private static String why(Exception failure) {
        var text = String.valueOf(failure.getMessage()).replace("\0", "");
        return text.length() > ERROR_MAX ? text.substring(0, ERROR_MAX) : text;
    }
}
