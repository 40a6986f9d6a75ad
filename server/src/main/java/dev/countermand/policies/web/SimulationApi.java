package dev.countermand.policies.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.simulation.Asking;
import dev.countermand.policies.simulation.Difference;
import dev.countermand.policies.simulation.Figures;
import dev.countermand.policies.simulation.Simulations;
import dev.countermand.policies.simulation.Simulator;
import dev.countermand.policies.simulation.Trial;
import dev.countermand.site.JsonLines;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Tries a document on past orders and tells as it goes: one JSON object on each line of the answer. Whoever hangs up
/// ends it.
@RestController
class SimulationApi {

    /// It reads much; more of them at once would only read it more slowly.
    private static final int AT_ONCE = 1;

    private static final int TOLD_MAX = 10_000;
    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(500);

    private final Simulations simulations;
    private final Simulator simulator;
    private final Drafts drafts;
    private final Sellers sellers;
    private final Semaphore running = new Semaphore(AT_ONCE);

    SimulationApi(Simulations simulations, Simulator simulator, Drafts drafts, Sellers sellers) {
        this.simulations = simulations;
        this.simulator = simulator;
        this.drafts = drafts;
        this.sellers = sellers;
    }

    /// @param body the document; none for the draft at the desk
    /// @param from the first day on which the orders were placed, in UTC; three months ago without it
    /// @param to the last day; today without it
    /// @param asking `requests` or `moments`
    /// @param beside the version that it is compared with; `each` for the one that binds each order
    /// @param tell at most so many orders with another answer
    @PostMapping(path = "/v1/sellers/{seller}/policy/simulations", produces = "application/x-ndjson")
    void simulate(
            Actor actor,
            @PathVariable String seller,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "requests") String asking,
            @RequestParam(defaultValue = Simulations.EACH) String beside,
            @RequestParam(defaultValue = "100") int tell,
            @RequestBody(required = false) byte @Nullable [] body) {
        var whose = SellerTerms.publisher(actor, seller);
        if (!sellers.exists(whose)) {
            throw Problem.notFound();
        }
        var period = simulations.days(from, to);
        Simulations.check(period);
        var what = Asking.of(asking)
                .orElseThrow(() -> Problem.invalid("unknown_asking", "asking", "Write `requests` or `moments`."));
        if (tell < 0 || tell > TOLD_MAX) {
            throw Problem.invalid("out_of_range", "tell", "Give 0 to " + TOLD_MAX + ".");
        }
        var trial = new Trial(
                whose,
                period.from(),
                period.to(),
                what,
                drafts.sound(source(whose, body)).named("draft"),
                simulations.beside(whose, beside));
        if (!running.tryAcquire()) {
            throw Problem.conflict("simulation_running", "A simulation runs already; wait for its end.");
        }
        try {
            var lines = new Lines(response, simulator.count(trial), tell, actor.may(Right.SEE_MONEY));
            lines.end(simulator.run(trial, Simulator.Point.START, lines));
        } finally {
            running.release();
        }
    }

    private String source(SellerId seller, byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return drafts.find(seller)
                    .map(Drafts.Draft::source)
                    .orElseThrow(() -> Problem.invalid(
                            "no_draft", "", "Nobody is writing new terms of this seller; send a document."));
        }
        return PolicyApi.text(body);
    }

    /// The answer, line by line. It begins with the first of them, so that what is refused before keeps its status.
    private static final class Lines implements Simulator.Watcher {

        private final HttpServletResponse response;
        private final long total;
        private final int tell;
        private final boolean money;
        private int told;
        private long sign = System.nanoTime() - SIGN_OF_LIFE.toNanos();

        Lines(HttpServletResponse response, long total, int tell, boolean money) {
            this.response = response;
            this.total = total;
            this.tell = tell;
            this.money = money;
        }

        @Override
        public void different(Difference difference) {
            if (told++ < tell) {
                var shown = money ? difference : difference.withoutMoney();
                var line = new LinkedHashMap<String, @Nullable Object>();
                line.put("type", "difference");
                line.put("order", shown.number());
                line.put("orderId", shown.orderId());
                line.put("question", shown.question());
                line.put("request", shown.request());
                line.put("at", shown.at());
                line.put("before", shown.before());
                line.put("after", shown.after());
                write(line);
            }
        }

        @Override
        public boolean page(Simulator.Point point) {
            if (System.nanoTime() - sign >= SIGN_OF_LIFE.toNanos()) {
                sign = System.nanoTime();
                write(Map.of(
                        "type", "progress",
                        "done", point.figures().orders(),
                        "orders", total,
                        "questions", point.figures().questions(),
                        "different", point.figures().different()));
            }
            return true;
        }

        void end(Figures figures) {
            var line = new LinkedHashMap<String, @Nullable Object>();
            line.put("type", "summary");
            var shown = money ? figures : figures.withoutMoney();
            line.put("orders", shown.orders());
            line.put("questions", shown.questions());
            line.put("different", shown.different());
            line.put("better", shown.better());
            line.put("worse", shown.worse());
            line.put("otherMoney", money ? shown.otherMoney() : null);
            line.put("otherEnds", shown.otherEnds());
            line.put("changedSince", shown.changedSince());
            line.put("answers", shown.all());
            line.put("questionsOf", shown.groups());
            line.put("money", money ? shown.money() : null);
            line.put("told", Math.min(told, tell));
            line.put("toTell", told);
            write(line);
        }

        private void write(Map<String, @Nullable Object> line) {
            try {
                JsonLines.write(response, line);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
