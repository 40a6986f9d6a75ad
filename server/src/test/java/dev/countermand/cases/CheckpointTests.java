package dev.countermand.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.kernel.OrderRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs that fit together and are yet not what was written: only a signature that was given before shows it.
class CheckpointTests {

    static CaseHouse house;
    static SequencerWorker sequencer;

    @TempDir
    Path home;

    private AuditStore audit;
    private CheckpointStore store;
    private CheckpointKeys keys;
    private CheckpointWorker worker;

    @BeforeAll
    static void open() {
        house = new CaseHouse();
        sequencer = house.sequencer();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void begin() {
        audit = new AuditStore(house.jdbc);
        store = new CheckpointStore(house.jdbc);
        keys = new CheckpointKeys(home);
        worker = new CheckpointWorker(store, audit, keys, house.transactions, house.clock);
        house.jdbc.sql("truncate cases.checkpoint, cases.checkpoint_key").update();
    }

    @Test
    void aChainWrittenAnewFromItsBeginningIsFound() {
        var order = signed(3);
        rewrite(order, 3);
        assertThat(house.log.verify(order.id())).as("the chain fits together").isEmpty();
        assertThat(order(order)).isEmpty();
        assertThat(whole()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("sealed_entry_replaced");
            assertThat(finding.order()).isEqualTo(order.id().value());
        });
    }

    @Test
    void newestEntriesCutOffWithAllTheirTracesAreFound() {
        var order = signed(3);
        cut(order, 2);
        assertThat(house.log.verify(order.id())).as("the chain fits together").isEmpty();
        assertThat(whole()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("sealed_entry_gone");
            assertThat(finding.found()).contains("entry 3");
        });
    }

    @Test
    void aCheckpointSignedWithAnotherKeyIsFoundUntilTheOperatorTrustsIt() throws Exception {
        signed(1);
        var other = new CheckpointKeys(Files.createDirectory(home.resolve("other")));
        var checks = new CheckpointChecks(store, other);
        assertThat(whole(checks)).extracting(Finding::check).containsExactly("checkpoint_key_unknown");
        Files.writeString(
                home.resolve("other/checkpoint.trusted"),
                "# the first server\n" + Base64.getEncoder().encodeToString(keys.publicKey()) + "\n");
        assertThat(whole(checks)).isEmpty();
    }

    @Test
    void eachCheckpointCoversWhatCameSinceTheOneBefore() {
        var one = signed(2);
        house.clock.advance(Duration.ofMinutes(1));
        house.record(one, new CaseHouse.Moved("1", 1));
        var two = signed(1);
        var both = store.after(0, 10);
        assertThat(both).hasSize(2);
        assertThat(both.get(1).from()).isEqualTo(both.get(0).upto());
        assertThat(both.get(1).ends())
                .extracting(Checkpoint.End::order)
                .contains(one.id().value(), two.id().value());
        worker.tick();
        assertThat(store.after(0, 10)).as("nothing new, nothing signed").hasSize(2);
        assertThat(whole()).isEmpty();
    }

    @Test
    void theKeyIsItsOwnersOnly() throws Exception {
        signed(1);
        assertThat(Files.getPosixFilePermissions(home.resolve("checkpoint.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(new CheckpointKeys(home).publicKey()).isEqualTo(keys.publicKey());
    }

    private OrderRef signed(int facts) {
        var order = house.orderWith(facts);
        sequencer.tick();
        worker.tick();
        return order;
    }

    private List<Finding> whole() {
        return whole(new CheckpointChecks(store, keys));
    }

    private static List<Finding> whole(CheckpointChecks checks) {
        var found = new ArrayList<Finding>();
        checks.whole(null, found::add);
        return found;
    }

    private List<Finding> order(OrderRef order) {
        var found = new ArrayList<Finding>();
        new LogChecks(audit, new CaseAudit(audit, store))
                .orders(
                        Stretch.of(new Stretch.Place(order.part(), order.id().value()), house.clock.instant()),
                        found::add);
        return found;
    }

    /// What somebody does who knows the program: every entry told differently, hashes made anew.
    private static void rewrite(OrderRef order, int facts) {
        house.inTransaction(() -> {
            house.jdbc
                    .sql("delete from cases.fact where order_id = :order")
                    .param("order", order.id().value())
                    .update();
            house.jdbc
                    .sql("update cases.head set seq = 0, hash = :hash where order_id = :order")
                    .param("hash", HashChain.genesis(order))
                    .param("order", order.id().value())
                    .update();
            for (int i = 1; i <= facts; i++) {
                house.log.record(order, CaseHouse.SHOP, new CaseHouse.Moved("never", i));
            }
            house.jdbc.sql("delete from cases.unlisted").update();
        });
    }

    private static void cut(OrderRef order, long last) {
        house.inTransaction(() -> {
            house.jdbc
                    .sql("""
                            update cases.head
                               set seq = :last,
                                   hash = (select hash from cases.fact where order_id = :order and seq = :last)
                             where order_id = :order
                            """)
                    .param("last", last)
                    .param("order", order.id().value())
                    .update();
            for (var table : List.of("cases.feed", "cases.fact")) {
                house.jdbc
                        .sql("delete from " + table + " where order_id = :order and seq > :last")
                        .param("last", last)
                        .param("order", order.id().value())
                        .update();
            }
        });
    }
}
