package dev.countermand.notifications.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.Database;
import dev.countermand.connectors.mail.Smtp;
import dev.countermand.connectors.mailbox.OpenMailbox;
import dev.countermand.kernel.Ids;
import dev.countermand.notifications.webhooks.Receiver.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// From the committed fact to the receiver, and what happens when he does not take it.
class DeliveryTests extends WebhookHouse {

    @Autowired
    EndpointMailStore mails;

    @Test
    void everyFactArrivesOnceSignedInOrderAndWithoutThePerson() {
        var secret = endpoint("").path("secret").asString();
        endpoint(",\"kinds\":[\"payment.*\",\"order.taken\"]");
        var order = take("W1");
        cancel("W1", 1);
        follow();
        follow();
        worker.drain();
        worker.drain();
        var all = receiver.calls().stream()
                .filter(call -> call.isSignedWith(secret))
                .toList();
        assertThat(all.stream().map(Receiver.Call::type))
                .startsWith("order.taken")
                .contains("cancellation.canceled", "payment.planned");
        assertThat(receiver.types()).filteredOn("order.taken"::equals).hasSize(2);
        assertThat(receiver.types()).filteredOn("cancellation.canceled"::equals).hasSize(1);
        var seqs = all.stream()
                .map(call -> call.json().path("data").path("seq").asLong())
                .toList();
        assertThat(seqs).isSorted().doesNotHaveDuplicates().hasSize(all.size());
        var canceled = all.stream()
                .filter(call -> call.type().equals("cancellation.canceled"))
                .findFirst()
                .orElseThrow();
        var data = canceled.json().path("data");
        assertThat(canceled.id()).isEqualTo(data.path("event").asString()).startsWith("evt_");
        assertThat(data.path("orderId").asString()).isEqualTo(order.id().toString());
        assertThat(data.path("fact").path("items").get(0).path("quantity").asInt())
                .isOne();
        assertThat(receiver.calls())
                .allSatisfy(call -> assertThat(call.body())
                        .doesNotContain("Ada", "ada@example.org", "+4930123456", "Test Street", "canary", "erased"));
    }

    @Test
    void aRetryIsTheSameBytesUnderTheSameIdAndEndsAfter75Hours() throws Exception {
        var endpoint = endpoint(",\"contact\":\"it@shop.example\",\"kinds\":[\"order.taken\",\"cancellation.*\"]");
        var id = endpoint.path("id").asString();
        receiver.answering(500);
        var order = take("W2");
        cancel("W2", 1);
        follow();
        var begun = clock.instant();
        worker.drain();
        for (int tries = 1; tries < RetryRules.TRIES_MAX; tries++) {
            assertThat(receiver.calls()).hasSize(tries);
            clock.advance(RetryRules.PAUSES.get(tries - 1).multipliedBy(11).dividedBy(10));
            worker.drain();
        }
        assertThat(Duration.between(begun, clock.instant())).isGreaterThan(Duration.ofHours(75));
        assertThat(receiver.calls()).hasSize(RetryRules.TRIES_MAX);
        assertThat(receiver.calls().stream().map(Receiver.Call::body).distinct())
                .hasSize(1);
        assertThat(receiver.calls().stream().map(Receiver.Call::id).distinct()).hasSize(1);
        assertThat(receiver.calls().stream().map(Receiver.Call::timestamp).distinct())
                .hasSize(RetryRules.TRIES_MAX);

        var now = endpointNow(id);
        assertThat(now.path("enabled").asBoolean()).isFalse();
        assertThat(now.path("pausedWhy").asString()).isEqualTo("failing");
        assertThat(deliveries(id, "failed")).hasSize(1);
        assertThat(deliveries(id, "waiting")).hasSize(1);
        assertThat(queue.of(order.id().value())).anyMatch(item -> item.kind().equals("webhook_failed"));
        try (var mailbox = new OpenMailbox(Database.fresh(), clock)) {
            new EndpointMailWorker(mails, List.of(Smtp.to(mailbox.get())), clock).tick();
            var mail = mailbox.get().list(null, null, null, 10).mails();
            assertThat(mail).hasSize(1);
            assertThat(mail.getFirst().to()).isEqualTo("it@shop.example");
            assertThat(mail.getFirst().subject()).isEqualTo("Webhooks are paused: nothing arrives");
            assertThat(mailbox.get().open(mail.getFirst().id()).orElseThrow().text())
                    .contains("answered 500", "/desk/webhooks/" + id);
        }

        receiver.answering(200);
        worker.drain();
        assertThat(receiver.calls()).hasSize(RetryRules.TRIES_MAX);
        operator().send("PATCH", "/v1/webhooks/endpoints/" + id, "application/json", "{\"enabled\":true}");
        worker.drain();
        assertThat(receiver.types()
                        .subList(RetryRules.TRIES_MAX, receiver.types().size()))
                .containsExactly("order.taken", "cancellation.canceled");
        assertThat(queue.of(order.id().value())).noneMatch(item -> item.kind().equals("webhook_failed"));
        assertThat(deliveries(id, "delivered")).hasSize(2);
    }

