package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.MoneyStore.Charge;
import dev.countermand.connectors.sandbox.town.MoneyStore.Movement;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A payment provider: holds, takes, releases and sends back money, once per idempotency key. "No"
/// declines, "never"
/// stays pending, "late" is pending for a while; webhooks tell of what succeeded.
@Component
@InDemo
class Provider {

    private static final String NAME = Companies.PAYMENTS;
    private static final String ACCOUNT = "default";
    private static final int KEY_CHARACTERS_MAX = 255;

    private final TownStore town;
    private final MoneyStore money;
    private final ErrandWorker errands;
    private final Token token;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Provider(
            TownStore town,
            MoneyStore money,
            ErrandWorker errands,
            Token token,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.town = town;
        this.money = money;
        this.errands = errands;
        this.token = token;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    Reply take(Call call) {
        if (!token.isShownBy(call)) {
            return Token.refusal();
        }
        if (call.is("PUT", "hook", 1)) {
            town.open(new Account(NAME, ACCOUNT, "hook", call.text("secret"), call.text("url"), null, null), now());
            return Reply.of(200, Map.of("hook", "set"));
        }
        if (call.is("POST", "charges", 1)) {
            return charge(call);
        }
        if (call.is("GET", "charges", 2)) {
            return money.charge(call.path().get(1))
                    .map(found -> shown(200, found))
                    .orElseGet(Provider::noCharge);
        }
        if (call.is("POST", "movements", 1)) {
            return move(call);
        }
        if (call.is("GET", "movements", 2)) {
            return money.movement(call.path().get(1))
                    .map(found -> shown(200, found))
                    .orElseGet(() -> Reply.error(404, "no_such_movement", "Nothing was moved under this key."));
        }
        return Reply.error(404, "not_found", "No such door.");
    }

    /// Authorizes, and captures when told so.
    private Reply charge(Call call) {
        var body = call.json();
        var id = body.path("id").asString("");
        long amount = body.path("amount").asLong(0);
        var currency = body.path("currency").asString("");
        if (amount <= 0 || !currency.matches("[A-Z]{3}") || id.length() > KEY_CHARACTERS_MAX) {
            return Reply.error(422, "invalid", "Name an amount in minor units and a currency.");
        }
        var name = id.isBlank() ? "ch_" + UUID.randomUUID().toString().replace("-", "") : id;
        long captured = body.path("capture").asBoolean(false) ? amount : 0;
        var fresh = new Charge(name, amount, currency, captured, 0, 0, 0);
        boolean added = money.add(fresh, now());
        var stands = money.charge(name).orElse(fresh);
        boolean same = stands.amount() == amount && stands.currency().equals(currency);
        return same
                ? shown(added ? 201 : 200, stands)
                : Reply.error(409, "charge_exists", "Another charge has this id.");
    }

    private Reply move(Call call) {
        var key = call.header().apply("Idempotency-Key");
        if (key == null || key.isBlank() || key.length() > KEY_CHARACTERS_MAX) {
            return Reply.error(422, "no_key", "Send an Idempotency-Key.");
        }
        var body = call.json();
        var charge = body.path("charge").asString("");
        var kind = body.path("kind").asString("");
        long amount = body.path("amount").asLong(0);
        var done = Objects.requireNonNull(transaction.execute(status -> moved(key, call.body(), charge, kind, amount)));
        if (done.tell() != null) {
            errands.runNow(done.tell());
        }
        return done.reply();
    }

    /// What is answered, and what is told before.
    private record Done(Reply reply, @Nullable Long tell) {}

    private Done moved(String key, String request, String chargeId, String kind, long amount) {
        var charge = money.locked(chargeId);
        var known = money.movement(key);
        if (known.isPresent()) {
            boolean same = known.get().request().equals(request);
            return new Done(
                    same
                            ? new Reply(known.get().status(), known.get().answer(), Dice.Fault.NONE)
                            : Reply.error(422, "key_reused", "This key came with another request."),
                    null);
        }
        if (charge.isEmpty()) {
            return new Done(noCharge(), null);
        }
        var after = MoneyRules.after(charge.get(), kind, amount);
        if (after == null) {
            return new Done(Reply.error(422, "exceeds", "The charge has not so much left for that."), null);
        }
        var dice = new Dice(town.odds(NAME), chargeId + "#" + charge.get().thrown());
        return decided(key, request, charge.get(), after, kind, amount, dice);
    }

    private Done decided(String key, String request, Charge before, Charge after, String kind, long amount, Dice dice) {
        var id = "mv_" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        var outcome = dice.outcome();
        boolean declined = outcome == Dice.Outcome.NO;
        boolean pending = outcome == Dice.Outcome.NEVER || (!declined && dice.isLate());
        var state = declined ? "failed" : pending ? "pending" : "succeeded";
        var message = declined ? "Declined by the sandbox's dice." : null;
        int status = declined ? 402 : pending ? 202 : 201;
        var bare = new Movement(key, request, id, before.id(), kind, amount, state, message, status, "", now());
        var reply = shown(status, bare);
        money.add(new Movement(
                key, request, id, before.id(), kind, amount, state, message, status, reply.json(), bare.at()));
        money.update((declined ? before : after).thrownOnce());
        var odds = dice.odds();
        Long first = null;
        if (outcome == Dice.Outcome.YES && pending) {
            var at = now().plusSeconds(odds.lateSeconds());
            town.send(Errand.of(NAME, ACCOUNT, "settle", null, key, "{}", at));
        } else if (outcome == Dice.Outcome.YES) {
            first = tell(bare, now().plusSeconds(dice.isEarly() ? 0 : odds.delaySeconds()), dice.isTwice());
        }
        return new Done(reply.lost(dice.fault()), dice.isEarly() ? first : null);
    }

    private long tell(Movement done, Instant at, boolean twice) {
        var data = new TreeMap<String, Object>(Map.of(
                "id", done.id(),
                "key", done.key(),
                "charge", done.charge(),
                "kind", done.kind(),
                "amount", done.amount(),
                "state", "succeeded"));
        var body = Json.write(new TreeMap<>(Map.of("type", "movement.succeeded", "timestamp", at, "data", data)));
        var errand = Errand.of(NAME, ACCOUNT, "callback", null, "ev-" + done.id(), body, at);
        long first = town.send(errand);
        if (twice) {
            town.send(errand);
        }
        return first;
    }

    /// What was pending succeeds.
    void settle(String key) {
        transaction.executeWithoutResult(status -> {
            if (money.settle(key, now())) {
                tell(money.movement(key).orElseThrow(), now(), false);
            }
        });
    }

    private static Reply noCharge() {
        return Reply.error(404, "no_such_charge", "We know no such charge. Make it first: POST /payments/charges.");
    }

    private static Reply shown(int status, Charge charge) {
        return Reply.of(
                status,
                Map.of(
                        "id", charge.id(),
                        "amount", charge.amount(),
                        "currency", charge.currency(),
                        "captured", charge.captured(),
                        "voided", charge.voided(),
                        "refunded", charge.refunded(),
                        "sandbox", true));
    }

    private static Reply shown(int status, Movement movement) {
        var members = new TreeMap<String, Object>(Map.of(
                "id", movement.id(),
                "key", movement.key(),
                "charge", movement.charge(),
                "kind", movement.kind(),
                "amount", movement.amount(),
                "state", movement.state(),
                "sandbox", true));
        if (movement.message() != null) {
            members.put("message", movement.message());
        }
        return Reply.of(status, members);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
