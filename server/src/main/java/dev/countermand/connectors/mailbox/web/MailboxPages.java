package dev.countermand.connectors.mailbox.web;

import dev.countermand.connectors.mailbox.Letter;
import dev.countermand.connectors.mailbox.Mail;
import dev.countermand.connectors.mailbox.Mailbox;
import dev.countermand.kernel.Problem;
import dev.countermand.site.Json;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Every mail that left, for whoever tries the demo. What a mail says in HTML is shown in a frame of its own that may
/// neither run scripts nor load anything.
@Controller
@ConditionalOnBooleanProperty("countermand.demo")
class MailboxPages {

    private static final int ROWS = 50;
    private static final int JSON_ROWS_MAX = 1000;
    private static final int QUERY_MAX = 200;
    private static final String CSP = "Content-Security-Policy";
    private static final String WITH_FRAME = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String OF_MAIL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'self';"
            + " sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

    private final Mailbox mailbox;
    private final Pages pages;

    MailboxPages(Mailbox mailbox, Pages pages) {
        this.mailbox = mailbox;
        this.pages = pages;
    }

    /// A mail for programs.
    record Row(
            String id,
            String messageId,
            String receivedAt,
            int copies,
            String from,
            String to,
            String subject,
            @Nullable String order,
            @Nullable String kind,
            @Nullable String text) {}

    /// A page of mails for programs.
    record Rows(List<Row> mails, @Nullable Long next) {}

    @GetMapping("/mailbox")
    ResponseEntity<String> list(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Long after) {
        var query = q.strip().substring(0, Math.min(q.strip().length(), QUERY_MAX));
        var found = mailbox.list(query.isEmpty() ? null : query, null, after, ROWS);
        var model = new HashMap<String, Object>();
        model.put("mails", found.mails());
        model.put("next", found.next());
        model.put("after", after);
        model.put("q", query);
        return pages.ok("mailbox/list", pages.page(request, null, "mailbox.title", Map.of()), model);
    }

    @GetMapping("/mailbox/{id}")
    ResponseEntity<String> mail(@PathVariable String id, HttpServletRequest request) {
        var mail = mailbox.find(uuid(id)).orElseThrow(Problem::notFound);
        var letter = mailbox.open(mail.id()).orElseThrow(Problem::notFound);
        var model = new HashMap<String, Object>();
        model.put("mail", mail);
        model.put("text", letter.text());
        model.put("html", letter.html() != null);
        model.put("source", letter.source());
        model.put("links", letter.text() == null ? List.of() : links(letter.text()));
        var page = pages.ok("mailbox/mail", pages.page(request, null, "mailbox.title", Map.of()), model);
        return ResponseEntity.status(page.getStatusCode())
                .headers(page.getHeaders())
                .header(CSP, WITH_FRAME)
                .body(page.getBody());
    }

    @GetMapping("/mailbox/{id}/html")
    ResponseEntity<String> html(@PathVariable String id) {
        var letter = mailbox.open(uuid(id)).orElseThrow(Problem::notFound);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header(CSP, OF_MAIL)
                .body(letter.html() == null ? "" : letter.html());
    }

    @GetMapping("/mailbox.json")
    ResponseEntity<String> json(
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "100") int limit) {
        var found = mailbox.list(to, order, after, Math.clamp(limit, 1, JSON_ROWS_MAX));
        var rows = found.mails().stream().map(this::row).toList();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(Json.write(new Rows(rows, found.next())));
    }

    private Row row(Mail mail) {
        return new Row(
                mail.id().toString(),
                mail.messageId(),
                mail.receivedAt().toString(),
                mail.copies(),
                mail.from(),
                mail.to(),
                mail.subject(),
                mail.order(),
                mail.kind(),
                mailbox.open(mail.id()).map(Letter::text).orElse(null));
    }

    private static List<String> links(String text) {
        return LINK.matcher(text).results().map(hit -> hit.group()).distinct().toList();
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
    }
}
