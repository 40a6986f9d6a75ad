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
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Links that open an order without an account: signed with a secret kept in the database, so that
/// every server process accepts them. Whoever opens a mailed link shows that he reads that mailbox: while
/// the mail is fresh, this opens all orders of that address at the seller; later the one order only, as
/// mails are forwarded and found again.
@Component
public class OrderLinks {

    private static final Duration VALID = Duration.ofDays(90);
    private static final Duration MAILBOX_PROVEN = Duration.ofDays(7);
    private static final int PRINT_CHARACTERS = 24;
    private static final String PURPOSE = "order-link";

    private final Signer signer;
    private final PageCookies cookies;
    private final Visits visits;
    private final BaseUrl baseUrl;
    private final Clock clock;

    OrderLinks(Signer signer, PageCookies cookies, Visits visits, BaseUrl baseUrl, Clock clock) {
        this.signer = signer;
        this.cookies = cookies;
        this.visits = visits;
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

    /// The same for a mail to this address: for seven days it also opens all orders of the address at the
    /// seller: `<base>/o/ord_…?k=<seller>~<until>~<print>~<signature>`.
    ///
    /// @param email as the mail is addressed
    public URI open(OrderRef order, String email) {
        String until = Long.toString(clock.instant().plus(VALID).getEpochSecond(), 36);
        String print = print(order.seller(), email);
        String signature = signer.sign(PURPOSE, text(order.id(), order.seller().value(), until) + "~" + print);
        return baseUrl.at("/o/" + order.id() + "?k=" + order.seller() + "~" + until + "~" + print + "~" + signature);
    }

    /// What stands for an address in links and cookies, so that they do not carry it: the same for every
    /// spelling of the address, and of no use at another seller.
    public String print(SellerId seller, String email) {
        return signer.sign("mailbox", seller + "~" + email.strip().toLowerCase(Locale.ROOT))
                .substring(0, PRINT_CHARACTERS);
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
        if (fields.length < 3
                || fields.length > 4
                || !SellerId.isValid(fields[0])
                || !signer.verify(PURPOSE, signed(order, fields), fields[fields.length - 1])) {
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
        var seller = new SellerId(fields[0]);
        cookies.grant(new Visitor.Grant(order, seller, until), request, response);
        var proven = until.minus(VALID).plus(MAILBOX_PROVEN);
        if (fields.length == 4 && proven.isAfter(clock.instant())) {
            visits.begin(new Visit(seller, Visit.Proof.MAILBOX, order + "." + fields[2], proven), request, response);
        }
    }

    private static String signed(OrderId order, String[] fields) {
        String text = text(order, fields[0], fields[1]);
        return fields.length == 3 ? text : text + "~" + fields[2];
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
