package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Refunds that arrive late, come back, or were made by somebody else at the provider.
class DiscoveredRefundTests extends PretendShop {

    @Test
    void aRefundFromTheDashboardIsCountedOnceHoweverOftenItIsSeen() {
        var order = paid(true);
        provider.refundByHand(at(order), 1500);
        look(order);
        look(order);
        assertThat(payment(order).refunded()).isEqualTo(1500);
        assertThat(payment(order).events())
                .singleElement()
                .satisfies(event -> assertThat(event.reference()).startsWith("re_"));
        cancel(order, 4);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 2500 done");
        assertThat(money(order).already()).isEqualTo(1500);
        assertThat(gone(order)).isEqualTo(4000);
    }

    @Test
    void whatTheShopReportedUnderAnotherNameIsNotCountedAgain() {
        var order = paid(true);
        provider.refundByHand(at(order), 1500);
        report(order, PaymentEvent.Type.REFUNDED, 1500L, "our own number");
        look(order);
        assertThat(payment(order).refunded()).isEqualTo(1500);
    }

    @Test
    void aRefundMadeByHandWhileOursWasPlannedHoldsItForAPerson() {
        var order = paid(true);
        cancel(order, 1);
        clock.advance(Duration.ofSeconds(5));
        provider.refundByHand(at(order), 1000);
        sender.tick();
        assertThat(provider.sent()).isEmpty();
        assertThat(effect(order, 0).heldFor()).isEqualTo("discovered");
        assertThat(facts(order)).endsWith("payment.held");
        assertThat(summaries(order)).singleElement().asString().contains("Somebody refunded");
        in(() -> payments.decide(effect(order, 0).id(), false, KEY));
        assertThat(states(order)).containsExactly("refund 1000 superseded");
        assertThat(money(order).already()).isEqualTo(1000);
        assertThat(summaries(order)).isEmpty();
        assertThat(gone(order)).isEqualTo(1000);
    }

    @Test
    void aPersonMaySendItAllTheSame() {
        var order = paid(true);
        cancel(order, 1);
        clock.advance(Duration.ofSeconds(5));
        provider.refundByHand(at(order), 1000);
        sender.tick();
        var effect = effect(order, 0).id();
        clock.advance(Duration.ofSeconds(5));
        assertThat(in(() -> payments.decide(effect, true, KEY)).repeated()).isFalse();
        assertThat(in(() -> payments.decide(effect, true, KEY)).repeated()).isTrue();
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(gone(order)).isEqualTo(2000);
        assertThat(payment(order).refunded()).isEqualTo(2000);
    }

    @Test
    void aRefundMadeByHandThatLeavesNoRoomTakesThePlaceOfOurs() {
        var order = paid(true);
        cancel(order, 4);
        provider.refundByHand(at(order), 3000);
        sender.tick();
        assertThat(states(order)).startsWith("refund 4000 superseded", "refund 1000 planned");
        assertThat(money(order).already()).isEqualTo(3000);
        assertThat(payment(order)).returns(3000L, PaymentMoney::refunded).returns(1000L, PaymentMoney::refunding);
    }

    @Test
    void whatSomebodyElseRefundedInTheSameMomentIsNotRefundedAgain() {
        var order = paid(true);
        cancel(order, 4);
        employ(new PretendRace(provider, () -> provider.refundByHand(at(order), 4000)));
        sender.tick();
        assertThat(gone(order)).isEqualTo(4000);
        assertThat(payment(order).refunding() + payment(order).refunded()).isLessThanOrEqualTo(4000);
        sender.tick();
        look(order);
        assertThat(payment(order).refunded()).isEqualTo(4000);
        assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void aRefundOnItsWayIsDoneWhenItArrivesAndFailsWhenItComesBackDaysLater() {
        var order = paid(true);
        cancel(order, 1);
        provider.pend(instruction -> true);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 sent");
        assertThat(facts(order)).endsWith("payment.instructed").doesNotContain("payment.refunded");
        provider.arrive(effect(order, 0).id());
        look(order);
        assertThat(states(order)).containsExactly("refund 1000 done");
        clock.advance(Duration.ofDays(4));
        provider.comeBack(effect(order, 0).id());
        looker.tick();
        assertThat(states(order)).containsExactly("refund 1000 failed");
        assertThat(facts(order)).endsWith("payment.refunded", "payment.failed");
        assertThat(payment(order)).returns(0L, PaymentMoney::refunded).returns(1000L, PaymentMoney::failed);
        assertThat(summaries(order)).hasSize(1);
        look(order);
        assertThat(payment(order).refunded()).isZero();
        provider.pend(instruction -> false);
        retry(effect(order, 0).id());
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 failed", "refund 1000 done");
        assertThat(gone(order)).isEqualTo(1000);
    }

    @Test
    void oneThatSomebodyElseMadeComesBackToo() {
        var order = paid(true);
        provider.refundByHand(at(order), 1000);
        look(order);
        assertThat(payment(order).refunded()).isEqualTo(1000);
        provider.comeBackByHand(at(order));
        look(order);
        look(order);
        assertThat(payment(order).refunded()).isZero();
    }

    @Test
    void anUnknownOneThatTheProviderIsWorkingOnIsUnknownNoMore() {
        var order = paid(true);
        cancel(order, 1);
        provider.lose(instruction -> true);
        provider.pend(instruction -> true);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 unknown");
        pass(Duration.ofSeconds(10));
        assertThat(states(order)).containsExactly("refund 1000 sent");
        provider.arrive(effect(order, 0).id());
        pass(Duration.ofMinutes(11));
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(provider.sent()).hasSize(1).extracting(Instruction::amount).containsOnly(1000L);
    }
}
