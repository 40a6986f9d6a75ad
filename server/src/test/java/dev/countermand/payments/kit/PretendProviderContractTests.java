package dev.countermand.payments.kit;

import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.At;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// The provider in memory keeps the contract, so what is tested with it is tested with a true one.
class PretendProviderContractTests extends GatewayContract {

    private final PretendProvider provider = new PretendProvider("pretend", Clock.systemUTC());

    @Override
    protected PaymentGateway gateway() {
        return provider;
    }

    @Override
    protected At payment(long amount, boolean captured) {
        var id = "pi_" + UUID.randomUUID();
        provider.hold(id, amount);
        if (captured) {
            provider.capture(id, amount);
        }
        return new At("shop", "N-1", id, null, "EUR");
    }

    @Override
    protected void capture(At payment, long amount) {
        provider.capture(payment.name(), amount);
    }

    @Override
    protected void refundedByHand(At payment, long amount) {
        provider.refundByHand(payment.name(), amount);
    }

    @Override
    protected void expire(At payment) {
        provider.expire(payment.name());
    }

    @Override
    protected void dispute(At payment, long amount) {
        provider.dispute(payment.name(), "dp_1", amount);
    }

    @Override
    protected void closeDisputes(At payment, boolean won) {
        provider.closeDispute(payment.name(), "dp_1", won);
    }

    @Override
    protected void refundComesBack(At payment, String key) {
        provider.comeBack(key);
    }

    @Override
    protected void loseNextAnswer() {
        var next = new AtomicBoolean(true);
        provider.lose(instruction -> next.getAndSet(false));
    }
}