    @Test
    void aStubbornEventHoldsBackItsOwnOrderOnlyUntilItIsSkipped() {
        var id = endpoint(",\"kinds\":[\"order.taken\",\"cancellation.*\"]")
                .path("id")
                .asString();
        receiver.answering(call ->
                new Reply(call.order().equals("BAD") && call.type().equals("order.taken") ? 400 : 200, Map.of()));
        take("BAD");
        cancel("BAD", 1);
        take("GOOD");
        cancel("GOOD", 1);
        follow();
        worker.drain();
        assertThat(good()).containsExactly("order.taken", "cancellation.canceled");
        for (var pause : RetryRules.PAUSES) {
            clock.advance(pause.multipliedBy(11).dividedBy(10));
            worker.drain();
        }
        // Another order arrived: the endpoint works, and only this event is given up.
        assertThat(deliveries(id, "failed")).hasSize(1);
        take("LATER");
        follow();
        worker.drain();
        assertThat(receiver.calls().getLast().order()).isEqualTo("LATER");
        assertThat(receiver.calls())
                .noneMatch(call -> call.order().equals("BAD") && call.type().startsWith("canc"));

        var failed = deliveries(id, "failed").getFirst().path("id").asString();
        assertThat(operator()
                        .post("/v1/webhooks/deliveries/" + failed + "/skip", "")
                        .status())
                .isEqualTo(200);
        worker.drain();
        assertThat(receiver.calls().getLast().order()).isEqualTo("BAD");
        assertThat(receiver.calls().getLast().type()).isEqualTo("cancellation.canceled");
        assertThat(operator()
                        .post("/v1/webhooks/deliveries/" + failed + "/skip", "")
                        .code())
                .isEqualTo("not_failed");
        var detail = operator().get("/v1/webhooks/deliveries/" + failed).json();
        assertThat(detail.path("attempts").size()).isEqualTo(RetryRules.TRIES_MAX);
        assertThat(detail.path("attempts").get(0).path("status").asInt()).isEqualTo(400);
    }

    private List<String> good() {
        return receiver.calls().stream()
                .filter(call -> call.order().equals("GOOD"))
                .map(Receiver.Call::type)
                .toList();
    }

    @Test
    void whoIsGoneIsNotCalledAgain() {
        var id = endpoint("").path("id").asString();
        receiver.answering(410);
        take("W4");
        follow();
        worker.drain();
        clock.advance(Duration.ofDays(2));
        worker.drain();
        assertThat(receiver.calls()).hasSize(1);
        assertThat(endpointNow(id).path("pausedWhy").asString()).isEqualTo("gone");
    }

    @Test
    void whoAsksForSilenceGetsItForAllThatIsSentThere() {
        var id = endpoint(",\"kinds\":[\"order.taken\"]").path("id").asString();
        receiver.answering(call -> new Reply(429, Map.of("Retry-After", "600")));
        take("W5");
        follow();
        worker.drain();
        receiver.answering(200);
        take("W6");
        follow();
        clock.advance(Duration.ofMinutes(9));
        worker.drain();
        assertThat(receiver.calls()).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        worker.drain();
        assertThat(receiver.calls().stream().map(Receiver.Call::order)).containsExactlyInAnyOrder("W5", "W5", "W6");
        assertThat(deliveries(id, "delivered")).hasSize(2);
    }

    @Test
    void redirectsAreNoArrival() {
        var id = endpoint("").path("id").asString();
        receiver.answering(call -> new Reply(302, Map.of("Location", receiver.url())));
        take("W7");
        follow();
        worker.drain();
        assertThat(receiver.calls()).hasSize(1);
        assertThat(deliveries(id, "pending").getFirst().path("lastStatus").asInt())
                .isEqualTo(302);
    }

    @Test
    void bothSecretsSignWhileTheyChange() {
        var made = endpoint(",\"kinds\":[\"order.taken\"]");
        var id = made.path("id").asString();
        var old = made.path("secret").asString();
        var next = operator()
                .post("/v1/webhooks/endpoints/" + id + "/rotate", "{\"overlapHours\":2}")
                .json()
                .path("secret")
                .asString();
        take("W8");
        follow();
        worker.drain();
        assertThat(receiver.calls().getFirst().isSignedWith(old)).isTrue();
        assertThat(receiver.calls().getFirst().isSignedWith(next)).isTrue();
        clock.advance(Duration.ofHours(2));
        take("W9");
        follow();
        worker.drain();
        assertThat(receiver.calls().getLast().isSignedWith(old)).isFalse();
        assertThat(receiver.calls().getLast().isSignedWith(next)).isTrue();
    }

    @Test
    void twoProcessesAtOnceSendEachEventOnceAndEachOrderInOrder() throws Exception {
        endpoint(",\"kinds\":[\"order.taken\",\"cancellation.*\"]");
        for (int i = 0; i < 12; i++) {
            take("R" + i);
            cancel("R" + i, 1);
            cancel("R" + i, 1);
        }
        follow();
        var workers = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofVirtual().start(new DeliveryWorker(store, courier, clock)::drain))
                .toList();
        for (var each : workers) {
            each.join();
        }
        worker.drain();
        assertThat(receiver.calls()).hasSize(36);
        assertThat(receiver.calls().stream().map(Receiver.Call::id)).doesNotHaveDuplicates();
        for (int i = 0; i < 12; i++) {
            var order = "R" + i;
            assertThat(receiver.calls().stream()
                            .filter(call -> call.order().equals(order))
                            .map(call -> call.json().path("data").path("seq").asLong()))
                    .isSorted()
                    .hasSize(3);
        }
    }

    @Test
    void aWorkerThatDiedLeavesALeaseThatEnds() {
        var id = endpoint(",\"kinds\":[\"order.taken\"]").path("id").asString();
        take("W10");
        follow();
        var now = clock.instant();
        var uuid = Ids.parse("whe", id);
        assertThat(store.claim(uuid, now, now.plus(DeliveryWorker.LEASE))).isPresent();
        worker.drain();
        assertThat(receiver.calls()).isEmpty();
        clock.advance(DeliveryWorker.LEASE.plusSeconds(1));
        worker.drain();
        assertThat(receiver.calls()).hasSize(1);
    }
}
