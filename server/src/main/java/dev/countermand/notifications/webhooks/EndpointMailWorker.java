package dev.countermand.notifications.webhooks;

import dev.countermand.notifications.spi.Messenger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Hands the mails about endpoints to the mail server.
@Component
class EndpointMailWorker {

    static final int ATTEMPTS_MAX = 12;
    private static final Duration RETRY_FIRST = Duration.ofMinutes(5);
    private static final int POLL_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(EndpointMailWorker.class);

    private final EndpointMailStore store;
    private final List<Messenger> messengers;
    private final Clock clock;

    EndpointMailWorker(EndpointMailStore store, List<Messenger> messengers, Clock clock) {
        this.store = store;
        this.messengers = messengers.stream()
                .filter(messenger -> messenger.channel().equals("mail"))
                .toList();
        this.clock = clock;
    }

    @Scheduled(fixedDelay = POLL_MILLIS)
    void tick() {
        // The next try is set before this one begins: a process that dies leaves it behind.
        for (var claim = claim(); claim.isPresent(); claim = claim()) {
            var mail = claim.get();
            try {
                messengers.getFirst().hand(mail.letter());
                store.next(mail, null);
            } catch (Exception e) {
                // What the mail server said may name the recipient.
                LOG.warn(
                        "a mail about a webhook endpoint was not taken (try {}, {})",
                        mail.attempt(),
                        e.getClass().getSimpleName());
                boolean over = mail.attempt() >= ATTEMPTS_MAX || e instanceof Messenger.Refused;
                store.next(mail, over ? null : clock.instant().plus(pause(mail.attempt())));
            }
        }
    }

    private Optional<EndpointMailStore.Claim> claim() {
        var now = clock.instant();
        return messengers.isEmpty() ? Optional.empty() : store.claim(now, now.plus(RETRY_FIRST));
    }

    private static Duration pause(int attempts) {
        return RETRY_FIRST.multipliedBy(1L << Math.min(attempts - 1, 8));
    }
}
