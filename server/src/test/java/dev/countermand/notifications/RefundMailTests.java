package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.connectors.mail.Smtp;
import dev.countermand.connectors.mailbox.OpenMailbox;
import dev.countermand.connectors.sandbox.Contract;
import dev.countermand.connectors.sandbox.town.Companies;
import dev.countermand.connectors.sandbox.town.ErrandWorker;
import dev.countermand.connectors.sandbox.town.Odds;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Snapshots;
import dev.countermand.payments.MoneyRounds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

/// A refund that the provider settles late, and one that comes back days later, through the sandbox's provider
/// and over SMTP: what the shopper reads, when, and not before.
@AppTest
@TestPropertySource(properties = "countermand.demo=true")
class RefundMailTests extends Letters {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US).withZone(ZoneOffset.UTC);

    /// All of the example order.
    private static final long AMOUNT = 42845;

    @Autowired
    ApplicationContext house;

    @Autowired
    Companies companies;

    @Autowired
    ErrandWorker errands;

    @Autowired
    Contract contract;

    @BeforeEach
    void everyRefundIsLate() {
        jdbc.sql("update payments.effect set due_at = null").update();
        jdbc.sql("update sandbox.errand set done_at = due_at where done_at is null")
                .update();
        companies.set(Companies.PAYMENTS, new Odds(100, 0, 0, 100, 0, 0, 0, 3, 60, 7));
    }

    @Test
    void aShopperReadsThatHisMoneyWasSentOnceItWasAndThatItCameBackWhenItDid() throws Exception {
        var order = canceledAndCharged();
        try (var mailbox = mailbox()) {
            var asked = DAY.format(clock.instant());
            MoneyRounds.tick(house);
            assertThat(mails(order, mailbox)).containsExactly("Canceled: order " + order.number());

            pass(Duration.ofSeconds(61));
            assertThat(mails(order, mailbox))
                    .as(
                            "%s",
                            operator()
                                    .get("/v1/orders/" + order.number() + "/payments?seller=" + seller)
                                    .text())
                    .containsExactly(
                            "Canceled: order " + order.number(), "Your money was sent back: order " + order.number());
            for (var words : both(order, mailbox, "Your money was sent back: order " + order.number())) {
                assertThat(words)
                        .contains("€428.45 was sent back to your card.", "It was sent on " + asked)
                        .contains("Your bank usually shows it within 3 to 10 business days.")
                        .doesNotContain("came back");
            }

            clock.advance(Duration.ofDays(3));
            fail(effect(order));
            pass(Duration.ofSeconds(5));
            var subject = "Your money came back to us: order " + order.number();
            assertThat(mails(order, mailbox)).hasSize(3).last().isEqualTo(subject);
            for (var words : both(order, mailbox, subject)) {
                assertThat(words)
                        .contains("€428.45 that was sent back to your card did not arrive and came back.")
                        .contains("The money is still owed to you.")
                        .doesNotContain("was sent on");
            }
        }
    }

    /// Makes a charge at the provider, an order that it paid, and cancels all of it.
    private OrderRef canceledAndCharged() throws IOException, InterruptedException {
        var number = "T" + NUMBERS.incrementAndGet();
        var charge = "ch_" + UUID.randomUUID();
        provider(
                "charges",
                "{\"id\": \"%s\", \"seller\": \"%s\", \"amount\": %d, \"currency\": \"EUR\", \"capture\": true}"
                        .formatted(charge, seller, AMOUNT));
        var snapshot = Snapshots.example();
        snapshot.put("seller", seller).put("number", number);
        var payment = (ObjectNode) snapshot.path("payments").path(0);
        payment.put("id", charge).put("gateway", "sandbox").put("captured", true);
        var put = operator().put("/v1/orders/" + number, snapshot.toString());
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        var canceled = operator()
                .post("/v1/orders/" + number + "/cancellations?seller=" + seller, "{\"reason\":\"changed_mind\"}");
        assertThat(canceled.status()).as(canceled.text()).isEqualTo(201);
        return orders.ref(new SellerId(seller), number).orElseThrow();
    }

    private String effect(OrderRef order) {
        return operator()
                .get("/v1/orders/" + order.number() + "/payments?seller=" + seller)
                .json()
                .at("/payments/0/effects/0/id")
                .asString();
    }

    private void fail(String effect) throws IOException, InterruptedException {
        provider("movements/" + effect + "/fail", "{}");
    }

    private void provider(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(contract.address() + "payments/" + path))
                .header("Authorization", "Bearer " + contract.key())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var reply = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isIn(200, 201);
    }

    private void pass(Duration time) {
        clock.advance(time);
        errands.tick();
        MoneyRounds.tick(house);
        clock.advance(Duration.ofSeconds(5));
        errands.tick();
        MoneyRounds.tick(house);
    }

    /// Tells what there is to tell, and answers the subjects of all that arrived, the oldest first.
    private List<String> mails(OrderRef order, OpenMailbox mailbox) {
        tellAll(order);
        worker(Smtp.to(mailbox.get())).drain();
        return mailbox.get().list(null, order.number(), null, 10).mails().reversed().stream()
                .map(mail -> mail.subject())
                .toList();
    }

    /// The text and the HTML of a mail, spaces as single ones.
    private List<String> both(OrderRef order, OpenMailbox mailbox, String subject) {
        var mail = mailbox.get().list(null, order.number(), null, 10).mails().stream()
                .filter(each -> each.subject().equals(subject))
                .findFirst()
                .orElseThrow();
        var letter = mailbox.get().open(mail.id()).orElseThrow();
        return List.of(letter.text().replaceAll("\\s+", " "), letter.html().replaceAll("\\s+", " "));
    }
}
