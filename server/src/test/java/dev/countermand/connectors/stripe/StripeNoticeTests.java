package dev.countermand.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.ProviderMovement.Kind;
import dev.countermand.payments.spi.ProviderNotice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Stripe's events, and its lists.
class StripeNoticeTests extends StripeBench {

    private Optional<List<ProviderNotice>> notices(String account, String body, String secret) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return incoming(account, bytes, StripeSignature.header(clock.instant(), bytes, List.of(secret)));
    }

    private Optional<List<ProviderNotice>> incoming(String account, byte[] body, @Nullable String signature) {
        return gateway.notices(
                new ProviderNotice.Incoming(account, name -> name.equals("Stripe-Signature") ? signature : null, body));
    }

    private ProviderNotice only(String body) {
        return notices(seller.value(), body, HOOK_SECRET).orElseThrow().getFirst();
    }

    @Test
    void anEventNamesThePaymentAndOurKey() {
        var payment = stripe.books.pay(4000, "eur", true);
        var instruction = refund(payment, 1000);
        var sent = gateway.send(instruction);
        var body = stripe.books.event("evt_1", "refund.updated", stripe.books.refunds.get(sent.reference()));
        assertThat(only(body))
                .isEqualTo(new ProviderNotice(
                        "evt_1",
                        seller.value(),
                        payment,
                        instruction.key(),
                        "refund.updated",
                        java.time.Instant.ofEpochSecond(clock.instant().getEpochSecond())));
    }

    @Test
    void chargesDisputesAndPaymentsLeadToThePaymentToo() {
        var payment = stripe.books.pay(4000, "eur", true);
        var dispute = stripe.books.dispute(payment, 4000, "needs_response");
        assertThat(only(stripe.books.event("evt_1", "charge.dispute.created", dispute))
                        .payment())
                .isEqualTo(payment);
        assertThat(only(stripe.books.event("evt_2", "charge.refunded", stripe.books.charge(payment)))
                        .payment())
                .isEqualTo(payment);
        assertThat(only(stripe.books.event("evt_3", "payment_intent.canceled", stripe.books.intent(payment)))
                        .payment())
                .isEqualTo(payment);
        var charge = stripe.books.charge(4000, "eur");
        assertThat(only(stripe.books.event("evt_4", "charge.refunded", stripe.books.charges.get(charge)))
                        .payment())
                .isEqualTo(charge);
    }

    @Test
    void documentsAsAUserOfStripeRecordedThem() throws Exception {
        var refund = Files.readString(Path.of("src/test/resources/stripe/pay-connector/charge_refund_updated.json"));
        assertThat(only(refund).payment()).isEqualTo("pi_123456");
        var plan = Files.readString(Path.of("src/test/resources/stripe/openapi-fixtures/event.json"));
        assertThat(notices(seller.value(), plan, HOOK_SECRET)).contains(List.of());
    }

    @Test
    void forgedOldForeignAndUnknownAreAllTheSame() {
        var payment = stripe.books.pay(4000, "eur", true);
        var body = stripe.books.event("evt_1", "charge.refunded", stripe.books.charge(payment));
        assertThat(notices(seller.value(), body, "whsec_somebodyElsesSecret")).isEmpty();
        assertThat(notices("nobody-here", body, HOOK_SECRET)).isEmpty();
        assertThat(notices("../../etc", body, HOOK_SECRET)).isEmpty();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(incoming(seller.value(), bytes, null)).isEmpty();
        var old = StripeSignature.header(clock.instant().minusSeconds(301), bytes, List.of(HOOK_SECRET));
        assertThat(incoming(seller.value(), bytes, old)).isEmpty();
    }

    @Test
    void theOldSecretIsGoodForADay() {
        var payment = stripe.books.pay(4000, "eur", true);
        var body = stripe.books.event("evt_1", "charge.refunded", stripe.books.charge(payment));
        accounts.set(seller, null, "whsec_anotherHookSecret", actor);
        assertThat(notices(seller.value(), body, HOOK_SECRET)).isPresent();
        assertThat(notices(seller.value(), body, "whsec_anotherHookSecret")).isPresent();
        clock.advance(StripeAccounts.OVERLAP.plus(Duration.ofSeconds(1)));
        assertThat(notices(seller.value(), body, HOOK_SECRET)).isEmpty();
        assertThat(notices(seller.value(), body, "whsec_anotherHookSecret")).isPresent();
    }

    @Test
    void anEventOfTheOtherModeConcernsNobody() {
        var payment = stripe.books.pay(4000, "eur", true);
        var body = stripe.books
                .event("evt_1", "charge.refunded", stripe.books.charge(payment))
                .replaceFirst("\"livemode\":false,\"object\":\"event\"", "\"livemode\":true,\"object\":\"event\"");
        assertThat(body).contains("\"livemode\":true,\"object\":\"event\"");
        assertThat(notices(seller.value(), body, HOOK_SECRET)).contains(List.of());
    }

    @Test
    void nonsenseThatIsSignedIsTakenAndForgotten() {
        for (var body : List.of("", "[]", "null", "{}", "{\"data\": {\"object\": 7}}", "{".repeat(5000))) {
            assertThat(notices(seller.value(), body, HOOK_SECRET)).as(body).contains(List.of());
        }
    }

    @Test
    void whatMovedIsListedOverAllPages() {
        var since = clock.instant();
        var taken = stripe.books.pay(4000, "eur", true);
        var held = stripe.books.pay(3000, "eur", false);
        var released = stripe.books.pay(2000, "eur", false);
        stripe.books.cancel(released, "expired");
        for (int i = 0; i < 120; i++) {
            stripe.books.pay(100, "usd", true);
        }
        var instruction = refund(taken, 1000);
        gateway.send(instruction);
        stripe.books.dispute(taken, 3000, "lost");
        var all = new ArrayList<ProviderMovement>();
        String next = null;
        do {
            var page = gateway.movements(seller.value(), since, next);
            all.addAll(page.movements());
            next = page.next();
        } while (next != null);
        assertThat(all)
                .doesNotHaveDuplicates()
                .hasSize(124)
                .noneMatch(moved -> moved.payment().equals(held));
        assertThat(all.stream().filter(moved -> moved.payment().equals(taken)))
                .extracting(ProviderMovement::kind)
                .containsExactlyInAnyOrder(Kind.CAPTURED, Kind.REFUNDED, Kind.DISPUTE_LOST);
        assertThat(all.stream().filter(moved -> instruction.key().equals(moved.key())))
                .singleElement()
                .satisfies(moved -> assertThat(moved.amount()).isEqualTo(1000));
        assertThat(all.stream().filter(moved -> moved.payment().equals(released)))
                .extracting(ProviderMovement::kind)
                .containsExactly(Kind.RELEASED);
    }
}
