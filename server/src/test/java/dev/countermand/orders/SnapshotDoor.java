package dev.countermand.orders;

import dev.countermand.accounts.Keys;
import dev.countermand.accounts.Sellers;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.SellerId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/// A seller that puts snapshots, and what the log keeps of them.
abstract class SnapshotDoor {

    @LocalServerPort
    int port;

    @Autowired
    CaseLog log;

    @Autowired
    Keys keys;

    @Autowired
    Sellers sellers;

    Calls shop = new Calls(0, "");

    @BeforeEach
    void callTheServer() {
        shop = new Calls(port, "snapshots");
    }

    String key(String seller, Keys.Role role) {
        var operator = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
        return keys.create(operator, new SellerId(seller), role, "test").key();
    }

    List<Entry> facts(String number) {
        var id = OrderId.parse(shop.order(number).json().path("id").asString()).orElseThrow();
        return log.timeline(id, 0, 1000);
    }

    List<String> kinds(OrderId id) {
        return log.timeline(id, 0, 1000).stream().map(Entry::kind).toList();
    }

    static ObjectNode line(ObjectNode snapshot, int index) {
        return (ObjectNode) snapshot.at("/lines/" + index);
    }

    static ObjectNode payment(ObjectNode snapshot, int index) {
        return (ObjectNode) snapshot.at("/payments/" + index);
    }
}
