package dev.countermand.connectors.stripe;

import dev.countermand.AppTest;
import dev.countermand.MutableClock;
import dev.countermand.connectors.stripe.StubStripe.Quirk;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.payments.kit.GatewayContract;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.At;
import dev.countermand.payments.spi.ProviderNotice.Incoming;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/// Stripe's gateway keeps the contract of gateways.
@AppTest
class StripeContractTests extends GatewayContract {

    private static final String SECRET = "whsec_contractHookSecret";

    @Autowired
    StripeAccounts accounts;

    @Autowired
    OutgoingCalls calls;

    @Autowired
    MutableClock clock;

    private StubStripe stripe;
    private PaymentGateway gateway;
    private SellerId seller;

    @BeforeEach
    void anAccount() {
        seller = new SellerId("kit-" + UUID.randomUUID());
        stripe = new StubStripe(clock);
        gateway = stripe.gateway(calls, accounts);
        var actor = new Actor(Actor.Kind.SELLER, "their key", Set.of(seller), null, Actor.Channel.API);
        accounts.set(seller, StubStripe.KEY, SECRET, actor);
    }

    @AfterEach
    void close() {
        stripe.close();
    }

    @Override
    protected PaymentGateway gateway() {
        return gateway;
    }

    @Override
    protected At payment(long amount, boolean captured) {
        return new At(seller.value(), "N-1", "card", stripe.books.pay(amount, "eur", captured), "EUR");
    }

    @Override
    protected void capture(At payment, long amount) {
        stripe.books.capture(payment.name(), amount);
    }

    @Override
    protected void refundedByHand(At payment, long amount) {
        stripe.books.refund(payment.name(), amount, null);
    }

    @Override
    protected void expire(At payment) {
        stripe.books.cancel(payment.name(), "expired");
    }

    @Override
    protected void dispute(At payment, long amount) {
        stripe.books.dispute(payment.name(), amount, "needs_response");
    }

    @Override
    protected void closeDisputes(At payment, boolean won) {
        stripe.books.disputes.values().forEach(dispute -> dispute.put("status", won ? "won" : "lost"));
    }

    @Override
    protected void refundComesBack(At payment, String key) {
        stripe.books.refunds.values().stream()
                .filter(refund -> refund.path("metadata")
                        .path("countermand_effect")
                        .asString("")
                        .equals(key))
                .map(refund -> refund.path("id").asString())
                .toList()
                .forEach(refund -> stripe.books.end(refund, "failed", "lost_or_stolen_card"));
    }

    @Override
    protected void loseNextAnswer() {
        stripe.quirks.add(Quirk.LOST);
    }

    @Override
    protected Incoming notice(At payment) {
        var event = stripe.books.event("evt_kit", "charge.refunded", stripe.books.charge(payment.name()));
        byte[] body = event.getBytes(StandardCharsets.UTF_8);
        var signature = stripe.signature(body, SECRET);
        return new Incoming(seller.value(), name -> name.equalsIgnoreCase("Stripe-Signature") ? signature : null, body);
    }
}
