package dev.countermand.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One hot order and those who fight over it.
final class Fight {

    private final Race race;
    private final Snapshot order;
    private final List<Step> plan;
    private final List<Boolean> warehouseSays = new ArrayList<>();
    private final History history;
    private final AtomicInteger sent = new AtomicInteger();
    private final int[] claimed;

    Fight(Race race, Snapshot order, List<Step> plan, Random chance) {
        this.race = race;
        this.order = order;
        this.plan = plan;
        this.history = new History(Model.of(order.quantities()));
        this.claimed = new int[order.quantities().size()];
        plan.forEach(step -> warehouseSays.add(chance.nextBoolean()));
    }

    /// One unit of some line, for a contender who does not want everything.
    static Map<Integer, Integer> one(List<Integer> quantities, Random chance) {
        int line = chance.nextInt(quantities.size());
        return Map.of(line, chance.nextInt(1, quantities.get(line) + 1));
    }

    /// Brings the order in.
    void prepare() throws InterruptedException {
        var reply = race.api().must(order.put("put-" + order.number()));
        if (reply.status() != 201) {
            throw new IllegalStateException("PUT answered " + reply.status() + " " + reply.body());
        }
    }

    /// Everybody who acts on this order, in no particular order.
    List<Crowd.Work> contenders() {
        var work = new ArrayList<Crowd.Work>();
        for (int i = 0; i < plan.size(); i++) {
            var step = plan.get(i);
            var stopped = warehouseSays.get(i);
            work.add(() -> act(step, stopped));
        }
        return work;
    }

    // Whoever gets an attempt going also brings the warehouse's answer, twice: the second is a repetition.
    private void act(Step step, boolean stopped) throws InterruptedException {
        var seen = race.act(this, step, call(step));
        if (step instanceof Step.Cancel && seen.status() == 202) {
            var answer = new Step.Answer(seen.id(), stopped);
            race.act(this, answer, call(answer));
            race.act(this, answer, call(answer));
        }
    }

    private Call call(Step step) {
        int n = sent.incrementAndGet();
        var key = n % 2 == 0 ? order.number() + "-" + n : null;
        var path = Call.order(order.number());
        var seller = "?seller=" + order.seller();
        return switch (step) {
            case Step.Cancel cancel ->
                Call.post(
                        "cancel",
                        order.number(),
                        path + "/cancellations" + seller,
                        Json.text(lines(cancel.units()).put("reason", "changed_mind")),
                        key);
            case Step.Claim claim ->
                Call.post(
                        "claim",
                        order.number(),
                        path + "/shipments" + seller,
                        Json.text(lines(claim.units())
                                .put("id", "s" + n)
                                .put("carrier", "ups")
                                .put("tracking", "1Z" + n)),
                        key);
            case Step.Release release -> Call.post("release", order.number(), path + "/releases" + seller, "{}", key);
            case Step.Answer answer ->
                Call.post(
                        "answer",
                        order.number(),
                        "/v1/cancellations/" + answer.attempt() + "/answer",
                        Json.text(Json.object().put("outcome", answer.stopped() ? "stopped" : "too_late")),
                        key);
            case Step.Read read -> Call.get("read", order.number(), path + seller);
        };
    }

    private static ObjectNode lines(@Nullable Map<Integer, Integer> units) {
        var body = Json.object();
        if (units != null) {
            var lines = body.putArray("lines");
            units.forEach((line, quantity) ->
                    lines.addObject().put("line", String.valueOf(line + 1)).put("quantity", quantity));
        }
        return body;
    }

    /// Takes what one contender saw into the history.
    void note(Step step, Reply reply, long called, long returned) {
        history.add(new History.Event(step, Seen.in(reply), called, returned));
        if (step instanceof Step.Claim && reply.status() == 201) {
            synchronized (claimed) {
                Shipment.units(reply.json()).forEach((line, n) -> claimed[Integer.parseInt(line) - 1] += n);
            }
        }
    }

    /// After the dust has settled: reads the order once more and checks everything.
    void judge() throws InterruptedException {
        var read = new Step.Read();
        var seen = race.act(this, read, call(read));
        for (int i = 0; i < claimed.length; i++) {
            var units = seen.units().get(i);
            race.findings().check(units != null, "P10", order.number() + ": line " + (i + 1) + " is not told");
            if (units != null) {
                judge(i, units);
            }
        }
        if (!history.isExplained()) {
            race.findings().broken("P10", order.number() + ": no sequence of steps explains\n" + history.text());
        }
        count();
    }

    private void judge(int line, Model.Line units) {
        var name = order.number() + " line " + (line + 1);
        int quantity = order.quantities().get(line);
        int sum = units.left() + units.canceled() + units.shipped();
        race.findings().check(sum == quantity, "P12", name + ": " + units + " is not " + quantity);
        race.findings()
                .check(
                        claimed[line] + units.canceled() <= quantity,
                        "P1",
                        name + ": " + claimed[line] + " claimed and " + units.canceled() + " canceled of " + quantity);
        race.findings().check(claimed[line] == units.shipped(), "P1", name + ": claimed is not shipped: " + units);
    }

    private void count() {
        if (history.isContested()) {
            race.findings().count("rounds with cancel and claim at the same time");
        }
        if (refused(Step.Claim.class)) {
            race.findings().count("rounds with a refused claim");
        }
        if (refused(Step.Cancel.class)) {
            race.findings().count("rounds with a refused cancel");
        }
    }

    private boolean refused(Class<? extends Step> kind) {
        return history.events().stream()
                .anyMatch(e -> kind.isInstance(e.step()) && e.seen().status() == 409);
    }
}
