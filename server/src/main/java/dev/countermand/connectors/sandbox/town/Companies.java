package dev.countermand.connectors.sandbox.town;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// The three companies as the demo's page shows them: their odds, the calls they received, what they
/// have yet to tell.
@Component
@InDemo
public class Companies {

    public static final String WAREHOUSE = "warehouse";
    public static final String CARRIER = "carrier";
    public static final String PAYMENTS = "payments";

    /// In the order of the page.
    public static final List<String> ALL = List.of(WAREHOUSE, CARRIER, PAYMENTS);

    /// A call that a company received.
    ///
    /// @param message the caller's id of it: the same for every try
    /// @param status what was answered, also when the answer was lost
    /// @param fault `none`; `cut` or `error` when the response was lost on purpose
    public record Received(
            String company,
            Instant at,
            String method,
            String path,
            String message,
            String body,
            int status,
            String fault) {}

    /// Something a company has yet to tell.
    public record Due(String kind, String message, Instant at, int tries) {}

    /// Something a company holds: an order it was asked to stop, a parcel, a movement of money.
    ///
    /// @param what its own number of it
    /// @param about whose it is
    /// @param state its own word
    public record Held(String what, String about, String state, Instant at) {}

    private static final int SHOWN = 12;

    private final TownStore store;
    private final StopStore stops;
    private final ParcelStore parcels;
    private final MoneyStore money;

    Companies(TownStore store, StopStore stops, ParcelStore parcels, MoneyStore money) {
        this.store = store;
        this.stops = stops;
        this.parcels = parcels;
        this.money = money;
    }

    public Odds odds(String company) {
        return store.odds(company);
    }

    /// Changes how a company behaves from now on. Fails with `IllegalArgumentException` for odds that
    /// cannot be.
    public void set(String company, Odds odds) {
        if (!odds.isSound()) {
            throw new IllegalArgumentException("these odds do not add up");
        }
        store.set(company, odds);
    }

    /// The calls it received, newest first.
    public List<Received> received(String company) {
        return store.received(company, SHOWN);
    }

    /// What it has yet to tell, the next first.
    public List<Due> due(String company) {
        return store.open(company, SHOWN).stream()
                .map(errand -> new Due(errand.kind(), errand.message(), errand.dueAt(), errand.tries()))
                .toList();
    }

    /// What it holds, newest first.
    public List<Held> held(String company) {
        return switch (company) {
            case WAREHOUSE -> stops.latest(SHOWN);
            case CARRIER -> parcels.latest(SHOWN);
            default -> money.latest(SHOWN);
        };
    }
}
