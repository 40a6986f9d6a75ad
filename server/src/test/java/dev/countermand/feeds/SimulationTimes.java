package dev.countermand.feeds;

import dev.countermand.AppTest;
import dev.countermand.kernel.SellerId;
import dev.countermand.policies.Drafts;
import dev.countermand.policies.simulation.Asking;
import dev.countermand.policies.simulation.Difference;
import dev.countermand.policies.simulation.Simulator;
import dev.countermand.policies.simulation.Trial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// How long it takes to try a document on 34,000 imported orders of two lines at three moments each: a measurement,
/// never a test. `mvn -pl server test -Dtest=SimulationTimes -Dmeasure=true`
@AppTest
class SimulationTimes {

    private static final int ORDERS = 34_000;
    private static final Instant PLACED = Instant.parse("2026-01-05T10:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    Simulator simulator;

    @Autowired
    Drafts drafts;

    @Test
    @EnabledIfSystemProperty(named = "measure", matches = "true")
    void measure() {
        var seller = "measured-" + UUID.randomUUID();
        var rows = new StringBuilder();
        for (int i = 0; i < ORDERS; i++) {
            rows.append("""
                    {"seller": "%s", "number": "%d", "placedAt": "%s", "currency": "EUR", "customer": {"id": "c%d", "name": "Ada Example", "email": "ada%d@example.org", "locale": "de", "country": "DE"}, "billingAddress": {"name": "Ada Example", "line1": "1 Test Street", "city": "Berlin", "postalCode": "10115", "country": "DE"}, "lines": [{"line": "1", "sku": "LAMP-1", "title": "Lamp", "quantity": 2, "unitPrice": 4999, "attributes": {"category": "lamps"}}, {"line": "2", "sku": "CARD-1", "title": "Card", "quantity": 1, "unitPrice": 500, "kind": "gift_card"}], "shipping": 495, "payments": [{"id": "p1", "tender": "card", "gateway": "manual", "amount": 10993, "captured": true}]}
                    """.formatted(seller, i, PLACED.plusSeconds(i * 60L), i, i));
        }
        var job = new ImportDesk(port, seller).bring("jsonl", rows.toString().getBytes(StandardCharsets.UTF_8));
        System.out.println("imported: " + ImportDesk.counts(job));
        var terms = drafts.sound("""
                        policy: 1
                        cancel:
                          window: 6 hours
                          fee: 5%
                          exceptions:
                            - name: Gift cards
                              when: {kind: gift_card}
                              open: never
                            - name: Dear ones
                              when: order.amount > 20000
                              open: person
                        """).named("draft");
        for (int i = 0; i < 3; i++) {
            var trial = new Trial(
                    new SellerId(seller), PLACED, PLACED.plus(Duration.ofDays(60)), Asking.MOMENTS, terms, null);
            long began = System.nanoTime();
            var figures = simulator.run(trial, Simulator.Point.START, new Silent());
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "%d orders, %d questions, %d decisions in %.1f s: %.0f decisions a second; %d different%n",
                    figures.orders(),
                    figures.questions(),
                    2 * figures.questions(),
                    seconds,
                    2 * figures.questions() / seconds,
                    figures.different());
        }
    }

    private static final class Silent implements Simulator.Watcher {

        @Override
        public void different(Difference difference) {
            // Only counted.
        }

        @Override
        public boolean page(Simulator.Point point) {
            return true;
        }
    }
}
