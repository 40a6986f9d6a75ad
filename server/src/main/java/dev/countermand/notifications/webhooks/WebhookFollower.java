package dev.countermand.notifications.webhooks;

import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.FactListener;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.SellerId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Follows the case log: what a fact says to each endpoint is written down in the transaction of the
/// listener's cursor, once for each fact and endpoint.
@Component
class WebhookFollower implements FactListener {

    private final EndpointStore endpoints;
    private final DeliveryStore deliveries;
    private final CaseLog log;
    private final Clock clock;

    WebhookFollower(EndpointStore endpoints, DeliveryStore deliveries, CaseLog log, Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    /// Before the first endpoint there is nobody to tell.
    @Override
    public boolean startsAtEnd() {
        return true;
    }

    @Override
    public void on(Entry entry) {
        tell(entry, endpoints.of(entry.order().seller()));
    }

    @Override
    public void on(List<Entry> entries) {
        var all = new HashMap<SellerId, List<Endpoint>>();
        for (var entry : entries) {
            tell(entry, all.computeIfAbsent(entry.order().seller(), endpoints::of));
        }
    }

    private void tell(Entry entry, List<Endpoint> all) {
        var wanting = all.stream()
                .filter(Endpoint::enabled)
                .filter(endpoint -> endpoint.wants(entry.kind()))
                .toList();
        if (!wanting.isEmpty()) {
            var body = body(entry);
            wanting.forEach(endpoint -> tell(entry, endpoint, body));
        }
    }

    String body(Entry entry) {
        return Payload.of(entry, log.withoutPerson(entry.order().id(), entry.seq()));
    }

    /// Keeps what one endpoint is told; false when it was told before.
    boolean tell(Entry entry, Endpoint endpoint, String body) {
        deliveries.lock(entry.order(), endpoint.uuid());
        return deliveries.add(
                new DeliveryStore.Draft(
                        entry.order(),
                        entry.seq(),
                        endpoint.uuid(),
                        id(entry, endpoint),
                        Payload.event(entry),
                        entry.cursor(),
                        entry.kind(),
                        body),
                now());
    }

    private static UUID id(Entry entry, Endpoint endpoint) {
        return Ids.derive(entry.order().id(), Delivery.PREFIX, entry.seq() + "/" + endpoint.id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
