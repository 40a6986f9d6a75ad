package dev.countermand.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Checks one order after the dust has settled: its counters, its log and its cancellations against each
/// other and against what the clients were answered.
final class OrderAudit {

    private final Api api;
    private final Snapshot order;
    private final List<Diary.Entry> entries;
    private final Findings findings;
    private final JsonNode now;
    private final Timeline timeline;

    /// Reads order and timeline.
    ///
    /// @param entries everything that clients asked and were answered, of other orders too
    OrderAudit(Api api, Snapshot order, List<Diary.Entry> entries, Findings findings) throws InterruptedException {
        this.api = api;
        this.order = order;
        this.entries = entries.stream()
                .filter(e -> e.call().order().equals(order.number()))
                .toList();
        this.findings = findings;
        this.now = api.get(Call.order(order.number()) + "?seller=" + order.seller())
                .json();
        this.timeline = Timeline.of(api, order.seller(), order.number());
    }

    /// Checks everything.
    ///
    /// @return the timeline, for the checks that span orders
    Timeline run() throws InterruptedException {
        findings.count("orders checked");
        check(timeline.isGapless(), "P11", "the timeline is numbered " + timeline.numbers());
        checkAcknowledged();
        var cancellations = new TreeMap<String, JsonNode>();
        for (var fact : timeline.facts()) {
            if (!fact.cancellation().isEmpty() && !cancellations.containsKey(fact.cancellation())) {
                cancellations.put(
                        fact.cancellation(),
                        api.get("/v1/cancellations/" + fact.cancellation()).json());
            }
        }
        cancellations.forEach(this::checkVerdict);
        checkUnits(cancellations);
        new MoneyAudit(api, order, timeline, findings).run(now, cancellations);
        return timeline;
    }

    // What a client was told was done stands in the log, once.
    private void checkAcknowledged() {
        for (var entry : entries) {
            var reply = entry.reply();
            if (reply == null || reply.status() / 100 != 2) {
                continue;
            }
            var json = reply.json();
            switch (entry.call().what()) {
                case "put" -> once("order.taken", "number", order.number());
                case "cancel" ->
                    once(
                            reply.status() == 202 ? "cancellation.attempting" : null,
                            "cancellation",
                            json.path("id").asString());
                case "claim" ->
                    once("order.shipped", "shipment", json.path("publicId").asString());
                case "report" ->
                    once(
                            "order.shipment_reported",
                            "shipment",
                            json.path("publicId").asString());
                default -> {
                    // Answers, withdrawals and releases may repeat what stands already.
                }
            }
        }
    }

    private void once(@org.jspecify.annotations.Nullable String kind, String member, String value) {
        long told = timeline.facts().stream()
                .filter(f -> kind == null ? f.isVerdict() : f.kind().equals(kind))
                .filter(f -> f.body().path(member).asString("").equals(value))
                .count();
        check(told == 1, "P9", member + " " + value + " was acknowledged and is told " + told + " times");
    }

    private void checkVerdict(String id, JsonNode cancellation) {
        var status = cancellation.path("status").asString("");
        boolean pending = status.equals("attempting") || status.equals("waiting");
        var verdicts = timeline.facts().stream()
                .filter(f -> f.cancellation().equals(id) && f.isVerdict())
                .map(Fact::kind)
                .toList();
        check(verdicts.size() == (pending ? 0 : 1), "P5", id + " is " + status + " and its verdicts are " + verdicts);
        findings.count("cancellations " + status);
        if (!pending && verdicts.size() == 1) {
            var kind = verdicts.getFirst();
            boolean same = kind.equals("cancellation." + status) || kind.endsWith("store_canceled");
            check(same, "P5", id + " is " + status + " but the log says " + kind);
        }
        for (var line : cancellation.path("lines")) {
            int sum = count(line, "canceled") + count(line, "pending") + count(line, "unable") + count(line, "refused");
            check(sum == count(line, "requested"), "P12", id + " requested is not the sum: " + line);
            check(pending || count(line, "pending") == 0, "P5", id + " is " + status + " with pending units: " + line);
        }
    }

    private static int count(JsonNode line, String member) {
        return line.path(member).asInt(0);
    }

    // Three independent witnesses: the order's counters, the cancellations, and what packers were granted.
    private void checkUnits(Map<String, JsonNode> cancellations) {
        for (int i = 0; i < order.quantities().size(); i++) {
            var line = String.valueOf(i + 1);
            int quantity = order.quantities().get(i);
            var units = units(line);
            int sum = 0;
            for (var stage : units) {
                sum += stage.asInt();
                check(stage.asInt() >= 0, "P12", "line " + line + " has a negative stage: " + units);
            }
            check(sum == quantity, "P12", "line " + line + ": " + units + " is not " + quantity);
            int canceled = 0;
            for (var cancellation : cancellations.values()) {
                canceled += inLine(cancellation, line, "canceled");
            }
            int claimed = granted(line);
            int leftAllTheSame = moved(line, "canceled", "shipped");
            check(
                    canceled + claimed <= quantity,
                    "P1",
                    "line " + line + ": " + canceled + " canceled and " + claimed + " claimed of " + quantity);
            check(
                    units.path("canceled").asInt() == canceled - leftAllTheSame,
                    "P12",
                    "line " + line + ": " + units + ", but cancellations say " + canceled);
            check(
                    gone(units) == claimed + reported(line),
                    "P12",
                    "line " + line + ": " + units + ", but packers were granted " + claimed + " and reported "
                            + reported(line));
        }
    }

    private JsonNode units(String line) {
        for (var one : now.path("lines")) {
            if (one.path("line").asString().equals(line)) {
                return one.path("units");
            }
        }
        return Json.object();
    }

    private static int gone(JsonNode units) {
        int gone = 0;
        for (var stage : List.of("shipped", "delivered", "returning", "returned", "lost")) {
            gone += units.path(stage).asInt(0);
        }
        return gone;
    }

    private static int inLine(JsonNode thing, String line, String member) {
        int sum = 0;
        for (var one : thing.path("lines")) {
            sum += one.path("line").asString().equals(line) ? count(one, member) : 0;
        }
        return sum;
    }

    // From the clients' diaries: what the server said yes to. A parcel asked for twice is one parcel.
    private int granted(String line) {
        var parcels = new TreeMap<String, Integer>();
        for (var entry : entries) {
            var reply = entry.reply();
            if (reply != null && entry.call().what().equals("claim") && reply.status() / 100 == 2) {
                var json = reply.json();
                parcels.put(
                        json.path("publicId").asString(), Shipment.units(json).getOrDefault(line, 0));
            }
        }
        return parcels.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int moved(String line, String from, String to) {
        return moves("order.shipment_reported", line, from, to);
    }

    private int reported(String line) {
        return moves("order.shipment_reported", line, "", "shipped");
    }

    private int moves(String kind, String line, String from, String to) {
        int sum = 0;
        for (var fact : timeline.facts()) {
            if (fact.kind().equals(kind)) {
                for (var move : fact.body().path("moves")) {
                    boolean meant = move.path("line").asString().equals(line)
                            && move.path("to").asString().equals(to)
                            && (from.isEmpty() || move.path("from").asString().equals(from));
                    sum += meant ? move.path("quantity").asInt() : 0;
                }
            }
        }
        return sum;
    }

    private void check(boolean holds, String promise, String sentence) {
        findings.check(holds, promise, timeline.order() + ": " + sentence);
    }
}
