package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.accounts.Keys;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Who may ask, answer and withdraw.
@ByHand
class RightsTests extends Bench {

    @Autowired
    Keys keys;

    @Autowired
    Cancellations cancellations;

    @Autowired
    PlatformTransactionManager transactions;

    private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);

    private Shop holding(Keys.Role role) {
        return shop.with(
                keys.create(OPERATOR, new SellerId(shop.seller), role, "test").key());
    }

    private Actor shopper(String number) {
        var ref = ref(number);
        return new Actor(Actor.Kind.SHOPPER, "link", Set.of(ref.seller()), ref.id(), Actor.Channel.PAGE);
    }

    private Cancellation ask(String number, RequestReason reason, Actor actor) {
        var request = new Cancellations.Request(ref(number), null, reason, null, null, Payout.SOURCE);
        return new TransactionTemplate(transactions).execute(status -> cancellations.ask(request, actor));
    }

    private Cancellations.Answered answer(String id, Cancellations.Outcome outcome, Actor actor) {
        var known = CancellationId.parse(id).orElseThrow();
        return new TransactionTemplate(transactions)
                .execute(status -> cancellations.answer(known, outcome, null, actor));
    }

    private static void isRefused(Problem.Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(Problem.class)
                .extracting(problem -> ((Problem) problem).kind())
                .isEqualTo(kind);
    }

    @Test
    void aSellersKeyDoesEverythingForItsOwnOrders() {
        var number = released(2);
        var seller = holding(Keys.Role.SELLER);
        var attempt = seller.cancel(number, "1:1").expect(202);
        assertThat(attempt.at("/requestedBy")).isEqualTo("seller");
        seller.answer(attempt.id(), "stopped", "").expect(200);
        var second = seller.cancel(number, "").expect(202);
        seller.withdraw(second.id()).expect(200);
    }

    @Test
    void aWarehousesKeyAnswersButNeitherAsksNorDecidesNorWithdraws() {
        shop.terms("{\"released\": \"person\"}").expect(201);
        var number = released(2);
        var warehouse = holding(Keys.Role.WAREHOUSE);
        warehouse.cancel(number, "").expect(403);
        var id = shop.cancel(number, "").expect(202).id();
        warehouse.read(id).expect(200);
        warehouse.answer(id, "approved", "").expect(403);
        warehouse.answer(id, "denied", "").expect(403);
        warehouse.withdraw(id).expect(403);
        assertThat(warehouse.answer(id, "stopped", "").expect(409).at("/code")).isEqualTo("approval_first");
        shop.answer(id, "approved", "").expect(200);
        assertThat(warehouse.answer(id, "stopped", "").expect(200).at("/status"))
                .isEqualTo("successful");
    }

    @Test
    void anothersCancellationsAreUnknown() {
        var number = released(1);
        var id = shop.cancel(number, "").expect(202).id();
        var other = shop.neighbor();
        other.order("W1", now(), 1);
        var stranger = other.with(keys.create(OPERATOR, new SellerId(other.seller), Keys.Role.SELLER, "test")
                .key());
        stranger.read(id).expect(404);
        stranger.answer(id, "stopped", "").expect(404);
        stranger.withdraw(id).expect(404);
        stranger.get("/v1/orders/" + number + "/cancellations?seller=" + shop.seller)
                .expect(404);
        stranger.send(
                        "POST",
                        "/v1/orders/" + number + "/cancellations?seller=" + shop.seller,
                        "{\"reason\": \"other\"}",
                        null)
                .expect(404);
        assertThat(shop.read(id).at("/status")).isEqualTo("attempting");
    }

    @Test
    void aShopperAsksAndWithdrawsForHisOwnOrderOnly() {
        var number = released(1);
        shop.order("W2", now(), 1);
        var shopper = shopper(number);
        isRefused(Problem.Kind.NOT_FOUND, () -> ask("W2", RequestReason.OTHER, shopper));
        var attempt = ask(number, RequestReason.OTHER, shopper);
        assertThat(attempt.requestedBy()).isEqualTo("shopper");
        isRefused(
                Problem.Kind.FORBIDDEN, () -> answer(attempt.id().toString(), Cancellations.Outcome.STOPPED, shopper));
        isRefused(
                Problem.Kind.FORBIDDEN, () -> answer(attempt.id().toString(), Cancellations.Outcome.APPROVED, shopper));
        isRefused(
                Problem.Kind.NOT_FOUND,
                () -> new TransactionTemplate(transactions)
                        .execute(status -> cancellations.withdraw(attempt.id(), shopper("W2"))));
        new TransactionTemplate(transactions).execute(status -> cancellations.withdraw(attempt.id(), shopper));
        assertThat(shop.units(number, "1")).isEqualTo("released 1");
    }

    @Test
    void aShopperCannotGiveTheStoresReasons() {
        var number = order(1);
        isRefused(Problem.Kind.INVALID, () -> ask(number, RequestReason.FRAUD_SUSPECTED, shopper(number)));
    }

    @Test
    void aShopperCannotUndoWhatTheStoreCancels() {
        var number = released(1);
        var id = CancellationId.parse(shop.ask(number, "{\"reason\": \"recall\"}", null)
                        .expect(202)
                        .id())
                .orElseThrow();
        isRefused(
                Problem.Kind.FORBIDDEN,
                () -> new TransactionTemplate(transactions)
                        .execute(status -> cancellations.withdraw(id, shopper(number))));
    }

    @Test
    void aShopperSaysWhatHeWantsAfterALateStop() {
        var number = released(2);
        var id = shop.cancel(number, "").expect(202).id();
        clock.advance(Duration.ofHours(24));
        var late = shop.answer(id, "stopped", "").expect(202).id();
        isRefused(Problem.Kind.FORBIDDEN, () -> answer(late, Cancellations.Outcome.STOPPED, shopper(number)));
        var answered = answer(late, Cancellations.Outcome.APPROVED, shopper(number));
        assertThat(answered.cancellation().status()).isEqualTo(CancellationStatus.SUCCESSFUL);
    }

    @Test
    void aPreviewSaysWhatWouldHappenAndChangesNothing() {
        var number = order(3);
        shop.release(number, "1:1").expect(200);
        var request = new Cancellations.Request(ref(number), null, RequestReason.OTHER, null, null, Payout.SOURCE);
        var preview = cancellations.preview(request, shopper(number));
        assertThat(preview.status()).isEqualTo(CancellationStatus.ATTEMPTING);
        assertThat(preview.money().total()).isEqualTo(2000);
        assertThat(shop.units(number, "1")).isEqualTo("open 2 released 1");
        assertThat(shop.list(number).body().path("cancellations")).isEmpty();
        assertThat(shop.kinds(number)).isEmpty();
    }
}
