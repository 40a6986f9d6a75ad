package dev.countermand.accounts;

import dev.countermand.accounts.people.Entrance;
import dev.countermand.accounts.people.Person;
import dev.countermand.accounts.people.Sessions;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Signing in at the desk: people by their password, and, for the first set-up and for automation, whoever
/// holds an API key, for twelve hours from the last use of this browser. Revoking the key ends every
/// session that began with it.
@Component
public class SignIn {

    static final String SESSION = Sessions.Open.class.getName();

    private static final Throttle.Limit WRONG_KEYS = new Throttle.Limit("sign-in", 10, Duration.ofMinutes(10));

    private final KeyRing ring;
    private final PageCookies cookies;
    private final Sessions sessions;
    private final Entrance entrance;
    private final Throttle throttle;

    SignIn(KeyRing ring, PageCookies cookies, Sessions sessions, Entrance entrance, Throttle throttle) {
        this.ring = ring;
        this.cookies = cookies;
        this.sessions = sessions;
        this.entrance = entrance;
        this.throttle = throttle;
    }

    /// Signs this browser in. Fails with INVALID `unknown_key` for an unknown or revoked key, TOO_MANY
    /// `too_many_tries` after ten such keys from one address within ten minutes.
    public Actor enter(String key, HttpServletRequest request, HttpServletResponse response) {
        String address = Throttle.address(request.getRemoteAddr());
        throttle.check(WRONG_KEYS, address);
        var row = ring.byKey(key.strip());
        if (row.isEmpty()) {
            throttle.count(WRONG_KEYS, address);
            throw Problem.invalid("unknown_key", "key", "This key is unknown or has been revoked.");
        }
        endSession(request);
        cookies.signIn(row.get(), response);
        return row.get().actor(Actor.Channel.DESK);
    }

    /// Signs this browser in. Fails as [Entrance#enter] does.
    public Person enter(String email, String password, HttpServletRequest request, HttpServletResponse response) {
        var person = entrance.enter(email, password, Throttle.address(request.getRemoteAddr()));
        enter(person, request, response);
        return person;
    }

    /// Signs this browser in as somebody who has just shown who he is.
    public void enter(Person person, HttpServletRequest request, HttpServletResponse response) {
        endSession(request);
        cookies.signIn(sessions.open(person.id(), request), sessions.life(), response);
    }

    /// The person signed in at this browser; empty for nobody, and for whoever came with a key.
    public Optional<Sessions.Open> current(HttpServletRequest request) {
        return request.getAttribute(SESSION) instanceof Sessions.Open open ? Optional.of(open) : Optional.empty();
    }

    /// Signs this browser out, here and in the database.
    public void leave(HttpServletRequest request, HttpServletResponse response) {
        endSession(request);
        cookies.signOut(response);
    }

    private void endSession(HttpServletRequest request) {
        cookies.session(request).ifPresent(sessions::end);
    }
}
