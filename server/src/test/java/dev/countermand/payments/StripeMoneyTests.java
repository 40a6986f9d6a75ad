package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.Http;
import dev.countermand.connectors.stripe.StripeAccounts;
import dev.countermand.connectors.stripe.StubStripe;
import dev.countermand.connectors.stripe.StubStripe.Quirk;
import dev.countermand.orders.Order;
import dev.countermand.outgoing.OutgoingCalls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Orders, Stripe and everything between: cancellations become movements there, once, and what happens there is
/// written down here.
class StripeMoneyTests extends PretendShop {

    private static final String SECRET = "whsec_stripeMoneyTests";
    private static final int ORDERS = 40;
    private static final long SEED = 20261122;

    @Autowired
    StripeAccounts accounts;

    @Autowired
    OutgoingCalls calls;

    @LocalServerPort
    int port;

    private StubStripe stripe;
    private final Map<Order, String> payments = new HashMap<>();

    @BeforeEach
    void anAccountAtStripe() {
        stripe = new StubStripe(clock);
        accounts.set(SELLER, StubStripe.KEY, SECRET, KEY);
        employ(stripe.gateway(calls, accounts));
    }

    @AfterEach
    void close() {
        stripe.close();
    }

    private Order at(boolean captured) {
        var intent = stripe.books.pay(4000, "eur", captured);
        var order = take(
                "[{\"id\": \"card\", \"tender\": \"card\", \"gateway\": \"stripe\", \"reference\": \"%s\", \"amount\": 4000, \"captured\": %s}]"
                        .formatted(intent, captured));
        payments.put(order, intent);
        return order;
    }

    private String intent(Order order) {
        return payments.getOrDefault(order, "");
    }

    private Http.Reply event(Order order, String type, String signedWith) {
        var body = stripe.books.event("evt_" + type, type, stripe.books.charge(intent(order)));
        return Http.at(port)
                .with("Stripe-Signature", stripe.signature(body.getBytes(StandardCharsets.UTF_8), signedWith))
                .post("/v1/gateways/stripe/notices/" + SELLER, body);
    }

    @Test
    void aRefundIsDoneAndARefusedOneSaysWhy() {
        var order = at(true);
        cancel(order, 1);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(effect(order, 0).reference()).startsWith("re_");
        assertThat(stripe.books.refunded(intent(order))).isEqualTo(1000);
    }

    @Test
    void aHoldWaitsForTheLastUnitAndIsThenReleasedWhole() {
        var order = at(false);
        cancel(order, 1);
        sender.tick();
        assertThat(states(order)).containsExactly("void 1000 sent");
        cancel(order, 3);
        sender.tick();
        look(order);
        assertThat(payment(order).voided()).isEqualTo(4000);
        assertThat(stripe.books.refunded(intent(order))).isZero();
    }

    @Test
    void aPartThatWasCapturedAfterAllIsRefunded() {
        var order = at(false);
        cancel(order, 1);
        sender.tick();
        stripe.books.capture(intent(order), 4000);
        look(order);
        pass(Duration.ofMinutes(10));
        pass(Duration.ofMinutes(10));
        assertThat(stripe.books.refunded(intent(order))).isEqualTo(1000);
        assertThat(payment(order).refunded()).isEqualTo(1000);
        assertThat(payment(order).captured()).isEqualTo(4000);
    }

