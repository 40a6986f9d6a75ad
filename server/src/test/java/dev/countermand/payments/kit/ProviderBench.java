package dev.countermand.payments.kit;

import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.At;
import dev.countermand.payments.spi.ProviderNotice.Incoming;
import org.opentest4j.TestAbortedException;

/// A gateway, and what others do at its provider: a stub or a sandbox account that the test controls. What the
/// provider cannot do is not overridden.
public abstract class ProviderBench {

    /// The gateway, speaking to a provider that this test controls.
    protected abstract PaymentGateway gateway();

    /// A fresh payment at the provider: all of it held, or all of it captured.
    protected abstract At payment(long amount, boolean captured);

    /// The shop captures at the provider.
    protected void capture(At payment, long amount) {
        throw cannot();
    }

    /// Somebody refunds in the provider's dashboard.
    protected void refundedByHand(At payment, long amount) {
        throw cannot();
    }

    /// The hold ends by itself.
    protected void expire(At payment) {
        throw cannot();
    }

    /// The customer's bank disputes so much.
    protected void dispute(At payment, long amount) {
        throw cannot();
    }

    /// The shop wins or loses all open disputes of the payment.
    protected void closeDisputes(At payment, boolean won) {
        throw cannot();
    }

    /// A refund that had arrived is sent back by the customer's bank.
    protected void refundComesBack(At payment, String key) {
        throw cannot();
    }

    /// The next answer to an instruction is lost after the provider did what was asked.
    protected void loseNextAnswer() {
        throw cannot();
    }

    /// The last call that the provider made about the payment, as it came in.
    protected Incoming notice(At payment) {
        throw cannot();
    }

    /// Says that the provider cannot do this: the test is skipped.
    protected static TestAbortedException cannot() {
        return new TestAbortedException("this provider cannot do that");
    }
}
