package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.accounts.Keys;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may put a snapshot, under which number and key, and what becomes of bad ones and of many at once.
@AppTest
class SnapshotDoorTests extends SnapshotDoor {

    @ParameterizedTest
    @ValueSource(strings = {"#W1", "a/b", "50%", "ä ö", "x?y=1&z", "a+b", "..x", "%2F", "\\", "日本", "a;b", "a:b@c"})
    void takesEveryPrintableNumber(String number) {
        assertThat(shop.put(number, Snapshots.example()).status()).isEqualTo(201);
        assertThat(shop.order(number).json().path("number").asString()).isEqualTo(number);
    }

    @Test
    void aNumberInTheBodyMustBeTheOneInThePath() {
        assertThat(shop.put("W9", Snapshots.example().put("number", "W10")).faults())
                .containsExactly("/number mismatch");
        assertThat(shop.put("W9", Snapshots.example().put("number", "W9")).status())
                .isEqualTo(201);
    }

    @Test
    void everythingMissingIsToldAtOnceTheSellerIncluded() {
        var operator = new Calls(port, AppTest.OPERATOR_KEY, "");
        var reply = operator.put("W11", "{}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.faults())
                .containsExactlyInAnyOrder(
                        "/seller required",
                        "/placedAt required",
                        "/currency required",
                        "/billingAddress required",
                        "/customer required",
                        "/lines required",
                        "/payments required");
    }

    @Test
    void refusesWhatIsNotJsonOrTooLargeWithoutWritingAnything() {
        assertThat(shop.put("W12", "{\"lines\": [").status()).isEqualTo(400);
        assertThat(shop.put("W12", "{\"version\": 1, \"version\": 2}").status()).isEqualTo(400);
        assertThat(shop.put("W12", "[]").faults()).containsExactly(" wrong_type");
        var large = Snapshots.example();
        line(large, 0).put("title", "x".repeat(1024 * 1024));
        assertThat(shop.put("W12", large).status()).isEqualTo(413);
        assertThat(shop.order("W12").status()).isEqualTo(404);
    }

    @Test
    void theSameKeyAnswersTheSameAndOtherBytesAreRefused() {
        var first = shop.put("W13", Snapshots.example(), "k1");
        var again = shop.put("W13", Snapshots.example(), "k1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(shop.put("W13", Snapshots.example().put("version", 1), "k1").code())
                .isEqualTo("key_reused");
    }

    @Test
    void aDecidedConflictIsReplayedByItsKey() {
        var snapshot = Snapshots.example().put("version", 2);
        shop.put("W14", snapshot);
        var older = shop.put("W14", snapshot.put("version", 1), "k1");
        assertThat(older.status()).isEqualTo(409);
        assertThat(shop.put("W14", snapshot, "k1").text()).isEqualTo(older.text());
    }

    @Test
    void aWarehouseReadsButDoesNotTakeOrders() {
        shop.put("W15", Snapshots.example());
        var warehouse = new Calls(port, key("snapshots", Keys.Role.WAREHOUSE), "snapshots");
        assertThat(warehouse.order("W15").status()).isEqualTo(200);
        assertThat(warehouse.put("W16", Snapshots.example()).status()).isEqualTo(403);
    }

    @Test
    void anothersOrderIsUnknown() {
        shop.put("W17", Snapshots.example());
        var other = new Calls(port, key("other-seller", Keys.Role.SELLER), "other-seller");
        var trespasser = new Calls(port, key("other-seller", Keys.Role.SELLER), "snapshots");
        assertThat(other.order("W17").status()).isEqualTo(404);
        assertThat(trespasser.order("W17").text())
                .isEqualTo(other.order("never-placed").text());
        assertThat(trespasser.put("W17", Snapshots.example()).status()).isEqualTo(404);
    }

    @Test
    void twoSellersMayUseTheSameNumber() {
        var other = new Calls(port, "snapshots-2");
        assertThat(shop.put("W18", Snapshots.example()).status()).isEqualTo(201);
        assertThat(other.put("W18", Snapshots.example()).status()).isEqualTo(201);
    }

    @Test
    void theOperatorsFirstOrderOfASellerCreatesTheSeller() {
        var fresh = new Calls(port, "brand-new");
        assertThat(sellers.exists(fresh.seller())).isFalse();
        assertThat(fresh.put("W19", Snapshots.parse("{}")).status()).isEqualTo(422);
        assertThat(sellers.exists(fresh.seller())).isFalse();
        assertThat(fresh.put("W19", Snapshots.example()).status()).isEqualTo(201);
        assertThat(sellers.exists(fresh.seller())).isTrue();
    }

    @Test
    void thirtyTwoCallersPutTheSameOrderAndOneTakesIt() throws Exception {
        var statuses = new ArrayList<Future<Integer>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                statuses.add(callers.submit(
                        () -> shop.put("W20", Snapshots.example()).status()));
            }
        }
        var seen = new ArrayList<Integer>();
        for (var status : statuses) {
            seen.add(status.get());
        }
        assertThat(seen).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(facts("W20")).hasSize(1);
    }
}
