package dev.countermand.payments;

import org.springframework.context.ApplicationContext;

/// For tests of other rooms: the workers of money do what is due.
public final class MoneyRounds {

    private MoneyRounds() {}

    public static void tick(ApplicationContext context) {
        context.getBean(StandingWorker.class).tick();
        context.getBean(PaymentWorker.class).tick();
    }
}
