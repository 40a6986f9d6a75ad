package dev.countermand.connectors.stripe;

import dev.countermand.AppTest;
import dev.countermand.MutableClock;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.PaymentGateway.Action;
import dev.countermand.payments.spi.PaymentGateway.At;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import dev.countermand.payments.spi.PaymentGateway.Result;
import dev.countermand.payments.spi.Standing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/// The gateway against the stand-in of Stripe, for a seller who has just set up his account.
@AppTest
abstract class StripeBench {

    static final String HOOK_SECRET = "whsec_stubStripeHookSecret";

    @Autowired
    StripeAccounts accounts;

    @Autowired
    OutgoingCalls calls;

    @Autowired
    MutableClock clock;

    StubStripe stripe;
    PaymentGateway gateway;
    SellerId seller;
    Actor actor;

    @BeforeEach
    void setUpAnAccount() {
        seller = new SellerId("stripe-" + UUID.randomUUID());
        actor = new Actor(Actor.Kind.SELLER, "their key", Set.of(seller), null, Actor.Channel.API);
        stripe = new StubStripe(clock);
        accounts.set(seller, StubStripe.KEY, HOOK_SECRET, actor);
        gateway = stripe.gateway(calls, accounts);
    }

    @AfterEach
    void close() {
        stripe.close();
    }

    At at(String payment) {
        return at(payment, "EUR");
    }

    At at(String payment, String currency) {
        return new At(seller.value(), "W1001", "pay1", payment, currency);
    }

    static String key() {
        return "eff_" + UUID.randomUUID().toString().replace("-", "");
    }

    Instruction refund(String payment, long amount) {
        return new Instruction(key(), at(payment), Action.REFUND, amount);
    }

    Instruction release(String payment, long amount) {
        return new Instruction(key(), at(payment), Action.VOID, amount);
    }

    Standing standing(String payment) {
        return gateway.standing(at(payment)).orElseThrow();
    }

    static String told(Result result) {
        return result.outcome() + (result.reason() == null ? "" : " " + result.reason());
    }

    /// How often something was asked to move.
    long posts() {
        return stripe.got.stream().filter(got -> got.method().equals("POST")).count();
    }

    /// As Stripe tells times: in seconds.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
