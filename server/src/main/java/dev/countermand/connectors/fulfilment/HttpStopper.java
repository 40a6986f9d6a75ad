package dev.countermand.connectors.fulfilment;

import dev.countermand.cancellations.spi.OrderStopper;
import org.springframework.stereotype.Component;

/// The seller's own warehouse, at the address he set up.
@Component
class HttpStopper implements OrderStopper {

    static final String NAME = "http";

    private final Calls calls;

    HttpStopper(Calls calls) {
        this.calls = calls;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void ask(Ask ask) {
        calls.tell("stop", ask, NAME, Partner::url, Partner::statusUrl);
    }

    @Override
    public void resume(Ask ask) {
        calls.tell("resume", ask, NAME, Partner::url, Partner::statusUrl);
    }
}
