package dev.countermand.cases;

import static dev.countermand.cases.CaseHouse.KORS;
import static dev.countermand.cases.CaseHouse.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.cases.CaseHouse.Moved;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class CaseLogTests {

    static CaseHouse house;

    @BeforeAll
    static void open() {
        house = new CaseHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void numbersTheFactsOfAnOrderFromOneAndTellsThemAsTheyWereSaid() {
        var order = house.order();
        assertThat(house.record(order, new Moved("1", 2))).isEqualTo(1);
        assertThat(house.record(order, told("parcel"))).isEqualTo(2);
        var timeline = house.log.timeline(order.id(), 0, 10);
        assertThat(timeline).extracting(Entry::seq).containsExactly(1L, 2L);
        var first = timeline.getFirst();
        assertThat(first.order()).isEqualTo(order);
        assertThat(first.kind()).isEqualTo("unit.moved");
        assertThat(first.at()).isEqualTo(Instant.parse("2026-11-20T10:15:00.123456Z"));
        assertThat(first.actorKind()).isEqualTo("seller");
        assertThat(first.actorName()).isEqualTo("kors shop");
        assertThat(first.channel()).isEqualTo("api");
        assertThat(first.cursor()).isZero();
        assertThat(first.body()).hasToString("{\"line\":\"1\",\"quantity\":2}");
        assertThat(timeline.getLast().body())
                .hasToString("{\"about\":\"parcel\",\"note\":\"please hurry\",\"recipient\":{\"email\":"
                        + "\"ada@example.org\",\"locale\":\"en-GB\",\"name\":\"Ada Example\"}}");
    }

    @Test
    void givesTheTimelineInStretches() {
        var order = house.orderWith(5);
        assertThat(house.log.timeline(order.id(), 1, 2)).extracting(Entry::seq).containsExactly(2L, 3L);
        assertThat(house.log.timeline(order.id(), 5, 2)).isEmpty();
    }

    @Test
    void forgetsAFactWhoseTransactionFailed() {
        var order = house.order();
        assertThatThrownBy(() -> house.inTransaction(() -> {
                    house.log.record(order, CaseHouse.SHOP, new Moved("1", 1));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(house.log.timeline(order.id(), 0, 10)).isEmpty();
        assertThat(house.record(order, new Moved("1", 1))).isEqualTo(1);
    }

    @Test
    void opensALogOncePerOrderAndRecordsOnlyIntoOpenOnes() {
        var order = house.order();
        assertThatThrownBy(() -> house.inTransaction(() -> house.log.open(order)))
                .isInstanceOf(DuplicateKeyException.class);
        var sameNumber = new OrderRef(
                new OrderId(Ids.mint(order.part(), house.clock.instant())), order.seller(), order.number());
        assertThatThrownBy(() -> house.inTransaction(() -> house.log.open(sameNumber)))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> house.record(sameNumber, new Moved("1", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no case log was opened");
    }

    @Test
    void findsAnOrderBySellerAndNumber() {
        var order = house.order();
        assertThat(house.log.find(KORS, order.number())).contains(order);
        assertThat(house.log.find(new SellerId("other"), order.number())).isEmpty();
        assertThat(house.log.find(KORS, order.number() + "0")).isEmpty();
    }

    @Test
    void keepsPersonalFieldsOutOfEveryColumnInPlainText() {
        var canary = "canary-7f3a91";
        var order = house.order();
        house.record(order, new CaseHouse.Told("parcel", new Recipient(canary, canary + "@x", null, "en"), canary));
        var hex = HexFormat.of().formatHex(canary.getBytes(StandardCharsets.UTF_8));
        for (var table : house.jdbc
                .sql("select table_name from information_schema.tables where table_schema = 'cases'")
                .query(String.class)
                .list()) {
            var rows = house.jdbc
                    .sql("select cast(t as text) from cases." + table + " t")
                    .query(String.class)
                    .list();
            assertThat(rows).as(table).noneMatch(row -> row.contains(canary) || row.contains(hex));
        }
        assertThat(house.log.timeline(order.id(), 0, 1).getFirst().body().toString())
                .contains(canary);
    }

    @Test
    void sealsTheSamePersonalFieldsDifferentlyEachTime() {
        var order = house.order();
        house.record(order, told("a"));
        house.record(order, told("a"));
        assertThat(house.jdbc
                        .sql("select count(distinct personal) from cases.fact where order_id = :order")
                        .param("order", order.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void erasesThePersonAndNothingElse() {
        var order = house.orderWith(4);
        var before = facts(order);
        assertThat(house.inTransaction(() -> house.log.erase(order))).isTrue();
        assertThat(house.inTransaction(() -> house.log.erase(order))).isFalse();
        assertThat(facts(order)).isEqualTo(before);
        assertThat(house.log.verify(order.id())).isEmpty();
        var timeline = house.log.timeline(order.id(), 0, 10);
        assertThat(timeline.get(0).body()).hasToString("{\"line\":\"line 1\",\"quantity\":1}");
        assertThat(timeline.get(1).body()).hasToString("{\"about\":\"fact 2\",\"erased\":true}");
    }

    @Test
    void goesOnAfterErasureWithoutKeepingAnythingPersonal() {
        var order = house.orderWith(2);
        house.inTransaction(() -> house.log.erase(order));
        assertThat(house.record(order, told("later"))).isEqualTo(3);
        assertThat(house.log.verify(order.id())).isEmpty();
        assertThat(house.log.timeline(order.id(), 2, 1).getFirst().body())
                .hasToString("{\"about\":\"later\",\"erased\":true}");
    }

    @Test
    void readsOnWhenPersonalFieldsDoNotFitTheirKey() {
        var order = house.orderWith(2);
        house.jdbc
                .sql("update cases.cipher set key = :key where order_id = :order")
                .param("key", PersonalSeal.newKey())
                .param("order", order.id().value())
                .update();
        assertThat(house.log.timeline(order.id(), 0, 10))
                .extracting(entry -> entry.body().has("erased"))
                .containsExactly(false, true);
    }

    private static String facts(OrderRef order) {
        return house.jdbc
                .sql("select string_agg(cast(f as text), ';' order by seq) from cases.fact f where order_id = :order")
                .param("order", order.id().value())
                .query(String.class)
                .single();
    }
}
