package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.ParcelStore.Parcel;
import dev.countermand.site.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A carrier: takes parcels and tells where they are. "Yes" arrives, "no" is lost on the way, "never" is
/// a parcel nobody hears of again.
@Component
@InDemo
class Carrier {

    private static final String NAME = Companies.CARRIER;
    private static final Duration BETWEEN_EVENTS = Duration.ofHours(8);

    private final TownStore town;
    private final ParcelStore parcels;
    private final Token token;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Carrier(TownStore town, ParcelStore parcels, Token token, PlatformTransactionManager transactions, Clock clock) {
        this.town = town;
        this.parcels = parcels;
        this.token = token;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    Reply take(Call call) {
        if (call.is("POST", "parcels", 1)) {
            return accept(call);
        }
        boolean about = call.is("GET", "parcels", 2) || call.is("POST", "parcels", 3);
        var parcel = about ? parcels.find(call.path().get(1)) : Optional.<Parcel>empty();
        if (parcel.isEmpty()) {
            return Reply.error(404, "not_found", "No such parcel.");
        }
        if (call.method().equals("GET")) {
            return shown(200, parcel.get());
        }
        if (!token.isShownBy(call)) {
            return Token.refusal();
        }
        if (!call.path().get(2).equals("intercepts")) {
            return Reply.error(404, "not_found", "No such door.");
        }
        long id = parcels.intercept(parcel.get().tracking(), call.body(), now());
        return Reply.of(202, Map.of("intercept", id, "state", "received"));
    }

    /// Handed over by the warehouse next door.
    private Reply accept(Call call) {
        var parcel = new Parcel(
                call.text("tracking"), call.text("account"), call.text("shipment"), call.text("order"), "accepted");
        if (parcel.tracking().isBlank()
                || parcel.tracking().contains("-")
                || parcel.shipment().isBlank()) {
            return Reply.error(422, "incomplete", "Name tracking and shipment.");
        }
        var dice = new Dice(town.odds(NAME), parcel.number() + "#" + parcel.tracking());
        boolean first = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean added = parcels.add(parcel, now());
            if (added && !dice.isNever()) {
                schedule(parcel, dice);
            }
            return added;
        }));
        var reply = shown(201, parcel);
        return first ? reply.lost(dice.fault()) : reply;
    }

    private void schedule(Parcel parcel, Dice dice) {
        var odds = dice.odds();
        var at = now().plusSeconds(dice.isLate() ? odds.lateSeconds() : odds.delaySeconds());
        var events = dice.outcome() == Dice.Outcome.YES
                ? List.of("in_transit", "out_for_delivery", "delivered")
                : List.of("in_transit", "lost");
        for (var status : events) {
            for (int copy = 0; copy < (dice.isTwice() ? 2 : 1); copy++) {
                tell(parcel, status, at);
            }
            at = at.plus(BETWEEN_EVENTS);
        }
    }

    private void tell(Parcel parcel, String status, Instant at) {
        var event = Json.write(new TreeMap<>(
                Map.of("status", status, "at", at, "description", "Sandbox carrier: " + status.replace('_', ' '))));
        town.send(Errand.of(
                NAME,
                parcel.account(),
                "track",
                "/v1/shipments/" + parcel.shipment() + "/events",
                parcel.tracking() + "-" + status,
                event,
                at));
    }

    private static Reply shown(int status, Parcel parcel) {
        return Reply.of(status, Map.of("tracking", parcel.tracking(), "state", parcel.state(), "sandbox", true));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
