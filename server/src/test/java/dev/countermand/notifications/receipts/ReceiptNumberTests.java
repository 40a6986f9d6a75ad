package dev.countermand.notifications.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.accounts.Sellers;
import dev.countermand.cases.Entry;
import dev.countermand.notifications.proof.PublicKeys;
import dev.countermand.notifications.proof.ReceiptCheck;
import dev.countermand.site.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// Several processes on one database: no number is left out, none is given twice, and each signs with a key
/// that only its own secret opens.
@AppTest
class ReceiptNumberTests extends ReceiptBench {

    @Autowired
    Sellers sellers;

    @Autowired
    Texts texts;

    @Autowired
    ReceiptStore store;

    private ReceiptKeys keysOf(String secret) {
        return new ReceiptKeys(store, new ReceiptSecret(secret, ""), clock);
    }

    private Receipts process(ReceiptKeys own) {
        return new Receipts(store, own, log, orders, sellers, links, texts, ZoneId.of("UTC"), clock);
    }

    private List<Entry> facts(int count) {
        var facts = new ArrayList<Entry>();
        for (int i = 0; i < count; i++) {
            var order = order();
            cancel(order);
            log.timeline(order.id(), 0, 100).stream()
                    .filter(entry -> Receipts.has(entry.kind()))
                    .forEach(facts::add);
        }
        return facts;
    }

    @Test
    void twoProcessesThatRaceAndRollBackLeaveNoGap() throws Exception {
        var facts = facts(12);
        var work = new ArrayList<Callable<Integer>>();
        for (var name : List.of("one", "two")) {
            var process = process(keysOf("the secret of process number " + name + " is long"));
            // Both get every fact, each in its own order, and every third transaction fails.
            var own = name.equals("one") ? facts : facts.reversed();
            work.add(() -> own.stream().mapToInt(fact -> issue(process, fact)).sum());
        }
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
        facts.forEach(fact -> issue(receipts, fact));

        var numbers = jdbc.sql("select number from notifications.receipt where seller = :seller order by number")
                .param("seller", seller)
                .query(Long.class)
                .list();
        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 12).mapToObj(Long::valueOf).toList());
        var check = keys.toCheck();
        for (var fact : facts) {
            var receipt = receipts.find(Receipts.id(fact)).orElseThrow();
            assertThat(ReceiptCheck.file(receipt.jws().getBytes(StandardCharsets.US_ASCII), check)
                            .isUnchanged())
                    .isTrue();
        }
    }

    private int issue(Receipts process, Entry fact) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            process.issue(fact);
            if (fact.order().id().value().hashCode() % 3 == 0 && process != receipts) {
                status.setRollbackOnly();
            }
        });
        return 1;
    }

    @Test
    void aYearBeginsWithOne() {
        var order = order();
        cancel(order);
        var fact = log.timeline(order.id(), 0, 100).stream()
                .filter(entry -> Receipts.has(entry.kind()))
                .findFirst()
                .orElseThrow();
        int year = fact.at().atOffset(ZoneOffset.UTC).getYear();
        var later = new Entry(
                fact.cursor(),
                fact.order(),
                fact.seq() + 100,
                fact.kind(),
                Instant.parse(year + 1 + "-01-01T00:00:00Z"),
                fact.actorKind(),
                fact.actorName(),
                fact.channel(),
                fact.body());
        issue(receipts, fact);
        issue(receipts, later);
        assertThat(receipts.of(order))
                .extracting(Receipt::number)
                .containsExactly(Receipt.number(year + 1, 1), number(1));
    }

    @Test
    void aSecretOpensItsOwnKeysOnlyAndTheDatabaseAloneNone() {
        var mine = keysOf("a secret that is long enough to be one");
        var others = keysOf("another secret, also long enough to be one");
        var signing = new ReceiptKeys.Signing[3];
        inTransaction(() -> signing[0] = mine.current());
        inTransaction(() -> signing[1] = others.current());
        inTransaction(() ->
                signing[2] = keysOf("a secret that is long enough to be one").current());
        assertThat(signing[1].kid()).isNotEqualTo(signing[0].kid());
        assertThat(signing[2].kid()).isEqualTo(signing[0].kid());
        assertThat(signing[0].toString()).isEqualTo(signing[0].kid());

        var sealed = jdbc.sql("select sealed from notifications.receipt_key where kid = :kid")
                .param("kid", signing[0].kid())
                .query((row, n) -> row.getBytes(1))
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(signing[0].key().getEncoded(), StandardCharsets.ISO_8859_1));
        var wrong = new ReceiptSecret("another secret, also long enough to be one", "");
        assertThatThrownBy(() -> wrong.open(signing[0].kid(), sealed)).isInstanceOf(IllegalStateException.class);
        assertThat(PublicKeys.read(keys.published()).names()).contains(signing[0].kid(), signing[1].kid());
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> new ReceiptSecret("short", "")).hasMessageContaining("at least 32");
    }
}
