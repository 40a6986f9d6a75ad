package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns `Authorization: Bearer <key>` into the [Actor] behind it.
final class BearerFilter extends OncePerRequestFilter {

    private static final Throttle.Limit WRONG_KEYS = new Throttle.Limit("api-key", 100, Duration.ofMinutes(1));
    private static final String SCHEME = "Bearer ";

    private final KeyRing ring;
    private final Throttle throttle;
    private final Refusals refusals;

    BearerFilter(KeyRing ring, Throttle throttle, Refusals refusals) {
        this.ring = ring;
        this.throttle = throttle;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            try {
                ActorToken.enter(actor(header, Throttle.address(request.getRemoteAddr())));
            } catch (RuntimeException refused) {
                refusals.answer(request, response, refused);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Actor actor(String header, String address) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unknown();
        }
        String key = header.substring(SCHEME.length()).strip();
        // A shop at work must not be shut out because somebody behind the same address guesses.
        if (!ring.isFamiliar(key)) {
            throttle.check(WRONG_KEYS, address);
        }
        var row = ring.byKey(key);
        if (row.isEmpty()) {
            throttle.count(WRONG_KEYS, address);
            throw unknown();
        }
        return row.get().actor(Actor.Channel.API);
    }

    private static Problem unknown() {
        return Problem.of(
                Problem.Kind.UNAUTHENTICATED,
                "unauthenticated",
                "This API key is unknown or revoked. Send a valid one: Authorization: Bearer <key>.");
    }
}
