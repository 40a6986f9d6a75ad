package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.payments.OrderMoney.PaymentMoney;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What shops complained about elsewhere, as far as a provider's state decides it.
class ProviderComplaintTests extends PretendShop {

    @Test
    void complaint8TheReleaseFailsAndTheOrderCanBeChargedLater() {
        var order = paid(false);
        cancel(order, 4);
        provider.silent(true);
        sender.tick();
        assertThat(payment(order)).returns(0L, PaymentMoney::voided).returns(4000L, PaymentMoney::releasing);
        assertThat(facts(order)).doesNotContain("payment.voided");
        provider.silent(false);
        provider.capture(at(order), 4000);
        pass(Duration.ofMinutes(1));
        sender.tick();
        assertThat(gone(order)).isEqualTo(4000);
        assertThat(payment(order)).returns(4000L, PaymentMoney::captured).returns(4000L, PaymentMoney::refunded);
    }

    @Test
    void complaint8AChargeAfterTheReleaseWasPromisedComesBackByItself() {
        var order = paid(false);
        provider.withoutParts();
        cancel(order, 1);
        sender.tick();
        provider.capture(at(order), 4000);
        look(order);
        sender.tick();
        assertThat(states(order)).containsExactly("void 1000 superseded", "refund 1000 done");
        assertThat(gone(order)).isEqualTo(1000);
    }

    @Test
    void complaint10ARetryRefundsTwice() {
        var order = paid(true);
        cancel(order, 1);
        provider.lose(instruction -> true);
        for (int n = 0; n < 5; n++) {
            pass(Duration.ofSeconds(30));
            sender(provider).tick();
        }
        assertThat(gone(order)).isEqualTo(1000);
        assertThat(provider.sent()).isNotEmpty();
        assertThat(provider.sent().stream().distinct()).hasSize(1);
        assertThat(states(order)).containsExactly("refund 1000 done");
    }

    @Test
    void complaint12ARefundOnItsWayIsShownAsDone() {
        var order = paid(true);
        cancel(order, 1);
        provider.pend(instruction -> true);
        sender.tick();
        assertThat(payment(order)).returns(0L, PaymentMoney::refunded).returns(1000L, PaymentMoney::refunding);
        assertThat(facts(order)).doesNotContain("payment.refunded");
        provider.arrive(effect(order, 0).id());
        look(order);
        assertThat(facts(order)).endsWith("payment.refunded");
    }

    @Test
    void complaint12ARefundThatFailedDaysLaterIsShownAsDone() {
        var order = paid(true);
        cancel(order, 1);
        sender.tick();
        looker.tick();
        clock.advance(Duration.ofDays(3));
        provider.comeBack(effect(order, 0).id());
        look(order);
        assertThat(payment(order)).returns(0L, PaymentMoney::refunded).returns(1000L, PaymentMoney::failed);
        assertThat(facts(order)).endsWith("payment.refunded", "payment.failed");
        assertThat(summaries(order)).singleElement().asString().contains("failed or came back");
    }

    @Test
    void complaint13ARefundOnTopOfAChargeback() {
        var order = paid(true);
        clock.advance(Duration.ofSeconds(1));
        provider.dispute(at(order), "dp_1", 4000);
        cancel(order, 4);
        sender.tick();
        assertThat(provider.sent()).isEmpty();
        provider.closeDispute(at(order), "dp_1", false);
        look(order);
        pass(Duration.ofDays(1));
        assertThat(provider.sent()).isEmpty();
        assertThat(payment(order)).returns(4000L, PaymentMoney::lost).returns(0L, PaymentMoney::refunding);
    }
}
