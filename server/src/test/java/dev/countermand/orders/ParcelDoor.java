package dev.countermand.orders;

import dev.countermand.accounts.Keys;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/// An order whose goods are moved: line 1 has three units, line 2 one.
abstract class ParcelDoor {

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    @Autowired
    Goods goods;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    CaseLog log;

    @Autowired
    Keys keys;

    String number = "";
    Calls shop = new Calls(0, "");

    @BeforeEach
    void takeAnOrder() {
        shop = new Calls(port, "shipping");
        number = "S-" + UUID.randomUUID();
        shop.put(number, Snapshots.example());
    }

    Calls.Reply claim(String id, String shares) {
        return shop.post(number, "shipments", parcel(id, shares, ""));
    }

    static String parcel(String id, String shares, String more) {
        var lines = new ArrayList<String>();
        for (var share : shares.isEmpty() ? new String[0] : shares.split(" ", -1)) {
            var parts = share.split(":", -1);
            lines.add("{\"line\": \"" + parts[0] + "\", \"quantity\": " + parts[1] + "}");
        }
        var named = lines.isEmpty() ? "" : ", \"lines\": [" + String.join(", ", lines) + "]";
        return "{\"id\": \"" + id + "\", \"carrier\": \"dhl\"" + named + more + "}";
    }

    static String publicId(Calls.Reply parcel) {
        return parcel.json().path("publicId").asString();
    }

    String units(String line) {
        return shop.order(number).units(line);
    }

    List<String> kinds() {
        var id = orders.ref(shop.seller(), number).orElseThrow().id();
        return log.timeline(id, 0, 1000).stream().map(Entry::kind).toList();
    }

    void move(String line, Stage from, Stage to, int quantity) {
        inTransaction(() -> goods.move(
                goods.lock(orders.ref(shop.seller(), number).orElseThrow()),
                List.of(new Goods.Move(line, from, to, quantity)),
                new Goods.Cause("test", "t")));
    }

    <T> T inTransaction(Callable<T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            try {
                return work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }
}
