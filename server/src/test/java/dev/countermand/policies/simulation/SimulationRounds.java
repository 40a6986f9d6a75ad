package dev.countermand.policies.simulation;

import org.springframework.context.ApplicationContext;

/// Lets the worker of simulations tick, for tests in other rooms.
public final class SimulationRounds {

    private SimulationRounds() {}

    public static void run(ApplicationContext house) {
        house.getBean(SimulationWorker.class).tick();
    }
}
