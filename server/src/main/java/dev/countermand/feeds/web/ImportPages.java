package dev.countermand.feeds.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.feeds.ImportFormat;
import dev.countermand.feeds.Imports;
import dev.countermand.feeds.Imports.Job;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Imports at the desk: a form to bring a file, the jobs and how far they are, and what became of each row.
@Controller
class ImportPages {

    private static final int JOBS = 20;
    private static final int ROWS = 100;
    private static final List<String> OUTCOMES =
            List.of("failed", "unmatched", "partly", "skipped", "taken", "canceled", "amended", "identical");

    private final Imports imports;
    private final Sellers sellers;
    private final Pages pages;

    ImportPages(Imports imports, Sellers sellers, Pages pages) {
        this.imports = imports;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping("/desk/imports")
    ResponseEntity<String> list(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String trouble) {
        var reader = reader();
        var page = pages.page(request, reader, "feeds.list.title", Map.of());
        var jobs = imports.list(reader, after, JOBS);
        var model = new HashMap<String, Object>();
        model.put("jobs", jobs);
        model.put("next", jobs.size() < JOBS ? null : jobs.getLast().id());
        model.put("after", after);
        model.put("sellers", sellers.of(reader));
        model.put("names", sellers.names(jobs.stream().map(Job::seller)));
        model.put(
                "formats",
                Arrays.stream(ImportFormat.values()).map(ImportFormat::word).toList());
        model.put("errors", errors(page, trouble));
        var status = trouble == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        return pages.answer(status, "feeds/list", page, model);
    }

    /// Whose orders this reader may bring: his own, or any known one's.
    /// Only sentences of ours: the address bar must not put words into our mouth.
    private static Map<String, String> errors(Page page, @Nullable String trouble) {
        var errors = new LinkedHashMap<String, String>();
        if (trouble != null) {
            var key = "feeds.trouble." + trouble;
            var field = trouble.equals("seller") || trouble.equals("forbidden") ? "seller" : "file";
            errors.put(field, page.say(page.texts().knows(key) ? key : "feeds.trouble.other"));
        }
        return errors;
    }

    @GetMapping("/desk/imports/{id}")
    ResponseEntity<String> job(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "0") int after) {
        var reader = reader();
        var job = find(id, reader);
        var wanted = OUTCOMES.contains(outcome) ? outcome : null;
        var rows = imports.report(job, wanted, after, ROWS);
        var model = new HashMap<String, Object>();
        model.put("job", job);
        model.put("rows", rows);
        model.put("outcome", wanted == null ? "" : wanted);
        model.put("outcomes", counted(job));
        model.put("after", after);
        model.put("next", rows.size() < ROWS ? 0 : rows.getLast().row());
        var title = Map.of("format", job.format());
        return pages.ok("feeds/job", pages.page(request, reader, "feeds.job.title", title), model);
    }

    /// How far it is, to be put into the page again and again; when it has ended, the whole page is new.
    @GetMapping("/desk/imports/{id}/live")
    ResponseEntity<String> live(HttpServletRequest request, @PathVariable String id) {
        var reader = reader();
        var job = find(id, reader);
        var page = pages.page(request, reader, "feeds.list.title", Map.of());
        return pages.live("feeds/live", page, Map.of("job", job), job.isOpen());
    }

    @PostMapping("/desk/imports/{id}/cancel")
    ResponseEntity<String> cancel(@PathVariable String id) {
        var reader = reader();
        var job = imports.stop(find(id, reader), reader);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/desk/imports/" + job.id() + "?done=feeds.stopping")
                .build();
    }

    /// What became of the rows, with how many there are; those of which there are none are left out.
    private static Map<String, Integer> counted(Job job) {
        var counts = job.counts();
        var numbers = Map.of(
                "failed", counts.failed(),
                "unmatched", counts.unmatched(),
                "partly", counts.partly(),
                "skipped", counts.skipped(),
                "taken", counts.taken(),
                "canceled", counts.canceled(),
                "amended", counts.amended(),
                "identical", counts.identical());
        var counted = new LinkedHashMap<String, Integer>();
        for (var outcome : OUTCOMES) {
            if (numbers.getOrDefault(outcome, 0) > 0) {
                counted.put(outcome, numbers.getOrDefault(outcome, 0));
            }
        }
        return counted;
    }

    private Job find(String id, Actor reader) {
        return imports.find(id, reader).orElseThrow(Problem::notFound);
    }

    private Actor reader() {
        var reader = Visitor.current().atDesk();
        imports.checkMay(reader);
        return reader;
    }
}
