package dev.countermand.connectors.mailbox.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.connectors.mailbox.Letter;
import dev.countermand.connectors.mailbox.Mail;
import dev.countermand.connectors.mailbox.Mailbox;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Shows the mailbox to whoever can open the demo server.
@Controller
@ConditionalOnBooleanProperty("countermand.demo")
class MailboxPages {

    private static final String CSP = "Content-Security-Policy";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final int MAILS_A_PAGE = 50;
    private static final int QUERY_MAX = 200;

    /// As every page's, and one frame of our own in it.
    private static final String CSP_OF_PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
            + " data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-src 'self'; frame-ancestors 'none'";

    /// A mail may show itself and open its links beside us; it may not run, load, send or look like us.
    private static final String CSP_OF_MAIL = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
            + " style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'";

    private final Mailbox mailbox;
    private final Pages pages;

    MailboxPages(Mailbox mailbox, Pages pages) {
        this.mailbox = mailbox;
        this.pages = pages;
    }

    @GetMapping("/mailbox")
    ResponseEntity<String> list(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Long after) {
        var query = q.strip();
        if (query.length() > QUERY_MAX) {
            throw Problem.invalid("too_long", "q", "Search for at most " + QUERY_MAX + " characters.");
        }
        var found = mailbox.list(query.isEmpty() ? null : query, null, after, MAILS_A_PAGE, maySeeStaffs());
        var model = new HashMap<String, Object>();
        model.put("mails", found.mails());
        model.put("q", query);
        model.put("isFirst", after == null);
        if (found.next() != null) {
            model.put("next", found.next().toString());
        }
        return pages.ok("mailbox/list", pages.page(request, null, "mailbox.title", Map.of()), model);
    }

    @GetMapping("/mailbox/{id}")
    ResponseEntity<String> show(HttpServletRequest request, @PathVariable String id) {
        var mail = find(id);
        var page = pages.page(request, null, "mailbox.mail.title", Map.of("subject", mail.subject()));
        var shown = pages.ok("mailbox/mail", page, Map.of("mail", mail, "letter", open(mail)));
        return ResponseEntity.status(HttpStatus.OK)
                .headers(shown.getHeaders())
                .header(CSP, CSP_OF_PAGE)
                .body(shown.getBody());
    }

    /// The HTML of a mail, as untrusted as any mail's.
    @GetMapping("/mailbox/{id}/html")
    ResponseEntity<String> html(@PathVariable String id) {
        var html = open(find(id)).html();
        if (html == null) {
            throw Problem.notFound();
        }
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header(CSP, CSP_OF_MAIL)
                .header("Referrer-Policy", "no-referrer")
                .body("<base target=\"_blank\">" + html);
    }

    private Mail find(String id) {
        return mailbox.find(uuid(id))
                .filter(mail -> !mail.isStaffs() || maySeeStaffs())
                .orElseThrow(Problem::notFound);
    }

    /// Whoever reads an invitation can follow it, so only somebody who could make one may.
    private static boolean maySeeStaffs() {
        var staff = Visitor.current().staff();
        return staff != null && staff.may(Right.OPERATE);
    }

    private Letter open(Mail mail) {
        return mailbox.open(mail.id()).orElseThrow(Problem::notFound);
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
    }
}
