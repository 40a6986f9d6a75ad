package dev.countermand.payments.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.payments.spi.PaymentGateway.Action;
import dev.countermand.payments.spi.PaymentGateway.At;
import dev.countermand.payments.spi.PaymentGateway.Capability;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import dev.countermand.payments.spi.PaymentGateway.Outcome;
import dev.countermand.payments.spi.PaymentGateway.Reason;
import dev.countermand.payments.spi.PaymentGateway.Result;
import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.ProviderNotice.Incoming;
import dev.countermand.payments.spi.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What every payment gateway must do. A connector's tests extend this and say by [ProviderBench] how to make
/// things happen at the provider; what its provider cannot do is not overridden, and those tests are skipped.
/// `docs/operating/gateways.md` says more.
public abstract class GatewayContract extends ProviderBench {

    private static final long AMOUNT = 5_000;

    @Test
    void hasANameThatSnapshotsCanCarryAndAKeyLifeWorthItsName() {
        assertThat(gateway().name()).matches("[a-z0-9][a-z0-9_-]{0,39}");
        assertThat(gateway().keyLife()).isGreaterThan(Duration.ofHours(2));
    }

    @Test
    void aRefundIsTakenOnceHoweverOftenItIsSent() {
        var payment = payment(AMOUNT, true);
        var refund = instruction(payment, Action.REFUND, 2_000);
        var first = gateway().send(refund);
        var second = gateway().send(refund);
        assertThat(first.outcome()).isIn(Outcome.DONE, Outcome.PENDING);
        assertThat(second.outcome()).isEqualTo(first.outcome());
        assertThat(second.reference()).isEqualTo(first.reference());
        if (has(Capability.STANDING)) {
            assertThat(gone(payment)).isEqualTo(2_000);
        }
    }

