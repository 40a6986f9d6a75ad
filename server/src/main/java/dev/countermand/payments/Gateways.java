package dev.countermand.payments;

import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.Capability;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The providers that this server can speak to, by name.
@Component
class Gateways {

    private final Map<String, PaymentGateway> byName;

    Gateways(List<PaymentGateway> all) {
        this.byName = all.stream().collect(Collectors.toMap(PaymentGateway::name, Function.identity()));
    }

    /// Who moves the money of this gateway: people, when the server does not have it. So somebody is
    /// told and nothing is lost.
    PaymentGateway of(String name) {
        return byName.getOrDefault(name, Objects.requireNonNull(byName.get(ManualGateway.NAME)));
    }

    /// Who fulfils a promise: store credit is the shop's to give, whoever took the money.
    PaymentGateway of(Payment payment, Effect effect) {
        return of(effect.kind() == EffectKind.CREDIT ? ManualGateway.NAME : payment.gateway());
    }

    Optional<PaymentGateway> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Whether the provider says how a payment of this gateway stands.
    boolean tellStanding(String name) {
        return of(name).capabilities().contains(Capability.STANDING);
    }
}
