package dev.countermand.payments;

import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.Result;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Speaks to providers. Never inside a transaction. Whatever a gateway throws means that nobody knows.
@Component
class Providers {

    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private final Gateways gateways;
    private final Clock clock;

    Providers(Gateways gateways, Clock clock) {
        this.gateways = gateways;
        this.clock = clock;
    }

    /// Whether the provider says how a payment of this gateway stands.
    boolean tellStanding(String gateway) {
        return gateways.tellStanding(gateway);
    }

    /// How the payment stands at its provider; empty when he does not say.
    Optional<Seen> look(String gateway, PaymentGateway.At payment) {
        if (!tellStanding(gateway)) {
            return Optional.empty();
        }
        var readAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            return gateways.of(gateway).standing(payment).map(standing -> new Seen(standing, readAt));
        } catch (RuntimeException failure) {
            LOG.warn("gateway {} could not be read: {}", gateway, failure.toString());
            return Optional.empty();
        }
    }

    /// What a call ended with.
    static Result safely(Supplier<Result> call) {
        try {
            return call.get();
        } catch (RuntimeException failure) {
            LOG.warn("a payment gateway failed: {}", failure.toString());
            return Result.unknown(failure.getClass().getSimpleName());
        }
    }
}
