package dev.countermand.payments;

import dev.countermand.payments.kit.ForwardingGateway;
import dev.countermand.payments.kit.PretendProvider;
import java.util.concurrent.atomic.AtomicBoolean;

/// The provider in memory, at which something happens right before the first instruction arrives.
final class PretendRace extends ForwardingGateway {

    private final Runnable before;
    private final AtomicBoolean happened = new AtomicBoolean();

    PretendRace(PretendProvider provider, Runnable before) {
        super(provider);
        this.before = before;
    }

    @Override
    public Result send(Instruction instruction) {
        if (happened.compareAndSet(false, true)) {
            before.run();
        }
        return super.send(instruction);
    }
}
