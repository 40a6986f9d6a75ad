package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.site.RightOfWay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;

class PaymentWorkerTests extends Shop {

    static final class ProcessDied extends Error {}

    /// A provider that answers what the test wants, and remembers what it was told.
    static final class Provider implements PaymentGateway {

        final List<Instruction> sent = Collections.synchronizedList(new ArrayList<>());
        final List<Instruction> read = Collections.synchronizedList(new ArrayList<>());
        final Deque<Result> answers = new ArrayDeque<>();
        final Deque<Result> readings = new ArrayDeque<>();
        Runnable meanwhile = () -> {};

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Result send(Instruction instruction) {
            sent.add(instruction);
            meanwhile.run();
            return next(answers, Outcome.DONE);
        }

        @Override
        public Result read(Instruction instruction) {
            read.add(instruction);
            return next(readings, Outcome.UNKNOWN);
        }

        private static synchronized Result next(Deque<Result> script, Outcome otherwise) {
            var next = script.poll();
            if (next == null) {
                return new Result(otherwise, null, null, null);
            }
            if ("broken".equals(next.message())) {
                throw new IllegalStateException("connection reset");
            }
            return next;
        }
    }

    @Autowired
    EffectStore effects;

    @Autowired
    LedgerReader ledgers;

    @Autowired
    MoneyJournal journal;

    @Autowired
    StandingStore standings;

    @Autowired
    StandingSync sync;

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

    final Provider provider = new Provider();

    @BeforeEach
    void leaveNothingOfOtherTestsDue() {
        jdbc.sql("update payments.effect set due_at = null").update();
    }

    @Test
    void aDefiniteAnswerIsWrittenWithItsReference() {
        var order = canceled(1);
        provider.answers.add(PaymentGateway.Result.done("re_1"));
        scripted().tick();
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(effect(order, 0).reference()).isEqualTo("re_1");
        assertThat(payment(order).events())
                .singleElement()
                .satisfies(event -> assertThat(event.origin()).isEqualTo("gateway"));
        assertThat(report(
                                order,
                                PaymentEvent.Type.REFUNDED,
                                1000L,
                                effect(order, 0).id())
                        .repeated())
                .isTrue();
        assertThat(waiting(order)).isEmpty();
    }

    @Test
    void aRefusalIsVisibleAndNothingIsSentAgainByItself() {
        var order = canceled(1);
        provider.answers.add(PaymentGateway.Result.failed(PaymentGateway.Reason.REJECTED, "card closed"));
        scripted().tick();
        clock.advance(Duration.ofDays(1));
        scripted().tick();
        assertThat(states(order)).containsExactly("refund 1000 failed");
        assertThat(provider.sent).hasSize(1);
        assertThat(waiting(order)).hasSize(1);
    }

    @Test
    void aLostAnswerIsReadFirstAndSentAgainWithTheSameWords() {
        var order = canceled(1);
        provider.answers.add(broken());
        scripted().tick();
        assertThat(states(order)).containsExactly("refund 1000 unknown");
        assertThat(payment(order))
                .returns(1000L, OrderMoney.PaymentMoney::unknown)
                .returns(1000L, OrderMoney.PaymentMoney::refunding);
        assertThat(facts(order)).endsWith("payment.unknown");
        scripted().tick();
        assertThat(provider.read).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        scripted().tick();
        assertThat(provider.read).hasSize(1);
        assertThat(provider.sent).hasSize(2);
        assertThat(provider.sent.get(1)).isEqualTo(provider.sent.get(0));
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(effect(order, 0).steps())
                .extracting(OrderMoney.Step::state)
                .containsExactly("planned", "sent", "unknown", "done");
    }

    @Test
    void whatIsReadBackIsNotSentAgain() {
        var order = canceled(1);
        provider.answers.add(broken());
        provider.readings.add(PaymentGateway.Result.done("re_7"));
        scripted().tick();
        clock.advance(Duration.ofSeconds(10));
        scripted().tick();
        assertThat(provider.sent).hasSize(1);
        assertThat(effect(order, 0))
                .returns("done", OrderMoney.EffectMoney::state)
                .returns("re_7", OrderMoney.EffectMoney::reference);
    }

