package dev.countermand.bench;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// Compares the provider's books with the server's, order by order: nothing moved twice, nothing that was
/// promised is lost, and what nobody knows is said to be unknown.
final class RefundAudit {

    private final Api api;
    private final SandboxBooks books;
    private final Findings findings;

    RefundAudit(Api api, SandboxBooks books, Findings findings) {
        this.api = api;
        this.books = books;
        this.findings = findings;
    }

    /// @param promised what the answers to its cancellations said goes back
    void check(RefundOrder order, long promised) throws IOException, InterruptedException {
        var number = order.snapshot().number();
        var money = api.get(Call.order(number) + "/payments?seller=" + RefundOrder.SELLER)
                .json();
        long refunded = 0;
        long voided = 0;
        long standing = 0;
        for (var payment : money.path("payments")) {
            refunded += payment.path("refunded").asLong();
            voided += payment.path("voided").asLong();
            for (var effect : payment.path("effects")) {
                if (effect.path("kind").asString().equals("void")) {
                    voided += onItsWay(number, effect);
                } else {
                    refunded += onItsWay(number, effect);
                }
                standing += stands(effect);
            }
        }
        var charge = books.charge(order.charge());
        long gone = charge.path("refunded").asLong() + charge.path("voided").asLong();
        findings.check(
                charge.path("refunded").asLong() == refunded
                        && charge.path("voided").asLong() == voided,
                "P2",
                number + ": the provider has " + charge + ", the server accounts for " + refunded + " refunded and "
                        + voided + " released: " + money);
        findings.check(
                promised == standing,
                "P2",
                number + ": " + promised + " was promised to the customer, effects promise " + standing + ": " + money);
        findings.check(
                gone <= order.snapshot().total(),
                "P2",
                number + ": " + gone + " went back of " + order.snapshot().total());
        findings.count("minor units given back", gone);
        findings.count("orders compared");
    }

    /// What others promise in its place is counted there.
    private static long stands(JsonNode effect) {
        boolean replaced = effect.path("replaced").asBoolean(false);
        return replaced ? effect.path("done").asLong(0) : effect.path("amount").asLong(0);
    }

    /// How much of it the provider has taken over and counts already. A refund must stand in his books under
    /// its key. A hold is released as a whole, so of releases only sums can be compared.
    private long onItsWay(String number, JsonNode effect) throws IOException, InterruptedException {
        var id = effect.path("id").asString();
        var state = effect.path("state").asString();
        var movement = books.movement(id);
        var theirs = movement.map(m -> m.path("state").asString()).orElse("nothing");
        long amount = effect.path("amount").asLong();
        boolean same = movement.map(m -> m.path("amount").asLong() == amount).orElse(true);
        boolean release = effect.path("kind").asString().equals("void");
        boolean agree = switch (state) {
            case "done" -> release || theirs.equals("succeeded");
            case "failed", "superseded" -> release || theirs.equals("failed") || theirs.equals("nothing");
            case "sent" -> theirs.equals("pending");
            case "planned" -> theirs.equals("nothing");
            default -> true;
        };
        findings.check(
                agree && (release || same),
                "P4",
                number + ": " + effect + ", at the provider it is "
                        + movement.map(JsonNode::toString).orElse(theirs));
        findings.count("effects");
        findings.count(effect.path("kind").asString() + "s " + state + ", at the provider " + theirs);
        findings.count("effects whose outcome nobody knows", state.equals("unknown") ? 1 : 0);
        // His release of a whole hold may be of several effects, each of which promises its own part.
        return state.equals("sent") && theirs.equals("pending") ? amount : 0;
    }
}
