package dev.countermand.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.connectors.stripe.StubStripe.Quirk;
import dev.countermand.payments.spi.PaymentGateway.Action;
import dev.countermand.payments.spi.PaymentGateway.Capability;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import org.junit.jupiter.api.Test;

/// Holds at Stripe: released, captured in between, ended by themselves.
class StripeHoldTests extends StripeBench {

    @Test
    void aHoldSaysWhenItEndsAndIsReleasedOnce() {
        var payment = stripe.books.pay(4000, "eur", false);
        var held = standing(payment);
        assertThat(held.held()).isEqualTo(4000);
        assertThat(held.expiresAt()).isEqualTo(now().plus(StubBooks.HOLD));
        assertThat(held.scheme()).isEqualTo("visa");
        var release = release(payment, 4000);
        stripe.quirks.add(Quirk.LOST);
        assertThat(told(gateway.send(release))).isEqualTo("UNKNOWN");
        assertThat(told(gateway.read(release))).isEqualTo("DONE");
        assertThat(told(gateway.send(release))).isEqualTo("DONE");
        assertThat(standing(payment).released()).isEqualTo(4000);
        assertThat(standing(payment).expired()).isFalse();
        assertThat(standing(payment).refunds()).isEmpty();
    }

    @Test
    void aCaptureThatWasFasterIsSaid() {
        var payment = stripe.books.pay(4000, "eur", false);
        stripe.books.capture(payment, 2500);
        assertThat(told(gateway.send(release(payment, 4000)))).isEqualTo("FAILED ALREADY_CAPTURED");
        var standing = standing(payment);
        assertThat(standing.captured()).isEqualTo(2500);
        assertThat(standing.released()).isEqualTo(1500);
        assertThat(standing.held()).isZero();
    }

    @Test
    void aReleaseBySomebodyElseAndAnExpiryAreToldApart() {
        var released = stripe.books.pay(4000, "eur", false);
        stripe.books.cancel(released, "abandoned");
        assertThat(told(gateway.send(release(released, 4000)))).isEqualTo("FAILED ALREADY_RELEASED");
        for (var word : new String[] {"expired", "automatic"}) {
            var expired = stripe.books.pay(4000, "eur", false);
            stripe.books.cancel(expired, word);
            assertThat(told(gateway.send(release(expired, 4000)))).isEqualTo("FAILED EXPIRED");
            assertThat(standing(expired).expired()).isTrue();
            assertThat(standing(expired).released()).isEqualTo(4000);
        }
    }

    @Test
    void whatIsBeingCollectedIsNotCertain() {
        var payment = stripe.books.pay(4000, "eur", false);
        stripe.books.intent(payment).put("status", "processing");
        var release = release(payment, 4000);
        assertThat(told(gateway.send(release))).isEqualTo("UNKNOWN");
        assertThat(told(gateway.read(release))).isEqualTo("UNKNOWN");
    }

    @Test
    void aPaymentThatNobodyAuthorizedYetIsCanceled() {
        var payment = stripe.books.pay(4000, "eur", false);
        stripe.books.intent(payment).put("status", "requires_action").putNull("latest_charge");
        assertThat(standing(payment).held()).isEqualTo(4000);
        assertThat(told(gateway.send(release(payment, 4000)))).isEqualTo("DONE");
    }

    @Test
    void aPartOfAHoldWaitsForTheCapture() {
        assertThat(gateway.capabilities()).doesNotContain(Capability.RELEASES_PARTS);
        var payment = stripe.books.pay(4000, "eur", false);
        var reduce = new Instruction(key(), at(payment), Action.REDUCE, 1000);
        assertThat(told(gateway.send(reduce))).isEqualTo("PENDING");
        assertThat(posts()).isZero();
        stripe.books.capture(payment, 3000);
        assertThat(standing(payment).released()).isEqualTo(1000);
        assertThat(standing(payment).captured()).isEqualTo(3000);
    }

    @Test
    void capturedInSeveralPartsTheRestIsStillHeld() {
        var payment = stripe.books.pay(4000, "eur", false);
        stripe.books.intent(payment).put("amount_received", 1500).put("amount_capturable", 2500);
        var standing = standing(payment);
        assertThat(standing.captured()).isEqualTo(1500);
        assertThat(standing.held()).isEqualTo(2500);
        assertThat(standing.released()).isZero();
    }

    @Test
    void aHoldWithoutAPaymentIntentIsForPeople() {
        var charge = stripe.books.charge(4000, "eur");
        stripe.books.charges.get(charge).put("captured", false).put("amount_captured", 0);
        assertThat(standing(charge).held()).isEqualTo(4000);
        assertThat(told(gateway.send(release(charge, 4000)))).isEqualTo("FAILED REJECTED");
        assertThat(posts()).isZero();
    }

    @Test
    void whatCannotBeReadWholeIsNotReadAtAll() {
        var payment = stripe.books.pay(4000, "eur", true);
        stripe.forbidden = "/v1/disputes";
        assertThat(gateway.standing(at(payment))).isEmpty();
        stripe.forbidden = "";
        assertThat(gateway.standing(at(payment))).isPresent();
    }

    @Test
    void aHundredRefundsAndMoreAreReadPageByPage() {
        var payment = stripe.books.pay(400_000, "eur", true);
        for (int i = 0; i < 130; i++) {
            stripe.books.refund(payment, 10, "eff_" + i);
        }
        assertThat(standing(payment).refunds()).hasSize(130).doesNotHaveDuplicates();
    }
}
