package dev.countermand.feeds.web;

import dev.countermand.feeds.ImportFormat;
import dev.countermand.feeds.Imports;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Takes whole files of orders.
@RestController
class ImportApi {

    private static final int LIMIT_DEFAULT = 500;
    private static final int LIMIT_MAX = 1000;
    private static final int JOBS_DEFAULT = 50;
    private static final int JOBS_MAX = 200;
    private static final Set<String> OUTCOMES =
            Set.of("taken", "amended", "identical", "failed", "canceled", "partly", "unmatched", "skipped");

    private final Imports imports;

    ImportApi(Imports imports) {
        this.imports = imports;
    }

    /// @param next pass as `after`; absent when there are no more rows yet
    record Report(List<Imports.Line> rows, @Nullable Integer next) {}

    /// @param next pass as `after`; absent on the last page
    record Jobs(List<JobJson> imports, @Nullable String next) {}

    /// 202 with the job. The body is the file, as it is or gzipped.
    ///
    /// @param tell `?notify=`: whether customers are told of cancellations in the file; not, as they are history
    @PostMapping("/v1/orders/import")
    ResponseEntity<JobJson> start(
            Actor actor,
            @RequestParam(defaultValue = "jsonl") String format,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(name = "notify", defaultValue = "false") boolean tell,
            HttpServletRequest request)
            throws IOException {
        refuseForms(request);
        var known = ImportFormat.of(format).orElseThrow(ImportApi::unknownFormat);
        var job = imports.start(known, seller(actor, seller), tell, request.getInputStream(), actor);
        return ResponseEntity.accepted()
                .location(URI.create("/v1/imports/" + job.id()))
                .body(JobJson.of(job));
    }

    /// The newest first.
    @GetMapping("/v1/imports")
    Jobs list(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "" + JOBS_DEFAULT) int limit) {
        if (limit < 1 || limit > JOBS_MAX) {
            throw Problem.invalid("range", "limit", "Give a number from 1 to " + JOBS_MAX + ".");
        }
        imports.checkMay(actor);
        var jobs = imports.list(actor, after, limit);
        return new Jobs(
                jobs.stream().map(JobJson::of).toList(),
                jobs.size() < limit ? null : jobs.getLast().id());
    }

    /// Stops it at the next batch; what was taken stays.
    @PostMapping("/v1/imports/{id}/cancel")
    JobJson cancel(Actor actor, @PathVariable String id) {
        return JobJson.of(imports.stop(find(actor, id), actor));
    }

    @GetMapping("/v1/imports/{id}")
    JobJson read(Actor actor, @PathVariable String id) {
        return JobJson.of(find(actor, id));
    }

    @GetMapping("/v1/imports/{id}/report")
    Report report(
            Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(defaultValue = "0") int after,
            @RequestParam(defaultValue = "" + LIMIT_DEFAULT) int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.invalid("range", "limit", "Give a number from 1 to " + LIMIT_MAX + ".");
        }
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw Problem.invalid(
                    "value",
                    "outcome",
                    "Give one of " + OUTCOMES.stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        var rows = imports.report(find(actor, id), outcome, after, limit);
        return new Report(rows, rows.size() < limit ? null : rows.getLast().row());
    }

    private Imports.Job find(Actor actor, String id) {
        return imports.find(id, actor).orElseThrow(Problem::notFound);
    }

    /// An operator may leave it to the rows to name their seller.
    private static @Nullable SellerId seller(Actor actor, @Nullable String named) {
        return named == null && actor.sellers().size() != 1 ? null : actor.seller(named);
    }

    /// A form is read as parameters before anybody sees its body: what is meant as a file would seem empty.
    private static void refuseForms(HttpServletRequest request) {
        var type = request.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            throw Problem.of(
                    Problem.Kind.MALFORMED,
                    "malformed",
                    "The body was sent as a form. Send the header Content-Type: application/octet-stream.");
        }
    }

    private static Problem unknownFormat() {
        var known = Arrays.stream(ImportFormat.values()).map(ImportFormat::word).collect(Collectors.joining(", "));
        return Problem.invalid("value", "format", "Give one of " + known + ".");
    }
}
