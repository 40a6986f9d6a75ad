package dev.countermand.notifications.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplayTests extends WebhookHouse {

    @Test
    void whatHappenedBeforeComesLaterAndOnlyOnce() {
        var begun = clock.instant();
        take("P1");
        follow();
        clock.advance(Duration.ofHours(1));
        take("P2");
        follow();
        var id = endpoint(",\"kinds\":[\"order.taken\"]").path("id").asString();
        take("P3");
        follow();
        worker.drain();
        assertThat(receiver.calls().stream().map(Receiver.Call::order)).containsExactly("P3");

        replay(id, "{\"since\":\"" + begun.plus(Duration.ofMinutes(30)) + "\"}");
        assertThat(orders()).containsExactlyInAnyOrder("P2", "P3");
        replay(id, "{\"since\":\"" + begun + "\"}");
        assertThat(orders()).containsExactlyInAnyOrder("P1", "P2", "P3");
        replay(id, "{\"after\":0}");
        assertThat(orders()).containsExactlyInAnyOrder("P1", "P2", "P3");
        replay(id, "{\"after\":0,\"all\":true}");
        assertThat(orders()).containsExactlyInAnyOrder("P1", "P2", "P3", "P1", "P2", "P3");
        assertThat(receiver.calls().stream().map(Receiver.Call::id).distinct()).hasSize(3);
        assertThat(receiver.calls().stream().map(Receiver.Call::body).distinct())
                .hasSize(3);
    }

    @Test
    void anOrderThatIsToldAgainIsToldInItsOrder() {
        var id = endpoint(",\"kinds\":[\"order.taken\",\"cancellation.*\"]")
                .path("id")
                .asString();
        take("P4");
        cancel("P4", 1);
        cancel("P4", 1);
        follow();
        worker.drain();
        replay(id, "{\"after\":0,\"all\":true}");
        assertThat(receiver.calls().stream()
                        .map(call -> call.json().path("data").path("seq").asLong())
                        .skip(3))
                .isSorted()
                .hasSize(3);
    }

    @Test
    void oneIsSentAgainAtOnceThoughItHadArrived() {
        var id = endpoint(",\"kinds\":[\"order.taken\"]").path("id").asString();
        take("P5");
        follow();
        worker.drain();
        var delivery = deliveries(id, "delivered").getFirst().path("id").asString();
        var button = operator().with("Idempotency-Key", "again-1");
        assertThat(button.post("/v1/webhooks/deliveries/" + delivery + "/replay", "")
                        .status())
                .isEqualTo(202);
        worker.drain();
        assertThat(button.post("/v1/webhooks/deliveries/" + delivery + "/replay", "")
                        .status())
                .isEqualTo(202);
        worker.drain();
        assertThat(receiver.calls()).hasSize(2);
        assertThat(receiver.calls().get(0).body())
                .isEqualTo(receiver.calls().get(1).body());
    }

    @Test
    void aReplayThatMakesNoSenseIsRefused() {
        var id = endpoint("").path("id").asString();
        var path = "/v1/webhooks/endpoints/" + id + "/replay";
        assertThat(operator().post(path, "{}").status()).isEqualTo(422);
        assertThat(operator().post(path, "{\"failed\":true,\"after\":1}").status())
                .isEqualTo(422);
        assertThat(operator().post(path, "{\"after\":-1}").status()).isEqualTo(422);
        assertThat(operator().post(path, "{\"after\":999999999}").status()).isEqualTo(422);
        assertThat(operator().post(path, "{\"since\":\"yesterday\"}").status()).isEqualTo(422);
        assertThat(operator()
                        .post(path, "{\"failed\":true}")
                        .json()
                        .path("replayed")
                        .asInt())
                .isZero();
    }

    private void replay(String id, String body) {
        var answer = operator().post("/v1/webhooks/endpoints/" + id + "/replay", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        replays.tick();
        assertThat(endpointNow(id).path("replaying").asBoolean()).isFalse();
        worker.drain();
    }

    private java.util.List<String> orders() {
        return receiver.calls().stream().map(Receiver.Call::order).toList();
    }
}