    @Test
    void manyAtOnceWithOneKeyMoveOnce() {
        var payment = payment(AMOUNT, true);
        var refund = instruction(payment, Action.REFUND, 1_000);
        var results = Collections.synchronizedList(new ArrayList<Result>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> results.add(gateway().send(refund)));
            }
        }
        // Some may be told that the same is under way: nobody knows yet, and it is read later.
        assertThat(results)
                .extracting(Result::outcome)
                .doesNotContain(Outcome.FAILED)
                .hasSize(8);
        if (has(Capability.STANDING)) {
            assertThat(gone(payment)).isEqualTo(1_000);
        }
    }

    @Test
    void severalRefundsOfOnePaymentAddUp() {
        var payment = payment(AMOUNT, true);
        gateway().send(instruction(payment, Action.REFUND, 2_000));
        gateway().send(instruction(payment, Action.REFUND, 3_000));
        if (has(Capability.STANDING)) {
            assertThat(gone(payment)).isEqualTo(AMOUNT);
            var beyond = gateway().send(instruction(payment, Action.REFUND, 1));
            assertThat(beyond.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(beyond.reason()).isIn(Reason.ALREADY_REFUNDED, Reason.REJECTED);
            assertThat(gone(payment)).isEqualTo(AMOUNT);
        }
    }

    @Test
    void aHoldIsReleased() {
        var payment = payment(AMOUNT, false);
        var result = gateway().send(instruction(payment, Action.VOID, AMOUNT));
        assertThat(result.outcome()).isIn(Outcome.DONE, Outcome.PENDING);
        if (has(Capability.STANDING)) {
            assertThat(standing(payment).held()).isZero();
            assertThat(standing(payment).released()).isEqualTo(AMOUNT);
        }
    }

    @Test
    void aPartOfAHoldIsReleasedOrWaitsForTheCapture() {
        var payment = payment(AMOUNT, false);
        var result = gateway().send(instruction(payment, Action.REDUCE, 2_000));
        if (has(Capability.RELEASES_PARTS)) {
            assertThat(result.outcome()).isIn(Outcome.DONE, Outcome.PENDING);
            assertThat(standing(payment).held()).isEqualTo(3_000);
        } else {
            assertThat(result.outcome()).isEqualTo(Outcome.PENDING);
        }
    }

    @Test
    void whatWasCapturedIsNoHoldAnyMore() {
        var payment = payment(AMOUNT, false);
        capture(payment, AMOUNT);
        assertThat(standing(payment).captured()).isEqualTo(AMOUNT);
        var late = gateway().send(instruction(payment, Action.VOID, AMOUNT));
        assertThat(late.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(late.reason()).isEqualTo(Reason.ALREADY_CAPTURED);
    }

    @Test
    void aHoldThatEndedByItselfIsToldAsSuch() {
        var payment = payment(AMOUNT, false);
        expire(payment);
        assertThat(standing(payment).expired()).isTrue();
        assertThat(standing(payment).held()).isZero();
        var late = gateway().send(instruction(payment, Action.VOID, AMOUNT));
        assertThat(late.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(late.reason()).isIn(Reason.EXPIRED, Reason.ALREADY_RELEASED);
    }

    @Test
    void whatWasSentIsReadBackByItsKey() {
        var payment = payment(AMOUNT, true);
        var refund = instruction(payment, Action.REFUND, 2_000);
        var sent = gateway().send(refund);
        var read = gateway().read(refund);
        assertThat(read.outcome()).isIn(sent.outcome(), Outcome.DONE);
        if (has(Capability.STANDING)) {
            assertThat(standing(payment).refunds())
                    .singleElement()
                    .satisfies(found -> assertThat(refund.key()).isEqualTo(found.key()))
                    .satisfies(found -> assertThat(found.reference()).isEqualTo(sent.reference()));
        }
    }

    @Test
    void whatWasNeverSentIsUnknownAndReadingMovesNothing() {
        Assumptions.assumeFalse(gateway().movedByShop());
        var payment = payment(AMOUNT, true);
        var never = instruction(payment, Action.REFUND, 2_000);
        assertThat(gateway().read(never).outcome()).isEqualTo(Outcome.UNKNOWN);
        if (has(Capability.STANDING)) {
            assertThat(gone(payment)).isZero();
        }
    }

    @Test
    void aLostAnswerIsUnknownAndIsFoundByReading() {
        var payment = payment(AMOUNT, true);
        var refund = instruction(payment, Action.REFUND, 2_000);
        loseNextAnswer();
        assertThat(unlessThrown(() -> gateway().send(refund)).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(gateway().read(refund).outcome()).isIn(Outcome.DONE, Outcome.PENDING);
        assertThat(gateway().send(refund).outcome()).isIn(Outcome.DONE, Outcome.PENDING);
        assertThat(gone(payment)).isEqualTo(2_000);
    }

    @Test
    void whatSomebodyElseRefundedIsInTheStandingWithoutOurKey() {
        var payment = payment(AMOUNT, true);
        refundedByHand(payment, 1_500);
        var ours = instruction(payment, Action.REFUND, 2_000);
        gateway().send(ours);
        assertThat(standing(payment).refunds())
                .hasSize(2)
                .filteredOn(refund -> !ours.key().equals(refund.key()))
                .singleElement()
                .satisfies(refund -> assertThat(refund.amount()).isEqualTo(1_500))
                .satisfies(refund -> assertThat(String.valueOf(refund.key())).doesNotStartWith("eff_"));
        assertThat(gone(payment)).isEqualTo(3_500);
    }

    @Test
    void whatSomebodyElseRefundedCompletelyCannotBeRefundedAgain() {
        var payment = payment(AMOUNT, true);
        refundedByHand(payment, AMOUNT);
        var late = gateway().send(instruction(payment, Action.REFUND, 2_000));
        assertThat(late.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(late.reason()).isEqualTo(Reason.ALREADY_REFUNDED);
        assertThat(gone(payment)).isEqualTo(AMOUNT);
    }

    @Test
    void aRefundThatComesBackStaysInTheStandingAsFailed() {
        var payment = payment(AMOUNT, true);
        var refund = instruction(payment, Action.REFUND, 2_000);
        gateway().send(refund);
        refundComesBack(payment, refund.key());
        assertThat(gone(payment)).isZero();
        assertThat(standing(payment).refunds())
                .singleElement()
                .satisfies(found -> assertThat(found.state()).isEqualTo(Standing.State.FAILED));
        assertThat(gateway().read(refund).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aDisputeIsInTheStandingUntilItEndsAndAfter() {
        var payment = payment(AMOUNT, true);
        dispute(payment, AMOUNT);
        assertThat(standing(payment).isDisputed()).isTrue();
        var late = gateway().send(instruction(payment, Action.REFUND, 2_000));
        assertThat(late.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(late.reason()).isEqualTo(Reason.DISPUTED);
        closeDisputes(payment, false);
        assertThat(standing(payment).disputes())
                .singleElement()
                .satisfies(dispute -> assertThat(dispute.state()).isEqualTo(Standing.State.DONE))
                .satisfies(dispute -> assertThat(dispute.amount()).isEqualTo(AMOUNT));
    }

    @Test
    void aPaymentThatTheProviderDoesNotKnowFailsForCertain() {
        Assumptions.assumeFalse(gateway().movedByShop());
        var nobody = new At("nobody", "N-1", "unknown-" + UUID.randomUUID(), null, "EUR");
        assertThat(gateway().standing(nobody).orElse(Standing.NONE)).isEqualTo(Standing.NONE);
        assertThat(gateway().send(instruction(nobody, Action.REFUND, 1_000)).outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void everyMovementIsListedWithItsKeyAndTheListEnds() {
        Assumptions.assumeTrue(has(Capability.MOVEMENTS));
        var payment = payment(AMOUNT, true);
        var refund = instruction(payment, Action.REFUND, 2_000);
        gateway().send(refund);
        assertThat(all(payment.seller()))
                .filteredOn(movement -> refund.key().equals(movement.key()))
                .singleElement()
                .satisfies(movement -> assertThat(movement.payment()).isEqualTo(payment.name()))
                .satisfies(movement -> assertThat(movement.amount()).isEqualTo(2_000))
                .satisfies(movement -> assertThat(movement.currency()).isEqualTo(payment.currency()))
                .satisfies(movement -> assertThat(movement.kind()).isEqualTo(ProviderMovement.Kind.REFUNDED));
    }

    @Test
    void aForgedNoticeIsRefusedAndATrueOneNamesItsPayment() {
        Assumptions.assumeTrue(has(Capability.NOTICES));
        var forged = new Incoming(null, name -> null, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(gateway().notices(forged)).isEmpty();
        var payment = payment(AMOUNT, true);
        var refund = instruction(payment, Action.REFUND, 2_000);
        gateway().send(refund);
        var genuine = notice(payment);
        assertThat(gateway().notices(genuine).orElseThrow()).anySatisfy(notice -> {
            assertThat(notice.seller()).isEqualTo(payment.seller());
            assertThat(payment.name().equals(notice.payment()) || refund.key().equals(notice.key()))
                    .isTrue();
        });
        byte[] changed = genuine.body().clone();
        changed[changed.length / 2]++;
        assertThat(gateway().notices(new Incoming(genuine.account(), genuine.header(), changed)))
                .isEmpty();
    }

    private boolean has(Capability capability) {
        return gateway().capabilities().contains(capability);
    }

    private Standing standing(At payment) {
        return gateway().standing(payment).orElseThrow();
    }

    private long gone(At payment) {
        return standing(payment).refunded() + standing(payment).refunding();
    }

    private List<ProviderMovement> all(String seller) {
        var all = new ArrayList<ProviderMovement>();
        String next = null;
        do {
            var page = gateway().movements(seller, Instant.EPOCH, next);
            all.addAll(page.movements());
            next = page.next();
        } while (next != null && all.size() < 10_000);
        return all;
    }

    private static Result unlessThrown(Supplier<Result> call) {
        try {
            return call.get();
        } catch (RuntimeException thrown) {
            return Result.unknown(thrown.toString());
        }
    }

    private static Instruction instruction(At payment, Action action, long amount) {
        return new Instruction("eff_" + UUID.randomUUID().toString().replace("-", ""), payment, action, amount);
    }
}
