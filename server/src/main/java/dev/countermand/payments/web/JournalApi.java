package dev.countermand.payments.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.journal.Journal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The journal of money as a stream, JSON or CSV, for programs and as a download of the desk.
@RestController
class JournalApi {

    /// Each reads everything in its stretch; more of them at once would only keep others from their work.
    private static final int AT_ONCE = 4;

    private final Journal journal;
    private final Semaphore running = new Semaphore(AT_ONCE);

    JournalApi(Journal journal) {
        this.journal = journal;
    }

    /// @param from an instant, or a day in UTC: of what happened from then on
    /// @param to the same: and before then
    /// @param after `next` of an earlier answer
    /// @param format `json` (default) or `csv`
    @GetMapping("/v1/journal")
    void read(
            Actor actor,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "json") String format)
            throws IOException {
        if (actor.kind() == Actor.Kind.SHOPPER) {
            throw Problem.notFound();
        }
        stream(actor, response, seller, from, to, after, format);
    }

    /// The same for somebody at the desk.
    @GetMapping("/desk/journal")
    void download(
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "csv") String format)
            throws IOException {
        stream(Visitor.current().atDesk(), response, blank(seller), blank(from), blank(to), null, format);
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private void stream(
            Actor actor,
            HttpServletResponse response,
            @Nullable String seller,
            @Nullable String from,
            @Nullable String to,
            @Nullable String after,
            String format)
            throws IOException {
        var whose = actor.everywhere() && seller == null ? null : actor.seller(seller);
        actor.require(Right.SEE_MONEY);
        var wanted = wanted(whose, from, to, after, format);
        if (!running.tryAcquire()) {
            throw Problem.of(
                    Problem.Kind.TOO_MANY, "too_many_journals", "Several journals are being read; ask again soon.");
        }
        try {
            var name = "journal-" + (whose == null ? "all" : whose.value()) + "." + format;
            response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
            response.setHeader("Cache-Control", "no-store");
            if (format.equals("csv")) {
                response.setContentType("text/csv;charset=UTF-8");
                JournalCsv.write(journal, wanted, response.getWriter());
            } else {
                response.setContentType("application/json;charset=UTF-8");
                JournalJson.write(journal, wanted, response.getWriter());
            }
        } finally {
            running.release();
        }
    }

    private static Journal.Wanted wanted(
            @Nullable SellerId seller,
            @Nullable String from,
            @Nullable String to,
            @Nullable String after,
            String format) {
        var wrong = new ArrayList<Problem.Violation>();
        var begin = instant("/from", from, wrong);
        var end = instant("/to", to, wrong);
        if (begin != null && end != null && !begin.isBefore(end)) {
            wrong.add(new Problem.Violation("/to", "out_of_range", "`to` must be later than `from`."));
        }
        if (after != null && !after.matches("\\d{1,18}")) {
            wrong.add(new Problem.Violation(
                    "/after", "out_of_range", "`after` must be the `next` of an earlier answer."));
        }
        if (!format.equals("csv") && !format.equals("json")) {
            wrong.add(new Problem.Violation("/format", "unknown_format", "`format` must be `json` or `csv`."));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return new Journal.Wanted(seller, begin, end, after == null ? 0 : Long.parseLong(after));
    }

    /// An instant, or the beginning of a day in UTC.
    static @Nullable Instant instant(String pointer, @Nullable String text, List<Problem.Violation> wrong) {
        try {
            if (text == null) {
                return null;
            }
            return text.length() == "2026-11-20".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException foreign) {
            wrong.add(new Problem.Violation(
                    pointer,
                    "invalid_instant",
                    "Write an instant as RFC 3339, such as 2026-11-20T00:00:00Z, or a day, such as 2026-11-20."));
            return null;
        }
    }
}
