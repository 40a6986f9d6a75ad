package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Desk;
import dev.countermand.Http;
import dev.countermand.policies.simulation.SimulationRounds;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// A draft tried on past orders, at the desk and by the API.
@AppTest
class SimulationDeskTests {

    private static final String NEVER = "policy: 1\ncancel:\n  open: never\n";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    private final String seller = "trial-" + UUID.randomUUID();
    private final String base = "/desk/policies/" + seller;
    private Desk desk;

    @BeforeEach
    void aSellerWithACanceledOrder() {
        desk = Desk.signedIn(port, Desk.key(port, seller, "seller"));
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        var put = operator.put("/v1/orders/T%3C1?seller=" + seller, """
                {"seller": "%s", "number": "T<1", "placedAt": "%s", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada Example", "email": "ada@example.org", "locale": "en"},
                 "billingAddress": {"name": "Ada", "line1": "1 Test Street", "city": "Berlin", "postalCode": "10115",
                                    "country": "DE"},
                 "lines": [{"line": "1", "sku": "S1", "title": "Lamp", "quantity": 1, "unitPrice": 1000}],
                 "payments": [{"id": "p1", "tender": "card", "gateway": "manual", "amount": 1000}]}
                """.formatted(
                        seller, house.getBean(java.time.Clock.class).instant()));
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        var canceled = operator.post("/v1/orders/T%3C1/cancellations?seller=" + seller, "{\"reason\": \"too_slow\"}");
        assertThat(canceled.status()).as(canceled.text()).isEqualTo(201);
        desk.post(base + "/begin", "from", "");
        desk.post(base + "/draft", "revision", "1", "source", NEVER);
    }

    private String begin(String... more) {
        var fields = new String[more.length + 2];
        fields[0] = "revision";
        fields[1] = "2";
        System.arraycopy(more, 0, fields, 2, more.length);
        var begun = desk.post(base + "/simulate", fields);
        assertThat(begun.status()).as(begun.text()).isEqualTo(303);
        return begun.header("Location");
    }

    @Test
    void aDraftIsTriedWhileNobodyWaitsAndLeadsToTheOrders() {
        var address = begin();
        assertThat(desk.get(address).text()).contains("Waiting", "You may leave this page", "Stop it");
        assertThat(desk.get(address + "/live").header("HX-Refresh")).isEmpty();
        assertThat(desk.post(base + "/simulate", "revision", "2").status())
                .as("one at a time")
                .isEqualTo(409);
        SimulationRounds.run(house);
        assertThat(desk.get(address + "/live").header("HX-Refresh")).isEqualTo("true");
        var page = desk.get(address).text();
        assertThat(page)
                .contains("Done", "1 of 1 answers would have been different.", "1 worse for the customer")
                .contains("<svg class=\"answers\"", "class=\"answer-refused\"", "T&lt;1", "€10.00", "/desk/orders/ord_")
                .doesNotContain("style=", "onclick", "T<1");
        assertThat(desk.get(base).text()).contains(address);
    }

    @Test
    void itCanBeStoppedAndAnotherOneBegun() {
        var address = begin("asking", "moments", "from", "2020-01-01");
        assertThat(desk.post(address + "/cancel").status()).isEqualTo(303);
        SimulationRounds.run(house);
        assertThat(desk.get(address).text()).contains("Stopped").doesNotContain("Stop it");
        assertThat(desk.get(begin("from", "2030-01-01", "to", "2030-02-01")).status())
                .isEqualTo(200);
        SimulationRounds.run(house);
    }

    @Test
    void whatCannotBeTriedIsSaid() {
        assertThat(desk.post(base + "/simulate", "revision", "1").status()).isEqualTo(409);
        assertThat(desk.post(base + "/simulate", "revision", "2", "from", "soon")
                        .status())
                .isEqualTo(422);
        assertThat(desk.post(base + "/simulate", "revision", "2", "from", "2027-01-01", "to", "2026-01-01")
                        .status())
                .isEqualTo(422);
        assertThat(desk.post(base + "/simulate", "revision", "2", "beside", "other-1")
                        .status())
                .isEqualTo(422);
        assertThat(desk.get(base + "/simulations/sim_nothing").status()).isEqualTo(404);
    }

    @Test
    void nobodySeesOrBeginsAnothers() {
        var address = begin();
        SimulationRounds.run(house);
        var stranger = Desk.signedIn(port, Desk.key(port, "other-" + seller, "seller"));
        assertThat(stranger.get(address).status()).isEqualTo(404);
        assertThat(stranger.get(address + "/live").status()).isEqualTo(404);
        assertThat(stranger.post(address + "/cancel").status()).isEqualTo(404);
        assertThat(stranger.post(base + "/simulate", "revision", "2").status()).isEqualTo(404);
        var own = address.replace(seller, "other-" + seller);
        assertThat(stranger.get(own).status()).as("under his own name").isEqualTo(404);
        var warehouse = Desk.signedIn(port, Desk.key(port, seller, "warehouse"));
        assertThat(warehouse.get(address).status()).isEqualTo(403);
        var strange = Http.at(port).as(Desk.key(port, "other-" + seller, "seller"));
        assertThat(strange.post("/v1/sellers/" + seller + "/policy/simulations", NEVER)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoMayNotSeeMoneySeesNone() {
        var address = begin();
        SimulationRounds.run(house);
        var clerk = Desk.with(port, seller, "see_orders", "manage_settings");
        assertThat(clerk.get(address).text())
                .contains("would have been different")
                .doesNotContain("€");
    }

    @Test
    void theApiTellsLineByLine() {
        var path = "/v1/sellers/" + seller + "/policy/simulations";
        var mine = Http.at(port).as(AppTest.OPERATOR_KEY);
        var told = mine.send("POST", path, "application/yaml", NEVER);
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        assertThat(told.text())
                .contains("\"type\":\"difference\"", "\"order\":\"T<1\"", "\"reason\":\"stage_excluded\"")
                .contains("\"type\":\"summary\"", "\"different\":1", "\"back\":1000");
        assertThat(mine.send("POST", path, null, null).text()).as("the draft").contains("\"different\":1");
        assertThat(mine.send("POST", path + "?beside=default-1&tell=0", "application/yaml", "policy: 1\n")
                        .text())
                .contains("\"different\":0")
                .doesNotContain("\"type\":\"difference\"");
        assertThat(mine.send("POST", path, "application/yaml", "policy: 2\n").status())
                .isEqualTo(422);
        assertThat(mine.send("POST", path + "?asking=all", "application/yaml", NEVER)
                        .status())
                .isEqualTo(422);
    }
}
