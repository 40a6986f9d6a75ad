package dev.countermand.accounts;

import dev.countermand.accounts.spi.OrderOwners;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.SellerId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// Whose orders this browser may see: kept in a signed cookie, so that every process reads it.
@Component
public class Visits {

    private static final String COOKIE = "cm_visits";
    private static final String ATTRIBUTE = Visits.class.getName();
    private static final int VISITS_MAX = 5;

    private final PageCookies cookies;
    private final Clock clock;
    private final ObjectProvider<OrderOwners> owners;

    Visits(PageCookies cookies, Clock clock, ObjectProvider<OrderOwners> owners) {
        this.cookies = cookies;
        this.clock = clock;
        this.owners = owners;
    }

    /// The visits of the request at hand, latest first; none outside of one.
    public static List<Visit> current() {
        var request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Noted noted
                ? noted.visits()
                : List.of();
    }

    private record Noted(List<Visit> visits) {}

    /// Opens all orders of the customer in this browser, from the next request on.
    public void begin(Visit added, HttpServletRequest request, HttpServletResponse response) {
        var others = read(request).stream()
                .filter(other -> !other.seller().equals(added.seller()) || other.proof() != added.proof());
        var kept = Stream.concat(Stream.of(added), others).limit(VISITS_MAX).toList();
        cookies.keep(COOKIE, text(kept), Duration.between(clock.instant(), added.until()), response);
    }

    /// Opens one order in this browser, from the next request on.
    public void open(
            OrderId order, SellerId seller, Instant until, HttpServletRequest request, HttpServletResponse response) {
        cookies.grant(new Visitor.Grant(order, seller, until), request, response);
    }

    /// Lets this browser forget every order.
    public void leave(HttpServletResponse response) {
        cookies.forget(COOKIE, response);
        cookies.forgetGrants(response);
    }

    /// Notes who visits, for [#current]; and adds the order that is asked for to those that links have
    /// opened, when it is one of the visitor's own.
    List<Visitor.Grant> enter(
            List<Visitor.Grant> grants,
            Optional<OrderId> asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        var visits = read(request);
        request.setAttribute(ATTRIBUTE, new Noted(visits));
        if (visits.isEmpty()
                || asked.isEmpty()
                || grants.stream().anyMatch(g -> g.order().equals(asked.get()))) {
            return grants;
        }
        var own = visits.stream()
                .filter(visit -> owners.stream().anyMatch(owner -> owner.covers(visit, asked.get())))
                .map(visit -> new Visitor.Grant(asked.get(), visit.seller(), visit.until()))
                .findFirst();
        own.ifPresent(grant -> cookies.grant(grant, request, response));
        return own.map(grant -> Stream.concat(Stream.of(grant), grants.stream()).toList())
                .orElse(grants);
    }

    private List<Visit> read(HttpServletRequest request) {
        return cookies.kept(COOKIE, request).map(this::visits).orElse(List.of());
    }

    private static String text(List<Visit> visits) {
        return visits.stream()
                .map(visit -> String.join(
                        ":",
                        visit.proof().name(),
                        visit.seller().value(),
                        Long.toString(visit.until().getEpochSecond(), 36),
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(visit.who().getBytes(StandardCharsets.UTF_8))))
                .collect(Collectors.joining("|"));
    }

    // The signature holds: these are our own words.
    private List<Visit> visits(String text) {
        var visits = new ArrayList<Visit>();
        for (String entry : text.split("\\|", -1)) {
            String[] fields = entry.split(":", -1);
            var until = Instant.ofEpochSecond(Long.parseLong(fields[2], 36));
            if (until.isAfter(clock.instant())) {
                visits.add(new Visit(
                        new SellerId(fields[1]),
                        Visit.Proof.valueOf(fields[0]),
                        new String(Base64.getUrlDecoder().decode(fields[3]), StandardCharsets.UTF_8),
                        until));
            }
        }
        return List.copyOf(visits);
    }
}
