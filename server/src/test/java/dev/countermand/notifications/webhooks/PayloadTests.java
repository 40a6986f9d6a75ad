package dev.countermand.notifications.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cases.Entry;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PayloadTests {

    private static final Instant AT = Instant.parse("2026-11-20T10:15:00Z");
    private static final Path PAGE = Path.of("../docs/operating/webhooks.md");

    @Test
    void hasTheMembersThatTheReferenceNames() throws IOException {
        var members = new TreeSet<String>();
        for (var name : example().propertyNames()) {
            if (!name.equals("data")) {
                members.add(name);
            }
        }
        example().path("data").propertyNames().forEach(name -> members.add("data." + name));
        var named = new TreeSet<String>();
        for (var line : Files.readAllLines(PAGE)) {
            if (line.matches("\\| `(type|timestamp|data\\..*)` .*")) {
                Pattern.compile("`([a-zA-Z.]+)`")
                        .matcher(line.split("\\|")[1])
                        .results()
                        .forEach(hit -> named.add(hit.group(1)));
            }
        }
        assertThat(members).isEqualTo(named).hasSize(11);
    }

    @Test
    void isOfTheVersionThatTheReferenceExplains() throws IOException {
        assertThat(example().path("data").path("version").asInt()).isEqualTo(Payload.VERSION);
        assertThat(Files.readString(PAGE)).contains("| `data.version` | " + Payload.VERSION + ".");
    }

    @Test
    void namesTheEventAlikeAtEveryEndpointAndDifferentlyForEveryFact() {
        assertThat(Payload.event(entry(4))).isEqualTo(Payload.event(entry(4))).isNotEqualTo(Payload.event(entry(5)));
    }

    private static JsonNode example() {
        return Json.tree(Payload.of(entry(4), Json.tree("{\"items\":[]}")));
    }

    private static Entry entry(long seq) {
        var order = new OrderRef(new OrderId(new UUID(7L << 48, 99)), new SellerId("acme"), "#W1");
        assertThat(Ids.part(order.id().value())).isEqualTo(7);
        return new Entry(11, order, seq, "cancellation.canceled", AT, "shopper", "customer", "page", Json.tree("{}"));
    }
}
