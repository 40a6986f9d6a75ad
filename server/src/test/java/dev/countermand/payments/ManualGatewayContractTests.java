package dev.countermand.payments;

import dev.countermand.payments.kit.GatewayContract;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.At;
import java.util.UUID;

class ManualGatewayContractTests extends GatewayContract {

    private final PaymentGateway gateway = new ManualGateway();

    @Override
    protected PaymentGateway gateway() {
        return gateway;
    }

    @Override
    protected At payment(long amount, boolean captured) {
        return new At("shop", "N-1", "card-" + UUID.randomUUID(), null, "EUR");
    }
}
