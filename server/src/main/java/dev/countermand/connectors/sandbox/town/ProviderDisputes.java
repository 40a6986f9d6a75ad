package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.MoneyStore.Charge;
import dev.countermand.connectors.sandbox.town.MoneyStore.Dispute;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The payment provider's disputes: opened by the dice or by whoever asks, closed later.
@Component
@InDemo
class ProviderDisputes {

    private static final Duration ANSWER = Duration.ofDays(7);

    private final TownStore town;
    private final MoneyStore money;
    private final ProviderNews news;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ProviderDisputes(
            TownStore town, MoneyStore money, ProviderNews news, PlatformTransactionManager transactions, Clock clock) {
        this.town = town;
        this.money = money;
        this.news = news;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    Reply open(String chargeId, long amount) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var charge = money.locked(chargeId);
            if (charge.isEmpty()) {
                return ProviderViews.noCharge();
            }
            if (amount <= 0 || amount > charge.get().captured()) {
                return Reply.error(422, "exceeds", "Not so much was captured.");
            }
            return ProviderViews.dispute(201, open(charge.get(), amount));
        }));
    }

    /// Opens one, inside the caller's transaction and under the charge's lock.
    Dispute open(Charge charge, long amount) {
        var id = "dp_" + UUID.randomUUID().toString().replace("-", "");
        var dispute = new Dispute(id, charge.id(), amount, "open", "product_not_received", now(), now().plus(ANSWER));
        money.add(dispute);
        news.tell("dispute.opened", id, charge, charge.seller(), "", now(), false);
        return dispute;
    }

    /// Opens one because the dice say so: it ends by itself later.
    void open(Charge charge, Dice dice) {
        var dispute = open(charge, charge.captured() - charge.refunded());
        var at = now().plusSeconds(dice.odds().lateSeconds());
        town.send(Errand.of(
                Provider.NAME, Provider.ACCOUNT, "judge", null, dispute.id(), dice.isWon() ? "won" : "lost", at));
    }

    Reply close(String id, String outcome) {
        if (!outcome.equals("won") && !outcome.equals("lost")) {
            return Reply.error(422, "invalid", "The outcome is won or lost, from the shop's side.");
        }
        judge(id, outcome);
        return money.dispute(id)
                .map(dispute -> ProviderViews.dispute(200, dispute))
                .orElseGet(() -> Reply.error(404, "no_such_dispute", "We know no such dispute."));
    }

    /// It ends; once.
    void judge(String id, String outcome) {
        transaction.executeWithoutResult(status -> {
            if (money.close(id, outcome, now())) {
                var charge =
                        money.charge(money.dispute(id).orElseThrow().charge()).orElseThrow();
                news.tell("dispute." + outcome, id, charge, charge.seller(), "", now(), false);
            }
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
