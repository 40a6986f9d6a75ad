package dev.countermand.payments.kit;

import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.Standing;
import java.util.Optional;
import java.util.Set;

/// Passes everything on to another gateway: for a test that lets something happen on the way.
public abstract class ForwardingGateway implements PaymentGateway {

    private final PaymentGateway behind;

    protected ForwardingGateway(PaymentGateway behind) {
        this.behind = behind;
    }

    @Override
    public String name() {
        return behind.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return behind.capabilities();
    }

    @Override
    public Optional<Standing> standing(At payment) {
        return behind.standing(payment);
    }

    @Override
    public Result send(Instruction instruction) {
        return behind.send(instruction);
    }
}
