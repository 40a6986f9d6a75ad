package dev.countermand.cases;

import org.springframework.context.ApplicationContext;

/// For tests of other rooms: lists in the feed what was committed.
public final class Listing {

    private Listing() {}

    public static void tick(ApplicationContext context) {
        context.getBean(SequencerWorker.class).tick();
    }
}