    @Test
    void aRefundInTheDashboardIsFoundByItsEvent() {
        var order = at(true);
        stripe.books.refund(intent(order), 1500, null);
        assertThat(event(order, "charge.refunded", "whsec_somebodyElses").status())
                .isEqualTo(401);
        looker.tick();
        assertThat(payment(order).refunded()).isZero();
        var told = event(order, "charge.refunded", SECRET);
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        assertThat(event(order, "charge.refunded", SECRET).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        looker.tick();
        assertThat(payment(order).refunded()).isEqualTo(1500);
        event(order, "charge.refunded", SECRET);
        looker.tick();
        assertThat(payment(order).refunded()).isEqualTo(1500);
    }

    @Test
    void anEventForAnUnknownSellerGetsTheSameAnswerAsAForgedOne() {
        var order = at(true);
        var body = stripe.books.event("evt_1", "charge.refunded", stripe.books.charge(intent(order)));
        var signature = stripe.signature(body.getBytes(StandardCharsets.UTF_8), SECRET);
        var door = Http.at(port).with("Stripe-Signature", signature);
        var unknown = door.post("/v1/gateways/stripe/notices/nobody-here", body);
        var forged = event(order, "charge.refunded", "whsec_somebodyElses");
        assertThat(unknown.status()).isEqualTo(forged.status()).isEqualTo(401);
        assertThat(unknown.text()).isEqualTo(forged.text());
        assertThat(door.post("/v1/gateways/stripe/notices", body).status()).isEqualTo(401);
    }

    @Test
    void whatIsPendingIsDoneOrFailedDaysLater() {
        stripe.books.refundsBegin = "pending";
        var good = at(true);
        var bad = at(true);
        cancel(good, 1);
        cancel(bad, 2);
        sender.tick();
        assertThat(states(good)).containsExactly("refund 1000 sent");
        stripe.books.end(effect(good, 0).reference(), "succeeded", null);
        stripe.books.end(effect(bad, 0).reference(), "failed", "expired_or_canceled_card");
        clock.advance(Duration.ofDays(3));
        event(good, "refund.updated", SECRET);
        event(bad, "refund.failed", SECRET);
        clock.advance(Duration.ofSeconds(1));
        looker.tick();
        assertThat(states(good)).containsExactly("refund 1000 done");
        assertThat(states(bad)).containsExactly("refund 2000 failed");
        assertThat(payment(bad).refunded()).isZero();
        assertThat(waiting(bad)).isNotEmpty();
    }

    @Test
    void aDisputeHoldsRefundsUntilItIsWon() {
        var order = at(true);
        var dispute = stripe.books.dispute(intent(order), 4000, "needs_response");
        cancel(order, 1);
        sender.tick();
        assertThat(stripe.books.refunded(intent(order))).isZero();
        dispute.put("status", "won");
        event(order, "charge.dispute.closed", SECRET);
        clock.advance(Duration.ofSeconds(1));
        looker.tick();
        pass(Duration.ofMinutes(1));
        assertThat(states(order)).containsExactly("refund 1000 done");
        assertThat(stripe.books.refunded(intent(order))).isEqualTo(1000);
    }

    @Test
    void withoutAKeyNothingIsSentAndWithOneItGoesOn() {
        var order = at(true);
        accounts.forget(SELLER, KEY);
        cancel(order, 1);
        sender.tick();
        assertThat(states(order)).containsExactly("refund 1000 planned");
        assertThat(stripe.got).isEmpty();
        accounts.set(SELLER, StubStripe.KEY, SECRET, KEY);
        pass(Duration.ofMinutes(10));
        assertThat(states(order)).containsExactly("refund 1000 done");
    }

    /// Four of ten answers are lost or refused in passing; faults that Stripe keeps are left to the contract.
    @Test
    void noRefundIsDoubledAndNoneIsLost() {
        var random = new Random(SEED);
        var quirks = List.of(Quirk.LOST, Quirk.LOST, Quirk.CUT, Quirk.RATE_LIMIT, Quirk.LOCK_TIMEOUT, Quirk.IN_USE);
        var orders = new ArrayList<Order>();
        for (int n = 0; n < ORDERS; n++) {
            var order = at(true);
            cancel(order, 1 + random.nextInt(4));
            orders.add(order);
        }
        stripe.luck = () -> {
            synchronized (random) {
                return random.nextInt(10) < 4 ? quirks.get(random.nextInt(quirks.size())) : null;
            }
        };
        sender.tick();
        assertThat(orders.stream().filter(order -> states(order).getFirst().endsWith("unknown")))
                .as("seed %d", SEED)
                .hasSizeGreaterThan(ORDERS / 5);
        for (int round = 0; round < 60 && isAnyOpen(orders); round++) {
            pass(Duration.ofSeconds(30));
        }
        for (var order : orders) {
            assertThat(states(order))
                    .as("seed %d", SEED)
                    .singleElement()
                    .asString()
                    .endsWith("done");
            assertThat(stripe.books.refunded(intent(order)))
                    .isEqualTo(payment(order).refunded());
        }
        assertThat(keysWithOtherBytes()).isEmpty();
    }

    private boolean isAnyOpen(List<Order> orders) {
        return orders.stream().anyMatch(order -> !states(order).getFirst().endsWith("done"));
    }

    private List<String> keysWithOtherBytes() {
        var bodies = new HashMap<String, Set<String>>();
        stripe.got.stream()
                .filter(got -> got.method().equals("POST"))
                .forEach(got -> bodies.computeIfAbsent(
                                got.headers().getOrDefault("idempotency-key", ""), key -> new HashSet<>())
                        .add(got.path() + got.body()));
        return bodies.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }
}
