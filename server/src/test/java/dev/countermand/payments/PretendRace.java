package dev.countermand.payments;

import dev.countermand.payments.kit.PretendProvider;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.Standing;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The provider in memory, at which something happens right before the first instruction arrives.
final class PretendRace implements PaymentGateway {

    private final PretendProvider provider;
    private final Runnable before;
    private final AtomicBoolean happened = new AtomicBoolean();

    PretendRace(PretendProvider provider, Runnable before) {
        this.provider = provider;
        this.before = before;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return provider.capabilities();
    }

    @Override
    public Optional<Standing> standing(At payment) {
        return provider.standing(payment);
    }

    @Override
    public Result send(Instruction instruction) {
        if (happened.compareAndSet(false, true)) {
            before.run();
        }
        return provider.send(instruction);
    }
}
