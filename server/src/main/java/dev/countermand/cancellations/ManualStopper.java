package dev.countermand.cancellations;

import dev.countermand.cancellations.spi.OrderStopper;
import org.springframework.stereotype.Component;

/// A warehouse of people: the item in the desk's queue is the question, and they answer there or
/// through the API.
@Component
class ManualStopper implements OrderStopper {

    static final String NAME = "manual";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void ask(Ask ask) {
        // The queue item was written with the attempt.
    }

    @Override
    public void resume(Ask ask) {
        // The queue item was closed with the verdict.
    }
}
