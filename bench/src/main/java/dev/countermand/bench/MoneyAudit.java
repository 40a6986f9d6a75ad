package dev.countermand.bench;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Checks the money of one order: what the verdicts say, what the facts told, and what the journal of
/// effects promises are the same figure, to the cent; and never more than was paid.
final class MoneyAudit {

    private final Api api;
    private final Snapshot order;
    private final Timeline timeline;
    private final Findings findings;

    MoneyAudit(Api api, Snapshot order, Timeline timeline, Findings findings) {
        this.api = api;
        this.order = order;
        this.timeline = timeline;
        this.findings = findings;
    }

    void run(JsonNode now, Map<String, JsonNode> cancellations) throws InterruptedException {
        long back = 0;
        for (var entry : cancellations.entrySet()) {
            var money = entry.getValue().path("money");
            checkSums(entry.getKey(), money);
            checkFacts(entry.getKey(), money);
            back += money.path("total").asLong();
        }
        check(back <= order.total(), "P2", back + " goes back of " + order.total());
        check(
                !isAllCanceled(now, cancellations) || back == order.total(),
                "P2",
                "all is canceled, and " + back + " goes back of " + order.total());
        checkEffects(now, cancellations);
    }

    private void checkSums(String id, JsonNode money) {
        long parts = sum(money, "notCharged", "refunded", "credited", "notDue", "kept", "already");
        check(parts == money.path("total").asLong(0), "P2", id + " total is not the sum of its parts: " + money);
        long tenders = 0;
        for (var tender : money.path("tenders")) {
            tenders += tender.path("amount").asLong();
        }
        check(
                tenders == sum(money, "notCharged", "refunded", "credited"),
                "P2",
                id + " tenders do not sum up: " + money);
        long lines = 0;
        for (var line : money.path("lines")) {
            lines += line.path("total").asLong();
        }
        check(lines == money.path("total").asLong(0), "P2", id + " lines do not sum up: " + money);
    }

    private static long sum(JsonNode money, String... members) {
        long sum = 0;
        for (var member : members) {
            sum += money.path(member).asLong(0);
        }
        return sum;
    }

    // The figure of a cancellation is that of the last fact that told one.
    private void checkFacts(String id, JsonNode money) {
        timeline.facts().stream()
                .filter(f -> f.cancellation().equals(id) && f.body().has("money"))
                .reduce((first, last) -> last)
                .ifPresent(fact -> check(
                        fact.body().path("money").path("total").asLong()
                                == money.path("total").asLong(0),
                        "P7",
                        id + " gives back " + money + ", but was told as "
                                + fact.body().path("money")));
    }

    private boolean isAllCanceled(JsonNode now, Map<String, JsonNode> cancellations) {
        int units = order.quantities().stream().mapToInt(Integer::intValue).sum();
        for (var cancellation : cancellations.values()) {
            for (var line : cancellation.path("lines")) {
                units -= line.path("canceled").asInt();
            }
        }
        return units == 0 && now.has("lines");
    }

    // What every effect that still stands promises, by cancellation.
    private void checkEffects(JsonNode now, Map<String, JsonNode> cancellations) throws InterruptedException {
        var promised = new TreeMap<String, Long>();
        for (var payment : now.path("payments")) {
            var state = api.get("/v1/payments/" + payment.path("publicId").asString())
                    .json();
            long spent = 0;
            for (var effect : state.path("effects")) {
                if (!effect.path("state").asString().equals("superseded")) {
                    long amount = effect.path("amount").asLong();
                    promised.merge(effect.path("cause").asString(), amount, Long::sum);
                    spent += amount;
                }
            }
            long amount = payment.path("amount").asLong();
            check(spent <= amount, "P2", "payment " + payment + " gives back " + spent + " of " + amount);
        }
        cancellations.forEach((id, cancellation) -> {
            long verdict = sum(cancellation.path("money"), "notCharged", "refunded", "credited");
            check(
                    promised.getOrDefault(id, 0L) == verdict,
                    "P2",
                    id + " says " + verdict + ", the journal " + promised.getOrDefault(id, 0L));
        });
    }

    private void check(boolean holds, String promise, String sentence) {
        findings.check(holds, promise, timeline.order() + ": " + sentence);
    }
}
