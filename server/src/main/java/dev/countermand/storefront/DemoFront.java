package dev.countermand.storefront;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.SellerId;
import dev.countermand.storefront.ProfileRequest.Contact;
import dev.countermand.storefront.ProfileRequest.Hours;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Gives the shop of the demo what its contact page tells, unless somebody has told something else. The
/// number is of those that are kept for fiction, the address of a domain that nobody has.
@Component
@ConditionalOnProperty("countermand.demo")
class DemoFront {

    private static final SellerId SELLER = new SellerId("demo");
    private static final ProfileRequest PROFILE = new ProfileRequest(
            "Maple Street Goods",
            "en-US",
            "America/New_York",
            new Contact(
                    "+1 202-555-0147",
                    "help@maplestreet.example",
                    null,
                    List.of(
                            new Hours(List.of("mon", "tue", "wed", "thu", "fri"), "09:00", "18:00"),
                            new Hours(List.of("sat"), "10:00", "14:00"))),
            null);

    private final StorefrontStore store;
    private final Sellers sellers;
    private final Clock clock;

    DemoFront(StorefrontStore store, Sellers sellers, Clock clock) {
        this.store = store;
        this.sellers = sellers;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void dress() {
        if (store.read(SELLER).body() == null) {
            sellers.ensure(SELLER);
            store.keep(SELLER, PROFILE, "demo", clock.instant());
        }
    }
}
