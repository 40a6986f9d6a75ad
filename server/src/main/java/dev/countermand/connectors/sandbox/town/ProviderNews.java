package dev.countermand.connectors.sandbox.town;

import dev.countermand.connectors.sandbox.town.MoneyStore.Charge;
import dev.countermand.site.Json;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// What the payment provider tells by webhook: that something happened to a charge.
@Component
@InDemo
class ProviderNews {

    private final TownStore town;

    ProviderNews(TownStore town) {
        this.town = town;
    }

    /// Writes down that it must be told; the first of its copies, for whoever tells it at once.
    ///
    /// @param type such as `movement.succeeded`
    /// @param seller whose charge it is, or who asked for the movement
    /// @param key the idempotency key of the movement; empty for none
    long tell(String type, String id, Charge charge, String seller, String key, Instant at, boolean twice) {
        var data = new TreeMap<String, Object>(
                Map.of("id", id, "key", key, "charge", charge.id(), "seller", seller, "kind", type));
        var body = Json.write(new TreeMap<>(Map.of("type", type, "timestamp", at, "data", data)));
        var errand = Errand.of(Provider.NAME, Provider.ACCOUNT, "callback", null, "ev-" + type + "-" + id, body, at);
        long first = town.send(errand);
        if (twice) {
            town.send(errand);
        }
        return first;
    }
}
