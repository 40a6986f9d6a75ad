package dev.countermand.notifications.webhooks;

import dev.countermand.cases.Entry;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// What is said in the body of a webhook: the fact, without what it says about a person.
final class Payload {

    /// Counted up when a member changes its meaning or goes; new members come without notice.
    static final int VERSION = 1;

    static final String TEST = "webhook.test";

    private Payload() {}

    /// The same for the same fact, at every endpoint.
    static UUID event(Entry entry) {
        return Ids.derive(entry.order().id(), Delivery.EVENT_PREFIX, Long.toString(entry.seq()));
    }

    /// @param fact what the fact says apart from the person
    static String of(Entry entry, JsonNode fact) {
        var data = new LinkedHashMap<String, Object>();
        data.put("version", VERSION);
        data.put("event", Ids.text(Delivery.EVENT_PREFIX, event(entry)));
        data.put("cursor", entry.cursor());
        data.put("seller", entry.order().seller().value());
        data.put("order", entry.order().number());
        data.put("orderId", entry.order().id().toString());
        data.put("seq", entry.seq());
        data.put("by", Map.of("kind", entry.actorKind(), "channel", entry.channel()));
        data.put("fact", fact);
        return envelope(entry.kind(), entry.at(), data);
    }

    static String test(SellerId seller, String endpoint, UUID event, Instant at) {
        var data = new LinkedHashMap<String, Object>();
        data.put("version", VERSION);
        data.put("event", Ids.text(Delivery.EVENT_PREFIX, event));
        data.put("seller", seller.value());
        data.put("endpoint", endpoint);
        return envelope(TEST, at, data);
    }

    private static String envelope(String type, Instant at, Map<String, Object> data) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type);
        body.put("timestamp", at.toString());
        body.put("data", data);
        return Json.write(body);
    }
}
