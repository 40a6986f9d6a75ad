package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.MoneyStore.Charge;
import dev.countermand.connectors.sandbox.town.MoneyStore.Dispute;
import dev.countermand.connectors.sandbox.town.MoneyStore.Movement;
import dev.countermand.site.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the payment provider answers.
final class ProviderViews {

    private ProviderViews() {}

    static Reply noCharge() {
        return Reply.error(404, "no_such_charge", "We know no such charge. Make it first: POST /payments/charges.");
    }

    static Reply charge(int status, Charge charge, Instant at) {
        return Reply.of(status, members(charge, at));
    }

    static Reply standing(Charge charge, List<Movement> movements, List<Dispute> disputes, Instant at) {
        var members = members(charge, at);
        members.put("movements", movements.stream().map(ProviderViews::members).toList());
        members.put("disputes", disputes.stream().map(ProviderViews::members).toList());
        return Reply.of(200, members);
    }

    static Reply log(List<Reply> charges, @Nullable String next) {
        var members = new TreeMap<String, Object>();
        members.put("charges", charges.stream().map(c -> Json.tree(c.json())).toList());
        if (next != null) {
            members.put("next", next);
        }
        return Reply.of(200, members);
    }

    static Reply movement(int status, Movement movement) {
        return Reply.of(status, members(movement));
    }

    static Reply dispute(int status, Dispute dispute) {
        return Reply.of(status, members(dispute));
    }

    private static Map<String, Object> members(Charge charge, Instant at) {
        boolean expired = charge.isExpired(at);
        var members = new TreeMap<String, Object>(Map.of(
                "id", charge.id(),
                "amount", charge.amount(),
                "currency", charge.currency(),
                "captured", charge.captured(),
                "voided", expired ? charge.amount() - charge.captured() : charge.voided(),
                "refunded", charge.refunded(),
                "expired", expired,
                "scheme", "visa",
                "sandbox", true));
        if (charge.expiresAt() != null) {
            members.put("expiresAt", charge.expiresAt());
        }
        return members;
    }

    private static Map<String, Object> members(Movement movement) {
        var members = new TreeMap<String, Object>(Map.of(
                "id", movement.id(),
                "key", movement.key(),
                "charge", movement.charge(),
                "kind", movement.kind(),
                "amount", movement.amount(),
                "state", movement.state(),
                "at", movement.at(),
                "sandbox", true));
        if (movement.message() != null) {
            members.put("message", movement.message());
        }
        var code = movement.answer().isEmpty()
                ? ""
                : Json.tree(movement.answer()).path("error").asString("");
        if (!code.isEmpty()) {
            members.put("error", code);
        }
        return members;
    }

    private static Map<String, Object> members(Dispute dispute) {
        return new TreeMap<>(Map.of(
                "id", dispute.id(),
                "charge", dispute.charge(),
                "amount", dispute.amount(),
                "state", dispute.state(),
                "reason", dispute.reason(),
                "at", dispute.at(),
                "answerBy", dispute.answerBy()));
    }
}
