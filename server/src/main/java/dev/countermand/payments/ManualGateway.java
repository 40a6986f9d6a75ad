package dev.countermand.payments;

import dev.countermand.payments.spi.PaymentGateway;
import org.springframework.stereotype.Component;

/// The shop moves the money itself and reports it by `POST /v1/payments/{id}/events`. Nothing is
/// sent from here: the instruction is a fact and an item of the queue.
@Component
class ManualGateway implements PaymentGateway {

    static final String NAME = "manual";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean movedByShop() {
        return true;
    }

    @Override
    public Result send(Instruction instruction) {
        return Result.pending(null, null);
    }

    @Override
    public Result read(Instruction instruction) {
        return Result.pending(null, null);
    }
}
