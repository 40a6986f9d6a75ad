package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Calls;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// The demo shop loads itself when the server starts on an empty database, once.
@AppTest
@TestPropertySource(properties = "countermand.demo=true")
class DemoShopTests {

    @LocalServerPort
    int port;

    @Autowired
    DemoShop demo;

    @Autowired
    ImportStore store;

    @Autowired
    Sellers sellers;

    @Test
    void loadsItselfOnce() {
        var operator = new Calls(port, "demo");
        var path = "/v1/imports/imp_00000000000000000000000000000001";
        var deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!operator.get(path).text().contains("\"status\":\"done\"") && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(operator.get(path).json().path("taken").intValue()).isEqualTo(1000);
        assertThat(sellers.name(new SellerId("demo"))).isEqualTo("Maple Street Goods");
        assertThat(operator.get("/v1/orders?stage=released&limit=200")
                        .json()
                        .path("orders")
                        .size())
                .isEqualTo(102);
        var before = operator.get(path).text();
        demo.load();
        assertThat(operator.get(path).text()).isEqualTo(before);
        goesOnAfterAnInterruptionAndOnlyInOneProcess();
    }

    private void goesOnAfterAnInterruptionAndOnlyInOneProcess() {
        var id = new UUID(0, 1);
        var job = store.find(id).orElseThrow();
        var later = job.heartbeatAt().plusSeconds(60);
        // It is done: nobody takes it over any more.
        assertThat(store.takeOver(id, job.heartbeatAt(), later)).isFalse();
    }
}
