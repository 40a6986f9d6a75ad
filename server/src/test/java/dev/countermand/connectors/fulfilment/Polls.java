package dev.countermand.connectors.fulfilment;

import org.springframework.context.ApplicationContext;

/// Lets tests of other rooms ask the warehouses at their own pace.
public final class Polls {

    private Polls() {}

    public static void tick(ApplicationContext server) {
        server.getBean(PollWorker.class).tick();
    }
}
