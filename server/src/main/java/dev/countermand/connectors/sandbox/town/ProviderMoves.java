package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.MoneyRules.Verdict;
import dev.countermand.connectors.sandbox.town.MoneyStore.Charge;
import dev.countermand.connectors.sandbox.town.MoneyStore.Movement;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The payment provider's movements: once per idempotency key, as the dice fall.
@Component
@InDemo
class ProviderMoves {

    private static final int KEY_CHARACTERS_MAX = 255;

    /// What was asked.
    private record Asked(String key, String request, String charge, String kind, long amount, String seller) {}

    /// What becomes of it by rules and dice.
    ///
    /// @param code of the refusal; null when it moves, or will
    private record Fate(
            Charge after,
            long amount,
            String state,
            int status,
            @Nullable String code,
            @Nullable String message) {}

    /// What is answered, and what is told before.
    private record Done(Reply reply, @Nullable Long tell) {}

    private final TownStore town;
    private final MoneyStore money;
    private final ProviderNews news;
    private final ProviderDisputes disputes;
    private final ErrandWorker errands;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ProviderMoves(
            TownStore town,
            MoneyStore money,
            ProviderNews news,
            ProviderDisputes disputes,
            ErrandWorker errands,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.town = town;
        this.money = money;
        this.news = news;
        this.disputes = disputes;
        this.errands = errands;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    Reply move(Call call) {
        var key = call.header().apply("Idempotency-Key");
        if (key == null || key.isBlank() || key.length() > KEY_CHARACTERS_MAX) {
            return Reply.error(422, "no_key", "Send an Idempotency-Key.");
        }
        var body = call.json();
        var asked = new Asked(
                key,
                call.body(),
                body.path("charge").asString(""),
                body.path("kind").asString(""),
                body.path("amount").asLong(0),
                body.path("seller").asString(""));
        var done = Objects.requireNonNull(transaction.execute(status -> moved(asked)));
        if (done.tell() != null) {
            errands.runNow(done.tell());
        }
        return done.reply();
    }

    private Done moved(Asked asked) {
        var charge = money.locked(asked.charge());
        var known = money.movement(asked.key());
        if (known.isPresent()) {
            boolean same = known.get().request().equals(asked.request());
            return new Done(
                    same
                            ? new Reply(known.get().status(), known.get().answer(), Dice.Fault.NONE)
                            : Reply.error(422, "key_reused", "This key came with another request."),
                    null);
        }
        if (charge.isEmpty()) {
            return new Done(ProviderViews.noCharge(), null);
        }
        var closed = money.disputes(asked.charge());
        boolean disputed = closed.stream().anyMatch(d -> d.state().equals("open"));
        long lost = closed.stream()
                .filter(d -> d.state().equals("lost"))
                .mapToLong(MoneyStore.Dispute::amount)
                .sum();
        var gone = charge.get()
                .plus(
                        0,
                        0,
                        Math.min(lost, charge.get().captured() - charge.get().refunded()));
        return switch (MoneyRules.verdict(gone, asked.kind(), asked.amount(), disputed, now())) {
            case Verdict.Refused refused -> new Done(Reply.error(422, refused.code(), refused.message()), null);
            case Verdict.Moves moves -> decided(asked, charge.get(), moves.amount());
        };
    }

    private Done decided(Asked asked, Charge before, long amount) {
        var dice = new Dice(town.odds(Provider.NAME), asked.charge() + "#" + before.thrown());
        var fate = fate(asked, before, amount, dice);
        var id = "mv_" + UUID.nameUUIDFromBytes(asked.key().getBytes(StandardCharsets.UTF_8));
        var bare = movement(asked, fate, id, "");
        var reply = fate.code() == null
                ? ProviderViews.movement(fate.status(), bare)
                : Reply.error(fate.status(), fate.code(), String.valueOf(fate.message()));
        money.add(movement(asked, fate, id, reply.json()));
        money.update(fate.after().thrownOnce());
        Long first = fate.code() == null ? tell(bare, before, dice) : null;
        return new Done(reply.lost(dice.fault()), dice.isEarly() ? first : null);
    }

    private Fate fate(Asked asked, Charge before, long amount, Dice dice) {
        boolean refund = asked.kind().equals("refund");
        if (refund && dice.isDisputed()) {
            disputes.open(before, dice);
            return refused(before, amount, 409, "disputed", "The cardholder's bank disputes this charge.");
        }
        if (refund && dice.isShortOfMoney()) {
            return refused(before, amount, 402, "insufficient_balance", "Your balance does not suffice.");
        }
        if (dice.outcome() == Dice.Outcome.NO) {
            return refused(before, amount, 402, "declined", "Declined by the sandbox's dice.");
        }
        var after = switch (asked.kind()) {
            case "capture" -> before.plus(amount, 0, 0);
            case "refund" -> before.plus(0, 0, amount);
            default -> before.plus(0, amount, 0);
        };
        boolean pending = dice.outcome() == Dice.Outcome.NEVER || dice.isLate();
        return new Fate(after, amount, pending ? "pending" : "succeeded", pending ? 202 : 201, null, null);
    }

    private static Fate refused(Charge before, long amount, int status, String code, String message) {
        return new Fate(before, amount, "failed", status, code, message);
    }

    private Movement movement(Asked asked, Fate fate, String id, String answer) {
        return new Movement(
                asked.key(),
                asked.request(),
                id,
                asked.charge(),
                asked.kind(),
                fate.amount(),
                fate.state(),
                fate.message(),
                fate.status(),
                answer,
                now(),
                asked.seller());
    }

    private @Nullable Long tell(Movement movement, Charge charge, Dice dice) {
        var odds = dice.odds();
        if (movement.state().equals("pending")) {
            if (dice.outcome() == Dice.Outcome.YES) {
                errand("settle", movement.key(), now().plusSeconds(odds.lateSeconds()));
            }
            return null;
        }
        if (movement.kind().equals("refund") && dice.failsLater()) {
            errand("fail", movement.key(), now().plusSeconds(odds.lateSeconds()));
        }
        var at = now().plusSeconds(dice.isEarly() ? 0 : odds.delaySeconds());
        return news.tell(
                "movement.succeeded",
                movement.id(),
                charge,
                seller(movement, charge),
                movement.key(),
                at,
                dice.isTwice());
    }

    private void errand(String kind, String key, Instant at) {
        town.send(Errand.of(Provider.NAME, Provider.ACCOUNT, kind, null, key, "{}", at));
    }

    /// What was pending succeeds.
    void settle(String key) {
        transaction.executeWithoutResult(status -> {
            if (money.move(key, "pending", "succeeded", null, now())) {
                told("movement.succeeded", key);
            }
        });
    }

    /// A refund that was pending or had succeeded comes back.
    void fail(String key) {
        transaction.executeWithoutResult(status -> {
            var message = "The customer's bank sent it back.";
            var movement = money.movement(key);
            if (movement.isEmpty() || !movement.get().kind().equals("refund")) {
                return;
            }
            var charge = money.locked(movement.get().charge()).orElseThrow();
            boolean failed = money.move(key, "succeeded", "failed", message, now())
                    || money.move(key, "pending", "failed", message, now());
            if (failed) {
                money.update(charge.plus(0, 0, -movement.get().amount()));
                told("movement.failed", key);
            }
        });
    }

    private void told(String type, String key) {
        var movement = money.movement(key).orElseThrow();
        var charge = money.charge(movement.charge()).orElseThrow();
        news.tell(type, movement.id(), charge, seller(movement, charge), key, now(), false);
    }

    private static String seller(Movement movement, Charge charge) {
        return charge.seller().isEmpty() ? movement.seller() : charge.seller();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
