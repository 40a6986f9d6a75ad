package dev.countermand.accounts;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.SellerId;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// Sessions without a store: signed cookies that every process reads. The desk's is bound to the API
/// key it came from, and dies with it. People have sessions of their own, see
/// [dev.countermand.accounts.people.Sessions].
@Component
class PageCookies {

    private static final Duration DESK_LASTS = Duration.ofHours(12);
    private static final Duration DESK_RENEWED_AFTER = Duration.ofMinutes(30);
    private static final int GRANTS_MAX = 20;
    private static final String DESK = "cm_desk";
    private static final String ORDERS = "cm_orders";
    private static final String SESSION = "cm_session";

    private final Signer signer;
    private final KeyRing ring;
    private final Clock clock;
    private final boolean secure;

    PageCookies(Signer signer, KeyRing ring, Clock clock, BaseUrl baseUrl) {
        this.signer = signer;
        this.ring = ring;
        this.clock = clock;
        this.secure = baseUrl.isSecure();
    }

    /// A browser takes a `__Host-` cookie from this very host by TLS only, so no neighbor can plant one.
    String name(String plain) {
        return secure ? "__Host-" + plain : plain;
    }

    void signIn(KeyRing.Row key, HttpServletResponse response) {
        set(response, SESSION, "", Duration.ZERO);
        String text = key.key().id() + "." + number(clock.instant().plus(DESK_LASTS));
        set(response, DESK, text + "~" + signer.sign(DESK + key.sha256Hex(), text), DESK_LASTS);
    }

    void signOut(HttpServletResponse response) {
        set(response, DESK, "", Duration.ZERO);
        set(response, SESSION, "", Duration.ZERO);
    }

    /// Signs a person in: what the cookie says is known to the database by its hash only.
    void signIn(String token, Duration lasts, HttpServletResponse response) {
        set(response, DESK, "", Duration.ZERO);
        set(response, SESSION, token, lasts);
    }

    Optional<String> session(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name(SESSION)))
                .map(Cookie::getValue)
                .findFirst();
    }

    /// Whose key signed in; renews the cookie of who is at work.
    Optional<KeyRing.Row> desk(HttpServletRequest request, HttpServletResponse response) {
        return read(request, DESK, value -> desk(value, response));
    }

    private Optional<KeyRing.Row> desk(Signed cookie, HttpServletResponse response) {
        String[] fields = cookie.text().split("\\.", -1);
        if (fields.length != 2) {
            return Optional.empty();
        }
        var until = instant(fields[1]);
        var key = Keys.KeyId.parse(fields[0])
                .filter(id -> until.isAfter(clock.instant()))
                .flatMap(ring::byId)
                .filter(row -> signer.verify(DESK + row.sha256Hex(), cookie.text(), cookie.signature()));
        if (key.isPresent() && until.isBefore(clock.instant().plus(DESK_LASTS).minus(DESK_RENEWED_AFTER))) {
            signIn(key.get(), response);
        }
        return key;
    }

    List<Visitor.Grant> grants(HttpServletRequest request) {
        return read(request, ORDERS, this::grants).orElse(List.of());
    }

    /// Adds the grant in front of the others; of one order the latest counts.
    void grant(Visitor.Grant added, HttpServletRequest request, HttpServletResponse response) {
        var others = grants(request).stream().filter(other -> !other.order().equals(added.order()));
        String text = Stream.concat(Stream.of(added), others)
                .limit(GRANTS_MAX)
                .map(grant -> grant.order() + ":" + number(grant.until()) + ":" + grant.seller())
                .collect(Collectors.joining("|"));
        set(response, ORDERS, text + "~" + signer.sign(ORDERS, text), Duration.between(clock.instant(), added.until()));
    }

    void forgetGrants(HttpServletResponse response) {
        set(response, ORDERS, "", Duration.ZERO);
    }

    /// Keeps a text in this browser, signed under the cookie's name.
    void keep(String name, String text, Duration lasts, HttpServletResponse response) {
        set(response, name, text + "~" + signer.sign(name, text), lasts);
    }

    /// The text that was kept under this name; empty for none, and for one that is not ours.
    Optional<String> kept(String name, HttpServletRequest request) {
        return read(
                request,
                name,
                cookie -> Optional.of(cookie)
                        .filter(signed -> signer.verify(name, signed.text(), signed.signature()))
                        .map(Signed::text));
    }

    void forget(String name, HttpServletResponse response) {
        set(response, name, "", Duration.ZERO);
    }

    private Optional<List<Visitor.Grant>> grants(Signed cookie) {
        if (!signer.verify(ORDERS, cookie.text(), cookie.signature())) {
            return Optional.empty();
        }
        List<Visitor.Grant> grants = new ArrayList<>();
        for (String entry : cookie.text().split("\\|", -1)) {
            String[] fields = entry.split(":", -1);
            var until = instant(fields[1]);
            if (until.isAfter(clock.instant())) {
                grants.add(new Visitor.Grant(OrderId.parse(fields[0]).orElseThrow(), new SellerId(fields[2]), until));
            }
        }
        return Optional.of(List.copyOf(grants));
    }

    private record Signed(String text, String signature) {}

    private <T> Optional<T> read(HttpServletRequest request, String name, Function<Signed, Optional<T>> reader) {
        Cookie[] cookies = request.getCookies();
        return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name(name)))
                .map(cookie -> split(cookie.getValue()))
                .flatMap(Optional::stream)
                .map(reader)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Signed> split(String value) {
        int end = value.lastIndexOf('~');
        return end < 0 ? Optional.empty() : Optional.of(new Signed(value.substring(0, end), value.substring(end + 1)));
    }

    private void set(HttpServletResponse response, String name, String value, Duration lasts) {
        var cookie = ResponseCookie.from(name(name), value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .maxAge(lasts)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static String number(Instant at) {
        return Long.toString(at.getEpochSecond(), 36);
    }

    private static Instant instant(String number) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(number, 36));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
