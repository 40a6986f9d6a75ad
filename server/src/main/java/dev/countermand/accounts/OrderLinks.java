package dev.countermand.accounts;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Links that open one order without an account: signed with a secret kept in the database, so that
/// every server process accepts them.
@Component
public class OrderLinks {

    private static final Duration VALID = Duration.ofDays(90);
    private static final String PURPOSE = "order-link";

    private final Signer signer;
    private final PageCookies cookies;
    private final BaseUrl baseUrl;
    private final Clock clock;

    OrderLinks(Signer signer, PageCookies cookies, BaseUrl baseUrl, Clock clock) {
        this.signer = signer;
        this.cookies = cookies;
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    /// The address that opens the order for whoever holds it, absolute, valid for 90 days from now:
    /// `<base>/o/ord_…?k=<seller>~<until>~<signature>`.
    public URI open(OrderRef order) {
        String until = Long.toString(clock.instant().plus(VALID).getEpochSecond(), 36);
        String signature = signer.sign(PURPOSE, text(order.id(), order.seller().value(), until));
        return baseUrl.at("/o/" + order.id() + "?k=" + order.seller() + "~" + until + "~" + signature);
    }

    /// The address of any of our pages, absolute.
    ///
    /// @param path begins with a slash
    public URI page(String path) {
        return baseUrl.at(path);
    }

    /// Opens the order in this browser until the link's end: sets the cookie from which [Visitor] is
    /// made. Fails with UNAUTHENTICATED `link_invalid` or `link_expired`.
    ///
    /// @param token what stands behind `k=`
    public void accept(OrderId order, String token, HttpServletRequest request, HttpServletResponse response) {
        String[] fields = token.split("~", -1);
        if (fields.length != 3
                || !SellerId.isValid(fields[0])
                || !signer.verify(PURPOSE, text(order, fields[0], fields[1]), fields[2])) {
            throw Problem.of(
                    Problem.Kind.UNAUTHENTICATED,
                    "link_invalid",
                    "This link is not complete. Copy the whole link from our mail, or ask for a new one with your"
                            + " order number.");
        }
        Instant until = until(fields[1]);
        if (!until.isAfter(clock.instant())) {
            throw Problem.of(
                    Problem.Kind.UNAUTHENTICATED,
                    "link_expired",
                    "This link has expired. Ask for a new one with your order number.");
        }
        cookies.grant(new Visitor.Grant(order, new SellerId(fields[0]), until), request, response);
    }

    // The signature holds here, so this is what we wrote ourselves.
    private static Instant until(String number) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(number, 36));
        } catch (NumberFormatException | DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static String text(OrderId order, String seller, String until) {
        return order + "~" + seller + "~" + until;
    }
}
