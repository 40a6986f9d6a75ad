package dev.countermand.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.proof.Jws;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Somebody who has the whole database, the keys of personal fields in it included, and not the secret by
/// which receipts are signed. What he changes is taken back after each test.
@AppTest
@VerifyHouse
class ForgedReceiptTests {

    private static final SellerId SELLER = new SellerId("forged");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext house;

    @Autowired
    Promises promises;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CaseLog log;

    private static boolean lived;

    @BeforeEach
    void live() {
        if (!lived) {
            lived = true;
            var world = new World(house, port, SELLER.value());
            world.order("twice", 2);
            world.cancel("twice", "1:1", 201);
            world.cancel("twice", "1:1", 201);
            world.settle();
        }
    }

    @Test
    void findsNothingInReceiptsAsTheyWereIssued() {
        assertThat(receipts()).hasSize(2);
        assertThat(checked(List.of())).isEmpty();
    }

    @Test
    void aReceiptThatIsGenuineAndOfAnotherFactIsFound() {
        var first = receipts().getFirst();
        var found = checked(List.of(new Forged(first, receipts().getLast().words())));
        assertThat(found).contains("P7 receipt_content");
    }

    @Test
    void aReceiptThatSomebodyElseHasSignedIsFound() throws GeneralSecurityException {
        var first = receipts().getFirst();
        var stranger = KeyPairGenerator.getInstance("EC");
        stranger.initialize(new ECGenParameterSpec("secp256r1"));
        var payload = Base64.getUrlDecoder().decode(first.words().split("\\.", -1)[1]);
        var words =
                Jws.sign(Jws.RECEIPT, first.kid(), stranger.generateKeyPair().getPrivate(), payload);
        assertThat(checked(List.of(new Forged(first, words)))).containsExactly("P13 receipt_signature");
    }

    @Test
    void aReceiptWhoseWordsWereChangedIsFound() {
        var first = receipts().getFirst();
        var parts = first.words().split("\\.", -1);
        var payload = new String(Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8);
        var changed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        payload.replace("\"total\":", "\"total\":9").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var words = parts[0] + '.' + changed + '.' + parts[2];
        assertThat(words).isNotEqualTo(first.words());
        assertThat(checked(List.of(new Forged(first, words)))).containsExactly("P13 receipt_signature");
    }

    private record Kept(OrderId order, UUID id, String kid, String words) {}

    private record Forged(Kept receipt, String words) {}

    private OrderRef order() {
        return log.find(SELLER, "twice").orElseThrow();
    }

    private List<Kept> receipts() {
        var order = order().id();
        return jdbc.sql("select id, kid, sealed from notifications.receipt where order_id = :order order by seq")
                .param("order", order.value())
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    var words = log.unseal(order, Ids.text("rcp", id), row.getBytes("sealed"));
                    return new Kept(order, id, row.getString("kid"), words.orElseThrow());
                })
                .list();
    }

    /// What is found in the order once these words stand there, and nothing of it stays.
    private List<String> checked(List<Forged> forged) {
        var scope = new Promises.Scope(null, order());
        var found = new ArrayList<String>();
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            forged.forEach(this::put);
            promises.check(scope, new Promises.Watcher() {
                @Override
                public void found(Promises.Found each) {
                    found.add(each.finding().promise() + " " + each.finding().check());
                }

                @Override
                public void at(Promises.Progress progress) {}
            });
        });
        return found;
    }

    private void put(Forged forged) {
        var id = forged.receipt().id();
        var sealed = log.seal(forged.receipt().order(), Ids.text("rcp", id), forged.words());
        int changed = jdbc.sql("update notifications.receipt set sealed = :sealed where id = :id")
                .param("sealed", sealed.orElseThrow())
                .param("id", id)
                .update();
        assertThat(changed).isOne();
    }
}
