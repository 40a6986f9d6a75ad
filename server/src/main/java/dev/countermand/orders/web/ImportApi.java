package dev.countermand.orders.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.imports.ImportFormat;
import dev.countermand.orders.imports.Imports;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
    private static final Set<String> OUTCOMES = Set.of("taken", "amended", "identical", "failed");

    private final Imports imports;

    ImportApi(Imports imports) {
        this.imports = imports;
    }

    /// @param trouble why the file could not be read to its end; absent when it could
    record JobJson(
            String id,
            @Nullable String seller,
            String format,
            String status,
            int rows,
            int taken,
            int amended,
            int identical,
            int failed,
            long bytes,
            long bytesRead,
            @Nullable String trouble,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        static JobJson of(Imports.Job job) {
            return new JobJson(
                    job.id(),
                    job.seller() == null ? null : job.seller().value(),
                    job.format(),
                    job.status(),
                    job.rows(),
                    job.taken(),
                    job.amended(),
                    job.identical(),
                    job.failed(),
                    job.bytes(),
                    job.bytesRead(),
                    job.trouble(),
                    job.createdAt(),
                    job.finishedAt());
        }
    }

    /// @param next pass as `after`; absent when there are no more rows yet
    record Report(List<Imports.Line> rows, @Nullable Integer next) {}

    /// 202 with the job. The body is the file, as it is or gzipped.
    @PostMapping("/v1/orders/import")
    ResponseEntity<JobJson> start(
            Actor actor,
            @RequestParam(defaultValue = "jsonl") String format,
            @RequestParam(required = false) @Nullable String seller,
            HttpServletRequest request)
            throws IOException {
        Bodies.refuseForms(request);
        var known = ImportFormat.of(format).orElseThrow(ImportApi::unknownFormat);
        var job = imports.start(known, seller(actor, seller), request.getInputStream(), actor);
        return ResponseEntity.accepted()
                .location(URI.create("/v1/imports/" + job.id()))
                .body(JobJson.of(job));
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

    private static Problem unknownFormat() {
        var known = Arrays.stream(ImportFormat.values()).map(ImportFormat::word).collect(Collectors.joining(", "));
        return Problem.invalid("value", "format", "Give one of " + known + ".");
    }
}
