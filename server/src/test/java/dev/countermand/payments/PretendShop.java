package dev.countermand.payments;

import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.kernel.Ids;
import dev.countermand.orders.Order;
import dev.countermand.payments.kit.PretendProvider;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.site.RightOfWay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;

/// A shop whose payments are at a provider in memory, with workers that speak to him.
abstract class PretendShop extends Shop {

    @Autowired
    EffectStore effects;

    @Autowired
    StandingStore standings;

    @Autowired
    StandingSync sync;

    @Autowired
    LedgerReader ledgers;

    @Autowired
    MoneyJournal journal;

    @Autowired
    HeldRefunds held;

    @Autowired
    SecondThoughts again;

    @Autowired
    MoneyQueue moneyQueue;

    @Autowired
    ShopRounds shopRounds;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    MoneyChecks moneyChecks;

    @Autowired
    DisputeChecks disputeChecks;

    PretendProvider provider;
    PaymentWorker sender;
    StandingWorker looker;

    @BeforeEach
    void aProviderAndNothingDueOfOtherTests() {
        jdbc.sql("update payments.effect set due_at = null").update();
        jdbc.sql("update payments.payment set look_at = null").update();
        provider = new PretendProvider("pretend", clock);
        employ(provider);
    }

    /// Workers of a process of their own.
    void employ(PaymentGateway gateway) {
        sender = sender(gateway);
        var gateways = new Gateways(List.of(new ManualGateway(), gateway));
        looker = new StandingWorker(
                standings, new Providers(gateways, clock), rounds(gateways), sync, transactions, clock);
    }

    PaymentWorker sender(PaymentGateway gateway) {
        var gateways = new Gateways(List.of(new ManualGateway(), gateway));
        var rounds = rounds(gateways);
        var answers = new EffectAnswers(rounds, ledgers, journal, sync, standings, again, moneyQueue, log);
        return new PaymentWorker(
                effects,
                rounds,
                answers,
                new Providers(gateways, clock),
                shopRounds,
                new RightOfWay(),
                transactions,
                clock);
    }

    private EffectRounds rounds(Gateways gateways) {
        return new EffectRounds(ledgers, journal, sync, held, moneyQueue, goods, gateways, clock);
    }

    /// An order of four units of 10.00, held or charged at the provider.
    Order paid(boolean captured) {
        return paid(4, captured);
    }

    Order paid(int units, boolean captured) {
        var id = "pi_" + UUID.randomUUID();
        long amount = 1000L * units;
        provider.hold(id, amount);
        if (captured) {
            provider.capture(id, amount);
        }
        return take(
                units,
                "[{\"id\": \"%s\", \"tender\": \"card\", \"gateway\": \"pretend\", \"amount\": %d, \"captured\": %s}]"
                        .formatted(id, amount, captured),
                0);
    }

    /// What the provider calls the order's payment.
    String at(Order order) {
        return payment(order).id();
    }

    /// A notice came: the payment is looked at.
    void look(Order order) {
        clock.advance(Duration.ofSeconds(1));
        var id = Ids.parse(Payment.PREFIX, payment(order).publicId());
        standings.look(Objects.requireNonNull(id), clock.instant());
        looker.tick();
    }

    void pass(Duration time) {
        clock.advance(time);
        sender.tick();
    }

    List<String> summaries(Order order) {
        var summaries = new ArrayList<String>();
        waiting(order).forEach(item -> summaries.add(item.kind() + ": " + item.summary()));
        return summaries;
    }

    /// What `verify` says about the order's money.
    List<Finding> verified(Order order) {
        var place = new Stretch.Place(order.ref().part(), order.ref().id().value());
        var found = new ArrayList<Finding>();
        moneyChecks.orders(Stretch.of(place, clock.instant()), found::add);
        disputeChecks.orders(Stretch.of(place, clock.instant()), found::add);
        return found;
    }

    /// What the provider sent back or is sending back.
    long gone(Order order) {
        var truth = provider.truth(at(order));
        return truth.refunded() + truth.refunding();
    }
}
