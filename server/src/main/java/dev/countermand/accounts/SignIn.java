package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Signing in at the desk with an API key, for twelve hours from the last use of this browser. Nothing
/// is kept on the server: signing out makes the browser forget, revoking the key ends every session
/// that began with it.
@Component
public class SignIn {

    private static final Throttle.Limit WRONG_KEYS = new Throttle.Limit("sign-in", 10, Duration.ofMinutes(10));

    private final KeyRing ring;
    private final PageCookies cookies;
    private final Throttle throttle;

    SignIn(KeyRing ring, PageCookies cookies, Throttle throttle) {
        this.ring = ring;
        this.cookies = cookies;
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
        cookies.signIn(row.get(), response);
        return row.get().actor(Actor.Channel.DESK);
    }

    /// Lets this browser forget who was signed in.
    public void leave(HttpServletResponse response) {
        cookies.signOut(response);
    }
}