    @Test
    void anUnknownOutcomeIsInTheQueueAfterFifteenMinutesAndNeverSentAgainOnceItsKeyIsOld() {
        var order = canceled(1);
        for (int i = 0; i < 10_000; i++) {
            provider.answers.add(broken());
        }
        scripted().tick();
        var since = clock.instant();
        while (clock.instant().isBefore(since.plus(EffectRounds.VISIBLE_AFTER))) {
            assertThat(waiting(order)).isEmpty();
            clock.advance(Duration.ofSeconds(10));
            scripted().tick();
        }
        assertThat(waiting(order))
                .singleElement()
                .satisfies(item -> assertThat(item.summary()).contains("Nobody knows"));
        clock.advance(provider.keyLife());
        int sent = provider.sent.size();
        int read = provider.read.size();
        scripted().tick();
        assertThat(provider.sent).hasSize(sent);
        assertThat(provider.read).hasSize(read + 1);
        assertThat(provider.sent).containsOnly(provider.sent.getFirst());
        assertThat(states(order)).containsExactly("refund 1000 unknown");
        report(order, PaymentEvent.Type.REFUNDED, 1000L, effect(order, 0).id());
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(waiting(order)).isEmpty();
    }

    @Test
    void aProcessThatDiedBetweenIntentAndAnswerIsFollowedByOneThatReadsFirst() {
        var order = canceled(1);
        provider.meanwhile = () -> {
            throw new ProcessDied();
        };
        scripted().tick();
        provider.meanwhile = () -> {};
        assertThat(states(order)).containsExactly("refund 1000 sent");
        scripted().tick();
        assertThat(provider.sent).hasSize(1);
        clock.advance(PaymentWorker.LEASE);
        provider.readings.add(PaymentGateway.Result.done("re_9"));
        scripted().tick();
        assertThat(provider.sent).hasSize(1);
        assertThat(states(order)).containsExactly("refund 1000 done");
    }

    @Test
    void whatTheProviderTookOverIsOnlyReadUntilItIsKnown() {
        var order = canceled(1);
        provider.answers.add(PaymentGateway.Result.pending("re_2", null));
        scripted().tick();
        assertThat(facts(order)).endsWith("payment.instructed");
        assertThat(waiting(order)).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        scripted().tick();
        assertThat(states(order)).containsExactly("refund 1000 sent");
        provider.readings.add(PaymentGateway.Result.failed(PaymentGateway.Reason.REJECTED, "account closed"));
        clock.advance(Duration.ofMinutes(10));
        scripted().tick();
        assertThat(provider.sent).hasSize(1);
        assertThat(states(order)).containsExactly("refund 1000 failed");
        assertThat(facts(order)).containsOnlyOnce("payment.instructed");
    }

    @Test
    void aReportThatArrivesDuringTheCallStandsAndAContradictionIsShown() {
        var order = canceled(1);
        provider.answers.add(PaymentGateway.Result.failed(PaymentGateway.Reason.REJECTED, "no"));
        provider.meanwhile = () -> report(
                order, PaymentEvent.Type.REFUNDED, 1000L, effect(order, 0).id());
        scripted().tick();
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(waiting(order))
                .singleElement()
                .satisfies(item -> assertThat(item.summary()).contains("different things"));
    }

    @Test
    void manyWorkersSendEachEffectOnce() {
        var orders = new ArrayList<Order>();
        for (int i = 0; i < 40; i++) {
            orders.add(canceled(2));
        }
        var worker = scripted();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.execute(worker::tick);
            }
        }
        assertThat(provider.sent).hasSize(40).doesNotHaveDuplicates();
        assertThat(orders).allSatisfy(order -> assertThat(states(order)).containsExactly("refund 2000 done"));
    }

    @Test
    void asksEverMoreRarelyButNeverPastTheMomentAtWhichPeopleMustSeeIt() {
        var since = Instant.parse("2026-11-20T10:00:00Z");
        assertThat(EffectRounds.askNext(since, since)).isEqualTo(since.plusSeconds(10));
        assertThat(EffectRounds.askNext(since, since.plusSeconds(40))).isEqualTo(since.plusSeconds(80));
        assertThat(EffectRounds.askNext(since, since.plusSeconds(800))).isEqualTo(since.plusSeconds(900));
        assertThat(EffectRounds.askNext(since, since.plusSeconds(900))).isEqualTo(since.plusSeconds(1200));
    }

    private Order canceled(int units) {
        var order = take("[" + card(4000, true) + "]");
        jdbc.sql("update payments.payment set gateway = 'scripted' where part = :part and order_id = :order")
                .param("part", order.ref().part())
                .param("order", order.ref().id().value())
                .update();
        cancel(order, units);
        return order;
    }

    private PaymentWorker scripted() {
        var gateways = new Gateways(List.of(new ManualGateway(), provider));
        var rounds = new EffectRounds(ledgers, journal, sync, held, moneyQueue, goods, gateways, clock);
        var answers = new EffectAnswers(rounds, ledgers, journal, sync, standings, again, moneyQueue, log);
        var providers = new Providers(gateways, clock);
        var way = new RightOfWay();
        return new PaymentWorker(effects, rounds, answers, providers, shopRounds, way, transactions, clock);
    }

    private static PaymentGateway.Result broken() {
        return PaymentGateway.Result.unknown("broken");
    }
}
