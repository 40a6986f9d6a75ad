package dev.countermand.accounts.people;

import dev.countermand.accounts.OrderLinks;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Links that let somebody choose a password: good once, for a while. A newer one of the same person makes
/// the older ones worthless.
@Component
class Tickets {

    private static final int SWEEP_MINUTES = 60;
    private static final String PREFIX = "cmt_";

    private final TicketStore store;
    private final OrderLinks addresses;
    private final Clock clock;

    Tickets(TicketStore store, OrderLinks addresses, Clock clock) {
        this.store = store;
        this.addresses = addresses;
        this.clock = clock;
    }

    /// What a link is good for.
    enum Purpose {
        SETUP(Duration.ofHours(24)),
        INVITATION(Duration.ofDays(7)),
        PASSWORD(Duration.ofHours(1));

        private final Duration lasts;

        Purpose(Duration lasts) {
            this.lasts = lasts;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Purpose of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// @param person whose; null for the set-up of the server
    record Ticket(Purpose purpose, Person.@Nullable Id person, Instant endsAt) {}

    /// A link as it is told once.
    record Link(URI address, Instant endsAt) {}

    /// Makes a link.
    Link make(Purpose purpose, Person.@Nullable Id person) {
        var now = now();
        if (person == null) {
            store.dropSetups();
        } else {
            store.drop(person);
        }
        String token = Secrets.token(PREFIX);
        var ticket = new Ticket(purpose, person, now.plus(purpose.lasts));
        store.add(Secrets.sha256(token), ticket, now);
        return new Link(addresses.page("/desk/welcome?t=" + token), ticket.endsAt());
    }

    /// What the token is good for; empty when it is unknown, used, or has ended.
    Optional<Ticket> find(String token) {
        return Secrets.looksLike(PREFIX, token) ? store.find(Secrets.sha256(token), now()) : Optional.empty();
    }

    /// Uses it up; true for exactly one of those who try.
    boolean use(String token) {
        return store.use(Secrets.sha256(token), now());
    }

    void drop(Person.Id person) {
        store.drop(person);
    }

    Optional<Instant> openInvitation(Person.Id person) {
        return store.openInvitation(person, now());
    }

    @Scheduled(fixedDelay = SWEEP_MINUTES, timeUnit = java.util.concurrent.TimeUnit.MINUTES)
    void sweep() {
        store.sweep(now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
