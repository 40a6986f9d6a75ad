package dev.countermand.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One order of the [Pretend] server: counters, attempts, log. Not safe for threads.
final class PretendOrder {

    static final List<String> STAGES = List.of("open", "released", "stopping", "canceled", "shipped", "delivered");

    final String seller;
    final String number;
    final JsonNode snapshot;
    final List<Map<String, Integer>> lines = new ArrayList<>();
    final Map<String, ObjectNode> cancellations = new LinkedHashMap<>();
    final List<ObjectNode> facts = new ArrayList<>();
    final Map<String, List<ObjectNode>> effects = new TreeMap<>();

    PretendOrder(String seller, JsonNode snapshot) {
        this.seller = seller;
        this.number = snapshot.path("number").asString();
        this.snapshot = snapshot;
        for (var line : snapshot.path("lines")) {
            var units = new LinkedHashMap<String, Integer>();
            STAGES.forEach(stage -> units.put(stage, 0));
            units.put("open", line.path("quantity").asInt());
            lines.add(units);
        }
    }

    int in(int line, String stage) {
        return lines.get(line).getOrDefault(stage, 0);
    }

    void move(int line, String from, String to, int units) {
        lines.get(line).merge(from, -units, Integer::sum);
        lines.get(line).merge(to, units, Integer::sum);
    }

    int all(String stage) {
        return lines.stream().mapToInt(line -> line.getOrDefault(stage, 0)).sum();
    }

    /// Line (from 0) → units as the body names them, or these stages in full.
    Map<Integer, Integer> asked(JsonNode body, String... stages) {
        var asked = new TreeMap<Integer, Integer>();
        if (body.has("lines")) {
            for (var line : body.path("lines")) {
                asked.put(
                        Integer.parseInt(line.path("line").asString()) - 1,
                        line.path("quantity").asInt());
            }
            return asked;
        }
        for (int i = 0; i < lines.size(); i++) {
            int sum = 0;
            for (var stage : stages) {
                sum += in(i, stage);
            }
            asked.put(i, sum);
        }
        return asked;
    }

    ObjectNode json() {
        var json = Json.object().put("number", number).put("seller", seller);
        var told = json.putArray("lines");
        for (int i = 0; i < lines.size(); i++) {
            var units = told.addObject().put("line", String.valueOf(i + 1)).putObject("units");
            lines.get(i).forEach(units::put);
        }
        var payments = json.putArray("payments");
        for (var payment : snapshot.path("payments")) {
            payments.addObject()
                    .put("id", payment.path("id").asString())
                    .put("publicId", payment.path("id").asString() + "." + number)
                    .put("amount", payment.path("amount").asLong());
        }
        return json;
    }

    /// Appends a fact and returns it.
    ObjectNode tell(String kind, ObjectNode data) {
        var fact = Json.object().put("seller", seller).put("order", number).put("seq", facts.size() + 1L);
        fact.put("kind", kind).set("data", data);
        facts.add(fact);
        return fact;
    }

    private long total() {
        long total = 0;
        for (var payment : snapshot.path("payments")) {
            total += payment.path("amount").asLong();
        }
        return total;
    }

    /// What all units canceled so far are worth; the first ones a little less, so that the sum is exact.
    private long worth(int units) {
        long of = lines.stream()
                .mapToLong(line -> line.values().stream().mapToInt(n -> n).sum())
                .sum();
        return total() * units / of;
    }

    private int canceledSoFar() {
        int units = 0;
        for (var cancellation : cancellations.values()) {
            for (var line : cancellation.path("lines")) {
                units += line.path("canceled").asInt();
            }
        }
        return units;
    }

    /// Adds canceled units to a cancellation: its money, and the effects on the payments.
    void giveBack(ObjectNode cancellation, int units) {
        int after = canceledSoFar();
        long amount = worth(after) - worth(after - units);
        var old = cancellation.path("money").path("total").asLong(0);
        var money = cancellation.putObject("money");
        money.put("total", old + amount).put("refunded", old + amount);
        money.putArray("lines").addObject().put("total", old + amount);
        money.putArray("tenders").addObject().put("amount", old + amount);
        for (var payment : snapshot.path("payments")) {
            var id = payment.path("id").asString();
            var list = effects.computeIfAbsent(id, p -> new ArrayList<>());
            long spent = list.stream().mapToLong(e -> e.path("amount").asLong()).sum();
            long share = Math.min(amount, payment.path("amount").asLong() - spent);
            if (share > 0) {
                var effect = Json.object().put("amount", share).put("state", "planned");
                effect.put("kind", "refund").put("id", id + list.size());
                effect.put("cause", cancellation.path("id").asString());
                list.add(effect);
                amount -= share;
            }
        }
    }
}
