package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.OrderRef;
import dev.countermand.notifications.spi.Messenger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// A message that cannot be handed over fails where staff see it, holds nobody up, and can be sent again.
@AppTest
class MessageFailureTests extends Letters {

    @Test
    void givesUpAfterItsLastTryAndSaysSo() {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        var tries = new AtomicInteger();
        var worker = worker(new Fake(letter -> {
            tries.incrementAndGet();
            throw new IllegalStateException("421 not today");
        }));
        for (int i = 0; i < Messages.ATTEMPTS_MAX + 3; i++) {
            worker.drain();
            clock.advance(MessageWorker.RETRY_MAX);
        }
        assertThat(tries).hasValue(Messages.ATTEMPTS_MAX);
        assertThat(told(order).path("status").asString()).isEqualTo("failed");
        assertThat(told(order).path("error").asString()).isEqualTo("421 not today");
        assertThat(queued(order)).hasSize(1);
    }

    @Test
    void aRefusedAddressFailsVisiblyAndGoesToTheNewAddressWhenResent() {
        var order = canceledOrder("nobody@example.org");
        tellAll(order);
        worker(new Fake(letter -> {
                    throw new Messenger.Refused("550 no such user nobody@example.org", null);
                }))
                .drain();
        var told = told(order);
        assertThat(told.path("status").asString()).isEqualTo("failed");
        assertThat(told.path("error").asString()).startsWith("550");
        assertThat(queued(order))
                .hasSize(1)
                .allSatisfy(item -> assertThat(item.summary()).doesNotContain("nobody@example.org"));

        put(order.number(), "ada.new@example.org");
        var again = operator().post("/v1/messages/" + told.path("id").asString() + "/resend?seller=" + seller, "");
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(queued(order)).isEmpty();
        var letters = new ArrayList<Messenger.Letter>();
        worker(new Fake(letters::add)).drain();
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().to().address()).isEqualTo("ada.new@example.org");
        assertThat(letters.getFirst().messageId()).startsWith(told.path("id").asString());
    }

    @Test
    void withoutAnAddressTheMessageFailsVisibly() {
        var order = canceledOrder(null);
        tellAll(order);
        worker(new Fake(letter -> {
                    throw new AssertionError("handed to nobody");
                }))
                .drain();
        var told = told(order);
        assertThat(told.path("status").asString()).isEqualTo("failed");
        assertThat(told.path("error").asString()).isEqualTo("no_address");
        assertThat(queued(order)).hasSize(1);
        var again = operator().post("/v1/messages/" + told.path("id").asString() + "/resend", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("no_address");
    }

    @Test
    void aFactThatCannotBePutIntoWordsHoldsNobodyElseUp() {
        var order = canceledOrder("ada@example.org");
        var fact = log.timeline(order.id(), 0, 100).stream()
                .filter(entry -> entry.kind().equals("cancellation.canceled"))
                .findFirst()
                .orElseThrow();
        var body = (ObjectNode) fact.body().deepCopy();
        body.remove("items");
        tell(new Entry(1, order, fact.seq(), fact.kind(), fact.at(), "", "", "", body));
        assertThat(told(order).path("status").asString()).isEqualTo("failed");
        assertThat(told(order).path("error").asString()).isEqualTo("not_written");
        assertThat(queued(order)).hasSize(1);

        // Once it can be said (here: the fact in the log was whole all along), a resend says it.
        operator().post("/v1/messages/" + told(order).path("id").asString() + "/resend", "");
        var letters = new ArrayList<Messenger.Letter>();
        worker(new Fake(letters::add)).drain();
        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().subject()).isEqualTo("Canceled: order " + order.number());
    }

    private List<CaseQueue.Item> queued(OrderRef order) {
        return queue.of(order.id().value()).stream()
                .filter(item -> item.kind().equals("message_failed"))
                .toList();
    }
}
