package dev.countermand.promises.web;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.promises.Promises;
import dev.countermand.site.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Verifies for the operator, and tells as it goes: one JSON object on each line of the answer. Whoever
/// hangs up ends it.
@RestController
class VerifyApi {

    /// A run reads everything; more of them at once would only read it more slowly.
    private static final int AT_ONCE = 1;

    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(500);

    private final Promises promises;
    private final CaseLog log;
    private final Semaphore running = new Semaphore(AT_ONCE);

    VerifyApi(Promises promises, CaseLog log) {
        this.promises = promises;
        this.log = log;
    }

    /// @param since only orders to which something happened since then
    /// @param order this order alone, of this `seller`
    /// @param checkpoint `number:hash` of a checkpoint that was kept elsewhere
    @PostMapping(path = "/v1/verify", produces = "application/x-ndjson")
    void verify(
            Actor actor,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable String checkpoint)
            throws IOException {
        actor.require(Right.OPERATE);
        var scope = new Promises.Scope(instant(since), order == null ? null : order(actor, seller, order));
        var kept = checkpoint == null ? null : kept(checkpoint);
        if (!running.tryAcquire()) {
            throw Problem.conflict("verification_running", "A verification runs already; wait for its end.");
        }
        try {
            response.setContentType("application/x-ndjson;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            var lines = new Lines(response);
            if (kept != null) {
                compare(kept, lines);
            }
            lines.end(promises.check(scope, lines));
        } finally {
            running.release();
        }
    }

    private record Kept(long number, String hash) {}

    private static Kept kept(String checkpoint) {
        var parts = checkpoint.split(":", -1);
        if (parts.length != 2 || !parts[0].matches("[1-9]\\d{0,17}") || !parts[1].matches("[0-9a-f]{64}")) {
            throw Problem.invalid(
                    "invalid_checkpoint", "/checkpoint", "Write it as NUMBER:HASH, as a verification printed it.");
        }
        return new Kept(Long.parseLong(parts[0]), parts[1]);
    }

    private void compare(Kept kept, Lines lines) {
        var stands = promises.checkpoint(kept.number());
        if (stands == null || !stands.hash().equals(kept.hash())) {
            lines.found(new Promises.Found(
                    new dev.countermand.cases.spi.Finding(
                            "P13",
                            "kept_checkpoint",
                            null,
                            stands == null ? "no checkpoint " + kept.number() : "hash " + stands.hash(),
                            "checkpoint " + kept.number() + " with hash " + kept.hash() + ", as you kept it",
                            "Everything since then may have been cut off or written anew: compare with a backup."),
                    null));
        }
    }

    private OrderRef order(Actor actor, @Nullable String seller, String number) {
        SellerId whose = actor.seller(seller);
        return log.find(whose, number).orElseThrow(Problem::notFound);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw Problem.invalid(
                    "invalid_instant", "/since", "Write an instant as RFC 3339, such as 2026-11-20T00:00:00Z.");
        }
    }

    /// The answer, line by line.
    private static final class Lines implements Promises.Watcher {

        private final HttpServletResponse response;
        private long extra;
        private long told = System.nanoTime() - SIGN_OF_LIFE.toNanos();

        Lines(HttpServletResponse response) {
            this.response = response;
        }

        @Override
        public void found(Promises.Found found) {
            var finding = found.finding();
            var line = new LinkedHashMap<String, @Nullable Object>();
            line.put("type", "finding");
            line.put("promise", finding.promise());
            line.put("check", finding.check());
            var order = found.order();
            line.put("seller", order == null ? null : order.seller().value());
            line.put("order", order == null ? null : order.number());
            line.put("orderId", finding.order() == null ? null : finding.order().toString());
            line.put("found", finding.found());
            line.put("expected", finding.expected());
            line.put("todo", finding.todo());
            if (finding.check().equals("kept_checkpoint")) {
                extra++;
            }
            write(line);
        }

        @Override
        public void at(Promises.Progress progress) {
            if (System.nanoTime() - told >= SIGN_OF_LIFE.toNanos()) {
                told = System.nanoTime();
                write(Map.of(
                        "type",
                        "progress",
                        "done",
                        progress.done(),
                        "orders",
                        progress.orders(),
                        "findings",
                        progress.findings() + extra));
            }
        }

        void end(Promises.Summary summary) {
            var line = new LinkedHashMap<String, @Nullable Object>();
            line.put("type", "summary");
            line.put("orders", summary.orders());
            line.put("findings", summary.findings() + extra);
            line.put("checkpoint", summary.newest());
            write(line);
        }

        private void write(Map<String, @Nullable Object> line) {
            try {
                var out = response.getOutputStream();
                out.write((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
