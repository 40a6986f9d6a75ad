package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Who may give back how much beyond what the terms grant by themselves.
@ByHand
class OverrideLimitTests extends Bench {

    private static final String LIMITED = """
            policy: 1
            overrideUpTo: [20 EUR, 30 USD]
            cancel: {open: person}
            """;

    @Autowired
    Cancellations cancellations;

    @Autowired
    PlatformTransactionManager transactions;

    private Actor person(Role role) {
        return Actor.of(role, "Sam", Set.of(new SellerId(shop.seller)), Actor.Channel.DESK, "per_1");
    }

    private void limited() {
        var put = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send("PUT", "/v1/sellers/" + shop.seller + "/policy", "application/yaml", LIMITED);
        assertThat(put.status()).as(put.text()).isEqualTo(201);
    }

    private Cancellation ask(String number, Role role) {
        var request =
                new Cancellations.Request(ref(number), null, RequestReason.OUT_OF_STOCK, null, null, Payout.SOURCE);
        return Objects.requireNonNull(
                new TransactionTemplate(transactions).execute(status -> cancellations.ask(request, person(role))));
    }

    private Cancellation approve(String id, Role role) {
        var known = CancellationId.parse(id).orElseThrow();
        return Objects.requireNonNull(new TransactionTemplate(transactions)
                        .execute(status ->
                                cancellations.answer(known, Cancellations.Outcome.APPROVED, null, person(role))))
                .cancellation();
    }

    @Test
    void approvingMoreThanTheLimitIsForWhoeverManagesTheSettings() {
        limited();
        var number = order(2);
        var waiting = shop.cancel(number, "").expect(202);
        var problem = catchThrowableOfType(Problem.class, () -> approve(waiting.id(), Role.SUPERVISOR));
        assertThat(problem.code()).isEqualTo("beyond_limit");
        assertThat(problem)
                .hasMessageContaining("You may grant up to €20.00; this gives €25.00 back. Ask somebody who manages");
        assertThat(shop.read(waiting.id()).at("/status")).isEqualTo("waiting");
        assertThat(approve(waiting.id(), Role.SELLER_ADMIN).status()).isEqualTo(CancellationStatus.SUCCESSFUL);
    }

    @Test
    void whatIsWithinTheLimitIsApprovedByASupervisor() {
        limited();
        var waiting = shop.cancel(order(1), "").expect(202);
        assertThat(approve(waiting.id(), Role.SUPERVISOR).status()).isEqualTo(CancellationStatus.SUCCESSFUL);
    }

    @Test
    void theStoresOwnReasonsHaveTheSameLimitAndNothingMoves() {
        limited();
        var number = order(2);
        var problem = catchThrowableOfType(Problem.class, () -> ask(number, Role.SELLER_STAFF));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.FORBIDDEN);
        assertThat(shop.units(number, "1")).isEqualTo("open 2");
        assertThat(ask(number, Role.OPERATOR).status()).isEqualTo(CancellationStatus.CANCELED);
    }

    @Test
    void inACurrencyThatTheLimitsDoNotNameNothingMayBeGranted() {
        Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .send(
                        "PUT",
                        "/v1/sellers/" + shop.seller + "/policy",
                        "application/yaml",
                        LIMITED.replace("[20 EUR, 30 USD]", "30 USD"));
        shop.order("W9", now(), 1);
        var waiting = shop.cancel("W9", "").expect(202).id();
        var refused = catchThrowableOfType(Problem.class, () -> approve(waiting, Role.SUPERVISOR));
        assertThat(refused.code()).isEqualTo("beyond_limit");
    }

    @Test
    void withoutALimitEverybodyWithTheRightMayGrantAnything() {
        shop.terms("{\"open\": \"person\"}").expect(201);
        assertThat(ask(order(9), Role.SUPERVISOR).status()).isEqualTo(CancellationStatus.CANCELED);
    }
}
