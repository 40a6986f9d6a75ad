package dev.countermand.payments.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.reconcile.OpenDifference;
import dev.countermand.payments.reconcile.Reconciliations;
import dev.countermand.payments.reconcile.Run;
import dev.countermand.payments.reconcile.StatementFile;
import dev.countermand.site.JsonLines;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Compares with providers, or with a settlement file in the body, and tells as it goes: one JSON object on
/// each line of the answer.
@RestController
class ReconcileApi {

    private static final int AT_ONCE = 1;
    private static final int LISTED_MAX = 500;
    private static final long FILE_BYTES_MAX = 32L << 20;
    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(500);

    private final Reconciliations reconciliations;
    private final Semaphore running = new Semaphore(AT_ONCE);

    ReconcileApi(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    /// What stands: the differences, newest first, and the latest comparisons.
    @GetMapping(path = "/v1/reconcile", produces = "application/json")
    Map<String, Object> read(Actor actor, @RequestParam(required = false) @Nullable String seller) {
        var whose = whose(actor, seller);
        actor.require(Right.SEE_MONEY);
        var sellers = whose == null ? Set.<SellerId>of() : Set.of(whose);
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                "differences",
                reconciliations.open(sellers, LISTED_MAX).stream()
                        .map(ReconcileApi::view)
                        .toList());
        answer.put("comparisons", reconciliations.latest(sellers, LISTED_MAX));
        return answer;
    }

    /// @param gateway whose file the body is; without it it names payments of several
    /// @param from what moved since then is compared; with a file: must be in it
    /// @param to what is newer may still be under way
    @PostMapping(path = "/v1/reconcile", produces = "application/x-ndjson")
    void compare(
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(required = false) @Nullable String gateway,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to)
            throws IOException {
        var whose = whose(actor, seller);
        actor.require(Right.REPORT_MONEY);
        var wrong = new ArrayList<Problem.Violation>();
        var since = JournalApi.instant("/from", from, wrong);
        var until = JournalApi.instant("/to", to, wrong);
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        var rows = rows(request);
        if (rows != null && whose == null) {
            throw Problem.invalid("seller_required", "/seller", "A settlement file is one seller's: name him.");
        }
        if (!running.tryAcquire()) {
            throw Problem.conflict("reconciliation_running", "A comparison runs already; wait for its end.");
        }
        try {
            var lines = new Lines(response);
            var by = actor.kind().name().toLowerCase(Locale.ROOT) + ":" + actor.name();
            var runs = rows == null || whose == null
                    ? reconciliations.withProviders(whose, since, until, by, lines)
                    : List.of(reconciliations.withStatement(
                            new Reconciliations.Statement(whose, gateway, since, until, rows), by, lines));
            lines.end(runs, reconciliations.listing());
        } finally {
            running.release();
        }
    }

    private static @Nullable SellerId whose(Actor actor, @Nullable String seller) {
        if (actor.kind() == Actor.Kind.SHOPPER) {
            throw Problem.notFound();
        }
        return actor.everywhere() && seller == null ? null : actor.seller(seller);
    }

    /// The file in the body; null for no body.
    private static @Nullable List<StatementFile.Row> rows(HttpServletRequest request) throws IOException {
        var body = new Bounded(request.getInputStream(), FILE_BYTES_MAX);
        var bytes = new PushbackInputStream(body);
        int first = bytes.read();
        if (first < 0) {
            return null;
        }
        bytes.unread(first);
        return StatementFile.read(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    /// A difference as programs read it.
    static Map<String, @Nullable Object> view(OpenDifference open) {
        var found = open.difference();
        var order = open.order();
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("id", open.id());
        line.put("difference", found.kind().word());
        line.put("about", found.about());
        line.put("source", open.source());
        line.put("seller", open.seller().value());
        line.put("gateway", open.gateway());
        line.put("order", order == null ? null : order.number());
        line.put("payment", found.payment());
        line.put("effect", found.effect());
        line.put("reference", found.reference());
        line.put("currency", found.currency());
        line.put("ours", found.ours());
        line.put("ourState", found.ourState());
        line.put("theirs", found.theirs());
        line.put("theirState", found.theirState());
        line.put("at", found.at());
        line.put("openedAt", open.openedAt());
        return line;
    }

    /// The answer, line by line. It begins with the first of them, so that what is refused before keeps its
    /// status.
    private static final class Lines implements Reconciliations.Watcher {

        private final HttpServletResponse response;
        private long told = System.nanoTime() - SIGN_OF_LIFE.toNanos();

        Lines(HttpServletResponse response) {
            this.response = response;
        }

        @Override
        public void found(OpenDifference open, boolean fresh) {
            var line = new LinkedHashMap<String, @Nullable Object>();
            line.put("type", "difference");
            line.put("new", fresh);
            line.putAll(view(open));
            write(line);
        }

        @Override
        public void at(Run run, int done, int orders) {
            if (System.nanoTime() - told >= SIGN_OF_LIFE.toNanos()) {
                told = System.nanoTime();
                var line = new LinkedHashMap<String, @Nullable Object>();
                line.put("type", "progress");
                line.put("seller", run.seller().value());
                line.put("gateway", run.gateway());
                line.put("done", done);
                line.put("orders", orders);
                write(line);
            }
        }

        void end(List<Run> runs, List<String> gateways) {
            for (var run : runs) {
                write(line(run));
            }
            var line = new LinkedHashMap<String, @Nullable Object>();
            line.put("type", "summary");
            line.put("comparisons", runs.size());
            line.put("gateways", gateways);
            line.put("movements", runs.stream().mapToInt(Run::movements).sum());
            line.put("orders", runs.stream().mapToInt(Run::orders).sum());
            line.put("differences", runs.stream().mapToInt(Run::differences).sum());
            line.put("opened", runs.stream().mapToInt(Run::opened).sum());
            line.put("cured", runs.stream().mapToInt(Run::cured).sum());
            line.put(
                    "failed", runs.stream().filter(run -> run.trouble() != null).count());
            write(line);
        }

        private static Map<String, @Nullable Object> line(Run run) {
            var line = new LinkedHashMap<String, @Nullable Object>();
            line.put("type", "comparison");
            line.put("source", run.source());
            line.put("seller", run.seller().value());
            line.put("gateway", run.gateway());
            line.put("since", run.since());
            line.put("until", run.until());
            line.put("movements", run.movements());
            line.put("foreign", run.foreign());
            line.put("orders", run.orders());
            line.put("differences", run.differences());
            line.put("opened", run.opened());
            line.put("cured", run.cured());
            line.put("trouble", run.trouble());
            return line;
        }

        private void write(Map<String, @Nullable Object> line) {
            try {
                JsonLines.write(response, line);
            } catch (IOException gone) {
                throw new Reconciliations.Gone(gone);
            }
        }
    }
}
