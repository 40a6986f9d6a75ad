package dev.countermand.accounts.people;

import dev.countermand.accounts.Throttle;
import dev.countermand.kernel.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Browsers in which people are signed in. Kept in the database under the hash of what the cookie says: so
/// they outlive a restart, every process knows them, and ending one ends it everywhere at once.
@Component
public class Sessions {

    private static final Duration STAMP_EVERY = Duration.ofMinutes(1);
    private static final int SWEEP_MINUTES = 30;
    private static final int BROWSER_MAX = 200;

    private final SessionStore store;
    private final Clock clock;
    private final Duration idle;
    private final Duration life;

    Sessions(
            SessionStore store,
            Clock clock,
            @Value("${countermand.session.idle:PT8H}") Duration idle,
            @Value("${countermand.session.life:P7D}") Duration life) {
        if (!idle.isPositive() || !life.isPositive()) {
            throw new IllegalArgumentException("countermand.session.idle and .life must be longer than nothing");
        }
        this.store = store;
        this.clock = clock;
        this.idle = idle;
        this.life = life;
    }

    /// One browser.
    ///
    /// @param browser what it says it is, not to be trusted
    /// @param address where it signed in from
    /// @param endsAt when it ends however much it is used
    public record Session(
            UUID id, String browser, String address, Instant createdAt, Instant lastUsedAt, Instant endsAt) {

        /// Its public name: `ses_…`.
        public String name() {
            return Ids.text("ses", id);
        }

        /// Browser and system in the words people use, such as `Firefox, Windows`; else what it says it is;
        /// null when it says nothing.
        public @Nullable String device() {
            return Device.of(browser);
        }
    }

    /// Who is signed in, and by which session.
    public record Open(Person person, Session session) {}

    /// Signs a browser in and answers what its cookie shall say.
    public String open(Person.Id person, HttpServletRequest request) {
        var now = now();
        String token = Secrets.token("cms_");
        String browser = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
        var session = new Session(
                Ids.mint(0, now), cut(browser), Throttle.address(request.getRemoteAddr()), now, now, now.plus(life));
        store.add(Secrets.sha256(token), person, session);
        store.seen(person, now);
        return token;
    }

    /// How long a cookie lasts at most.
    public Duration life() {
        return life;
    }

    /// Who this cookie stands for; empty when it is unknown, was ended, has ended, or its person may not
    /// come in any more.
    public Optional<Open> find(String token) {
        if (!Secrets.looksLike("cms_", token)) {
            return Optional.empty();
        }
        var now = now();
        var open = store.find(Secrets.sha256(token), now, now.minus(idle))
                .filter(found -> found.person().isWelcome());
        open.filter(found -> found.session().lastUsedAt().plus(STAMP_EVERY).isBefore(now))
                .ifPresent(found ->
                        store.stamp(found.session().id(), found.person().id(), now));
        return open;
    }

    /// Ends the session of this cookie; unknown is fine.
    public void end(String token) {
        store.end(Secrets.sha256(token));
    }

    /// Ends one of a person's sessions; false for an unknown one.
    public boolean end(Person.Id person, String name) {
        var id = Ids.parse("ses", name);
        return id != null && store.end(person, id);
    }

    /// Ends all sessions of a person.
    ///
    /// @param except the one that stays; null for none
    public void endAll(Person.Id person, @Nullable UUID except) {
        store.endAll(person, except);
    }

    /// The living sessions of a person, the last used first, at most 100.
    public List<Session> of(Person.Id person) {
        var now = now();
        return store.list(person, now, now.minus(idle));
    }

    @Scheduled(fixedDelay = SWEEP_MINUTES, timeUnit = java.util.concurrent.TimeUnit.MINUTES)
    void sweep() {
        var now = now();
        store.sweep(now, now.minus(idle));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String cut(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() > BROWSER_MAX ? clean.substring(0, BROWSER_MAX) : clean;
    }
}
