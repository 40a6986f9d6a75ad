package dev.countermand.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.connectors.stripe.StubStripe.Quirk;
import dev.countermand.payments.spi.PaymentGateway.Action;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import dev.countermand.payments.spi.Standing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Refunds at Stripe: once, whatever the network does.
class StripeRefundTests extends StripeBench {

    @Test
    void aRefundCarriesOurKeyAndThePinnedVersion() {
        var payment = stripe.books.pay(4000, "eur", true);
        var instruction = refund(payment, 1000);
        var result = gateway.send(instruction);
        assertThat(told(result)).as(result.message()).isEqualTo("DONE");
        assertThat(result.reference()).startsWith("re_");
        var sent = stripe.got.getLast();
        assertThat(sent.headers())
                .containsEntry("stripe-version", StripeClient.VERSION)
                .containsEntry("idempotency-key", instruction.key())
                .containsEntry("content-type", "application/x-www-form-urlencoded");
        assertThat(sent.body())
                .isEqualTo("payment_intent=" + payment + "&amount=1000&metadata%5Bcountermand_effect%5D="
                        + instruction.key());
        assertThat(told(gateway.read(instruction))).isEqualTo("DONE");
        assertThat(standing(payment).refunds()).singleElement().satisfies(refund -> {
            assertThat(refund.key()).isEqualTo(instruction.key());
            assertThat(refund.state()).isEqualTo(Standing.State.DONE);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "FAULT_AFTER"})
    void whatWasDoneWithoutAnAnswerIsFoundAndNotDoneAgain(Quirk quirk) {
        var payment = stripe.books.pay(4000, "eur", true);
        var instruction = refund(payment, 1000);
        stripe.quirks.add(quirk);
        assertThat(told(gateway.send(instruction))).isEqualTo("UNKNOWN");
        assertThat(told(gateway.read(instruction))).isEqualTo("DONE");
        gateway.send(instruction);
        assertThat(stripe.books.refunded(payment)).isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "RATE_LIMIT", "IN_USE", "LOCK_TIMEOUT"})
    void whatWasNotDoneIsUnknownAndCanBeSentAgain(Quirk quirk) {
        var payment = stripe.books.pay(4000, "eur", true);
        var instruction = refund(payment, 1000);
        stripe.quirks.add(quirk);
        assertThat(told(gateway.send(instruction))).isEqualTo("UNKNOWN");
        assertThat(told(gateway.read(instruction))).isEqualTo("UNKNOWN");
        assertThat(told(gateway.send(instruction))).isEqualTo("DONE");
        assertThat(stripe.books.refunded(payment)).isEqualTo(1000);
        assertThat(stripe.got.stream()
                        .filter(got -> got.method().equals("POST"))
                        .map(StubStripe.Got::body)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aFaultThatStripeKeepsStaysUnknown() {
        var payment = stripe.books.pay(4000, "eur", true);
        var instruction = refund(payment, 1000);
        stripe.quirks.add(Quirk.FAULT_BEFORE);
        assertThat(told(gateway.send(instruction))).isEqualTo("UNKNOWN");
        clock.advance(Duration.ofHours(1));
        assertThat(told(gateway.send(instruction))).isEqualTo("UNKNOWN");
        assertThat(told(gateway.read(instruction))).isEqualTo("UNKNOWN");
        assertThat(stripe.books.refunded(payment)).isZero();
    }

    @Test
    void otherParametersUnderTheSameKeyAreNeverCertain() {
        var payment = stripe.books.pay(4000, "eur", true);
        var first = refund(payment, 1000);
        gateway.send(first);
        var other = new Instruction(first.key(), first.payment(), Action.REFUND, 2000);
        assertThat(told(gateway.send(other))).isEqualTo("UNKNOWN");
        assertThat(stripe.books.refunded(payment)).isEqualTo(1000);
    }

    @Test
    void whatIsPendingEndsAtStripe() {
        var payment = stripe.books.pay(4000, "eur", true);
        stripe.books.refundsBegin = "pending";
        var good = refund(payment, 1000);
        var bad = refund(payment, 500);
        var sent = gateway.send(good);
        assertThat(told(sent)).isEqualTo("PENDING");
        assertThat(sent.message()).isEqualTo("processing");
        gateway.send(bad);
        stripe.books.end(sent.reference(), "succeeded", null);
        assertThat(told(gateway.read(good))).isEqualTo("DONE");
        stripe.books.end(gateway.read(bad).reference(), "failed", "insufficient_funds");
        assertThat(told(gateway.read(bad))).isEqualTo("FAILED INSUFFICIENT_BALANCE");
        assertThat(standing(payment).refunded()).isEqualTo(1000);
    }

    @Test
    void aRefundThatSucceededMayFailDaysLater() {
        var payment = stripe.books.pay(4000, "eur", true);
        var instruction = refund(payment, 1000);
        var sent = gateway.send(instruction);
        stripe.books.end(sent.reference(), "failed", "expired_or_canceled_card");
        clock.advance(Duration.ofDays(3));
        assertThat(told(gateway.read(instruction))).isEqualTo("FAILED REJECTED");
        assertThat(gateway.read(instruction).message()).isEqualTo("expired_or_canceled_card");
    }

    @Test
    void whatSomebodyRefundedInTheDashboardIsSeenAndSaid() {
        var payment = stripe.books.pay(4000, "eur", true);
        stripe.books.refund(payment, 4000, null);
        assertThat(standing(payment).refunds()).singleElement().satisfies(refund -> {
            assertThat(refund.key()).isNull();
            assertThat(refund.amount()).isEqualTo(4000);
        });
        assertThat(told(gateway.send(refund(payment, 1000)))).isEqualTo("FAILED ALREADY_REFUNDED");
    }

    @Test
    void moreThanIsLeftIsRefusedInStripesWords() {
        var payment = stripe.books.pay(4000, "eur", true);
        stripe.books.refund(payment, 3500, null);
        var result = gateway.send(refund(payment, 1000));
        assertThat(told(result)).isEqualTo("FAILED REJECTED");
        assertThat(result.message()).contains("greater than unrefunded amount on charge (500)");
    }

    @Test
    void anOpenDisputeRefusesARefundAndAnInquiryDoesNot() {
        var payment = stripe.books.pay(4000, "eur", true);
        var dispute = stripe.books.dispute(payment, 4000, "warning_needs_response");
        assertThat(standing(payment).disputes()).isEmpty();
        assertThat(told(gateway.send(refund(payment, 500)))).isEqualTo("DONE");
        dispute.put("status", "needs_response");
        assertThat(standing(payment).isDisputed()).isTrue();
        assertThat(standing(payment).disputes().getFirst().answerBy()).isEqualTo(now().plus(StubBooks.HOLD));
        assertThat(told(gateway.send(refund(payment, 500)))).isEqualTo("FAILED DISPUTED");
        dispute.put("status", "lost");
        assertThat(standing(payment).disputes().getFirst().word()).isEqualTo("lost");
        dispute.put("status", "won");
        assertThat(standing(payment).disputes().getFirst().word()).isEqualTo("won");
    }

    @Test
    void anotherCurrencyThanTheOrdersMovesNothing() {
        var payment = stripe.books.pay(4000, "usd", true);
        var result = gateway.send(refund(payment, 1000));
        assertThat(told(result)).isEqualTo("FAILED REJECTED");
        assertThat(result.message()).contains("USD", "EUR");
        assertThat(told(gateway.send(release(payment, 4000)))).isEqualTo("FAILED REJECTED");
        assertThat(gateway.standing(at(payment))).contains(Standing.NONE);
        assertThat(told(gateway.read(release(payment, 4000)))).isEqualTo("UNKNOWN");
        assertThat(posts()).isZero();
    }

    @Test
    void currenciesWithoutAndWithThreeDecimals() {
        var yen = stripe.books.pay(4000, "jpy", true);
        var instruction = new Instruction(key(), at(yen, "JPY"), Action.REFUND, 1500);
        assertThat(told(gateway.send(instruction))).isEqualTo("DONE");
        assertThat(stripe.books.refunded(yen)).isEqualTo(1500);
        var dinar = stripe.books.pay(10_000, "kwd", true);
        assertThat(told(gateway.send(new Instruction(key(), at(dinar, "KWD"), Action.REFUND, 5120))))
                .isEqualTo("DONE");
        var crumb = gateway.send(new Instruction(key(), at(dinar, "KWD"), Action.REFUND, 1234));
        assertThat(told(crumb)).isEqualTo("FAILED REJECTED");
        assertThat(crumb.message()).contains("KWD");
    }

    @Test
    void aPaymentThatStripeDoesNotKnowIsRefusedForCertain() {
        assertThat(told(gateway.send(refund("pi_nobody", 1000)))).isEqualTo("FAILED REJECTED");
        assertThat(told(gateway.send(refund("order-7", 1000)))).isEqualTo("FAILED REJECTED");
        assertThat(told(gateway.send(refund("pi_../../x", 1000)))).isEqualTo("FAILED REJECTED");
        assertThat(standing("pi_nobody")).isEqualTo(Standing.NONE);
        assertThat(told(gateway.read(release("pi_nobody", 1000)))).isEqualTo("UNKNOWN");
        assertThat(posts()).isZero();
    }

    @Test
    void aChargeWithoutAPaymentIntentIsRefundedToo() {
        var charge = stripe.books.charge(4000, "eur");
        var instruction = refund(charge, 1000);
        assertThat(told(gateway.send(instruction))).isEqualTo("DONE");
        assertThat(told(gateway.read(instruction))).isEqualTo("DONE");
        assertThat(standing(charge).captured()).isEqualTo(4000);
    }

    @Test
    void withoutAKeyNothingIsSentAndNothingIsCertain() {
        var payment = stripe.books.pay(4000, "eur", true);
        accounts.forget(seller, actor);
        var result = gateway.send(refund(payment, 1000));
        assertThat(told(result)).isEqualTo("UNKNOWN");
        assertThat(gateway.standing(at(payment))).isEmpty();
        assertThat(stripe.got).isEmpty();
        accounts.set(seller, "rk_test_anotherKey12345", null, actor);
        assertThat(told(gateway.send(refund(payment, 1000)))).isEqualTo("UNKNOWN");
    }
}
