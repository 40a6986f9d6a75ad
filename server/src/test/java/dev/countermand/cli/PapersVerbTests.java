package dev.countermand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.cases.Listing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// `reconcile` and `journal` as an operator calls them.
@AppTest
class PapersVerbTests {

    private static final String SELLER = "papers";

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @TempDir
    Path folder;

    private Map<String, String> environment() {
        return Map.of("COUNTERMAND_BASE_URL", "http://localhost:" + port, "COUNTERMAND_API_KEY", AppTest.OPERATOR_KEY);
    }

    private void order(String number) {
        var reply = Http.at(port).as(AppTest.OPERATOR_KEY).put("/v1/orders/" + number, """
                {"seller": "papers", "number": "%s", "placedAt": "2026-11-20T10:00:00Z", "currency": "EUR",
                 "customer": {"id": "c1", "name": "Ada Example", "email": "ada@example.org", "country": "DE"},
                 "billingAddress": {"name": "Ada Example", "line1": "1 Test Street", "city": "Berlin",
                                    "postalCode": "10115", "country": "DE"},
                 "lines": [{"line": "1", "sku": "A", "title": "Thing", "quantity": 1, "unitPrice": 1000}],
                 "payments": [{"id": "p1", "tender": "card", "gateway": "manual", "amount": 1000, "captured": true}]}
                """.formatted(number));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    private int reconcile(String... words) throws Verb.Usage {
        try {
            new ReconcileVerb(environment()).run(List.of(words));
            return 0;
        } catch (Verb.Failure failure) {
            return failure.exitCode();
        }
    }

    @Test
    void reconcileEndsWithZeroOneOrTwo() throws Exception {
        order("R1");
        var agree = Files.writeString(
                folder.resolve("agree.csv"),
                "at,kind,payment,order,reference,amount,currency\n2026-11-20,captured,p1,R1,ch_1,10.00,EUR\n");
        var differ = Files.writeString(
                folder.resolve("differ.csv"),
                "at,kind,payment,order,reference,amount,currency\n2026-11-19,refunded,p1,R1,re_1,3.00,EUR\n");
        assertThat(reconcile("--seller", SELLER, "--file", agree.toString())).isZero();
        assertThat(reconcile("--seller", SELLER, "--file", differ.toString(), "--to", "2100-01-01"))
                .isEqualTo(1);
        assertThat(reconcile(
                        "--seller", SELLER, "--file", folder.resolve("none.csv").toString()))
                .isEqualTo(2);
        assertThatThrownBy(() -> reconcile("--file", agree.toString())).isInstanceOf(Verb.Usage.class);
        assertThatThrownBy(() -> reconcile("--gateway", "stripe")).isInstanceOf(Verb.Usage.class);
    }

    @Test
    void journalIsWrittenWholeOrNotAtAll() throws Exception {
        order("J1");
        Listing.tick(house);
        var file = folder.resolve("journal.csv");
        new JournalVerb(environment()).run(List.of("--seller", SELLER, "--out", file.toString()));
        assertThat(Files.readString(file))
                .startsWith("entry,at,seller,order,what,account,debit,credit,currency,")
                .contains(",\"papers\",\"J1\",order_taken,customer,10.00,0.00,EUR,");
        assertThatThrownBy(() -> new JournalVerb(environment())
                        .run(List.of("--seller", "no-such-seller!", "--out", file + ".2")))
                .isInstanceOf(Verb.Failure.class);
        assertThat(folder.resolve("journal.csv.2")).doesNotExist();
    }
}
