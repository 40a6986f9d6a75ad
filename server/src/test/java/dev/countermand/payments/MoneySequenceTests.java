package dev.countermand.payments;

import static dev.countermand.payments.PaymentEvent.Type.CAPTURED;
import static dev.countermand.payments.PaymentEvent.Type.FAILED;
import static dev.countermand.payments.PaymentEvent.Type.REFUNDED;
import static dev.countermand.payments.PaymentEvent.Type.VOIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.payments.OrderMoney.EffectMoney;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Anything that can happen to an order's money, in any order: the promises stand after every step.
class MoneySequenceTests extends Shop {

    private static final int ORDERS = 12;
    private static final int STEPS = 25;
    private static final Set<String> OPEN = Set.of("planned", "sent", "unknown");

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104})
    void thePromisesStandAfterEveryStep(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            long card = random.nextInt(8001);
            long gift = random.nextLong(8000 - card + 1);
            var order = take(8, tenders(random, card, gift), 8000 - card - gift);
            for (int step = 0; step < STEPS; step++) {
                tell(random, order);
                check(order);
            }
        }
    }

    private String tenders(Random random, long card, long gift) {
        var giftCard =
                "{\"id\": \"gift\", \"tender\": \"gift_card\", \"gateway\": \"manual\", \"amount\": %d, \"captured\": true}"
                        .formatted(gift);
        return "[" + giftCard + ", " + card(card, random.nextBoolean()) + "]";
    }

    /// One random step; what cannot be is refused by a problem and changes nothing.
    private void tell(Random random, Order order) {
        var before = money(order);
        var payment = before.payments().get(random.nextInt(2));
        var effect = payment.effects().isEmpty()
                ? null
                : payment.effects().get(random.nextInt(payment.effects().size()));
        var id = random.nextInt(3) == 0 || effect == null ? "own" + random.nextInt(3) : effect.id();
        long amount = random.nextInt(4) == 0 || effect == null ? 1 + random.nextInt(3000) : effect.amount();
        try {
            switch (random.nextInt(8)) {
                case 0, 1 -> cancelSome(random, order);
                case 2 -> worker.tick();
                case 3 -> tell(payment, CAPTURED, amount, "ch" + random.nextInt(4));
                case 4 -> tell(payment, VOIDED, amount, id);
                case 5 -> tell(payment, REFUNDED, amount, id);
                case 6 -> tell(payment, FAILED, amount, id);
                default -> {
                    if (effect != null) {
                        retry(effect.id());
                    }
                }
            }
        } catch (Problem refused) {
            assertThat(refused.kind()).isIn(Problem.Kind.CONFLICT, Problem.Kind.INVALID);
            assertThat(money(order)).isEqualTo(before);
        }
    }

    private void cancelSome(Random random, Order order) {
        int open = orders.find(order.ref().id()).orElseThrow().unitsIn(Stage.OPEN);
        if (open > 0) {
            cancel(order, 1 + random.nextInt(open));
        }
    }

    private void tell(PaymentMoney payment, PaymentEvent.Type type, long amount, String reference) {
        in(() -> payments.report(payment.publicId(), new PaymentEvent(type, amount, reference, null, null, null), KEY));
    }

    private void check(Order order) {
        var money = money(order);
        for (var payment : money.payments()) {
            check(payment);
        }
        // Every unit given back is accounted for once: not due, promised, done, failed, or back by other
        // ways.
        long units = money.lines().getFirst().givenBack() * 1000L;
        long promised = money.payments().stream()
                .flatMap(p -> p.effects().stream())
                .mapToLong(MoneySequenceTests::standing)
                .sum();
        assertThat(money.notDue() + promised + money.already()).isEqualTo(units);
        assertThat(money.remaining()).isEqualTo(8000 - units);
    }

    private static void check(PaymentMoney payment) {
        assertThat(payment.captured() + payment.voided() + payment.releasing())
                .isLessThanOrEqualTo(payment.authorized());
        assertThat(payment.refunded() + payment.refunding()).isLessThanOrEqualTo(payment.captured());
        assertThat(payment.releasing()).isEqualTo(open(payment, "void"));
        assertThat(payment.refunding()).isEqualTo(open(payment, "refund"));
        assertThat(payment.voided()).isEqualTo(moved(payment, "voided", "void"));
        assertThat(payment.refunded()).isEqualTo(moved(payment, "refunded", "refund"));
        for (var effect : payment.effects()) {
            var states = effect.steps().stream()
                    .map(OrderMoney.Step::state)
                    .map(EffectStatus::of)
                    .toList();
            assertThat(states.getLast().word()).isEqualTo(effect.state());
            for (int i = 1; i < states.size(); i++) {
                assertThat(states.get(i - 1).next()).contains(states.get(i));
            }
        }
    }

    private static long open(PaymentMoney payment, String kind) {
        return payment.effects().stream()
                .filter(e -> e.kind().equals(kind) && OPEN.contains(e.state()))
                .mapToLong(e -> e.amount() - e.done())
                .sum();
    }

    /// The journal adds up to the counter.
    private static long moved(PaymentMoney payment, String type, String kind) {
        var kinds = new java.util.HashMap<String, String>();
        payment.effects().forEach(e -> kinds.put(e.id(), e.kind()));
        long out = payment.events().stream()
                .filter(e -> e.type().equals(type))
                .mapToLong(OrderMoney.Movement::amount)
                .sum();
        long doneByEffects = payment.effects().stream()
                .filter(e -> e.kind().equals(kind))
                .mapToLong(EffectMoney::done)
                .sum();
        var own = payment.events().stream().filter(e -> e.effect() == null).toList();
        long outByOwn = sum(own, type);
        long reversed = out - outByOwn - doneByEffects;
        assertThat(reversed).isNotNegative();
        long cameBack = own.stream()
                .filter(e -> e.type().equals("failed"))
                .filter(e -> kindOf(own, e).equals(type))
                .mapToLong(OrderMoney.Movement::amount)
                .sum();
        return doneByEffects + outByOwn - cameBack;
    }

    private static String kindOf(List<OrderMoney.Movement> own, OrderMoney.Movement failed) {
        boolean released = own.stream()
                .anyMatch(e -> e.type().equals("voided")
                        && String.valueOf(failed.reference()).equals(e.reference()));
        return released ? "voided" : "refunded";
    }

    private static long sum(List<OrderMoney.Movement> movements, String type) {
        return movements.stream()
                .filter(e -> e.type().equals(type))
                .mapToLong(OrderMoney.Movement::amount)
                .sum();
    }

    /// What an effect still stands for: what moved, and what others have not taken over.
    private static long standing(EffectMoney effect) {
        return switch (effect.state()) {
            case "superseded" -> effect.done();
            case "failed" -> effect.replaced() ? effect.done() : effect.amount();
            default -> effect.amount();
        };
    }
}
