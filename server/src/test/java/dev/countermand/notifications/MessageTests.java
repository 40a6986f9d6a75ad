package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.connectors.mail.Smtp;
import dev.countermand.notifications.spi.Messenger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// From the committed fact to the mail and back to the desk, over real HTTP, PostgreSQL and SMTP.
@AppTest
class MessageTests extends Letters {

    @Test
    void aFactIsToldOnceHoweverOftenItIsGiven() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        tellAll(order);
        try (var mailbox = mailbox()) {
            worker(Smtp.to(mailbox.get())).drain();
            worker(Smtp.to(mailbox.get())).drain();

            var mails = mailbox.get().list(null, order.number(), null, 10).mails();
            assertThat(mails).hasSize(1);
            assertThat(mails.getFirst().copies()).isOne();
            assertThat(mails.getFirst().subject()).isEqualTo("Canceled: order " + order.number());
            assertThat(mails.getFirst().messageId()).matches("<msg_[0-9a-f]{32}@localhost>");
            var text = mailbox.get().open(mails.getFirst().id()).orElseThrow().text();
            assertThat(text).contains("Order Canceled", "You will not be charged.");
        }
        var told = told(order);
        assertThat(told.path("status").asString()).isEqualTo("sent");
        assertThat(told.path("attempts").asInt()).isOne();
        assertThat(told.path("recipient").asString()).isEqualTo("ada@example.org");
        assertThat(told.path("sentAt").asString()).isNotEmpty();
    }

    @Test
    void theLinkInTheMailOpensTheOrderAndIsNotShownToStaff() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        var letters = new ArrayList<Messenger.Letter>();
        worker(new Fake(letters::add)).drain();

        var link = LINK.matcher(letters.getFirst().text());
        assertThat(link.find()).isTrue();
        var uri = URI.create(link.group());
        assertThat(letters.getFirst().html()).contains(uri.getRawPath());
        assertThat(Http.at(port).get(uri.getRawPath() + "?" + uri.getRawQuery()).status())
                .isBetween(200, 399);
        assertThat(Http.at(port)
                        .get(uri.getRawPath() + "?" + uri.getRawQuery() + "x")
                        .status())
                .isEqualTo(401);
        assertThat(told(order).path("text").asString()).contains("[link]").doesNotContain(uri.getRawQuery());
    }

    @Test
    void aWorkerThatDiesBeforeItsRecordLeavesOneMailReceivedTwice() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        try (var mailbox = mailbox()) {
            var messenger = Smtp.to(mailbox.get());
            var now = clock.instant();
            var claim = store.claim(now, now.plus(MessageWorker.LEASE), 1).getFirst();
            messenger.hand(claim.letter()); // 250, and then nothing more of this worker

            worker(messenger).drain();
            assertThat(told(order).path("status").asString()).isEqualTo("pending");
            clock.advance(MessageWorker.LEASE);
            worker(messenger).drain();

            var mails = mailbox.get().list(null, order.number(), null, 10).mails();
            assertThat(mails).hasSize(1);
            assertThat(mails.getFirst().copies()).isEqualTo(2);
        }
        assertThat(told(order).path("status").asString()).isEqualTo("sent");
        assertThat(told(order).path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void anErrorAfterTheOtherSideTookItSendsTheSameMailAgain() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        try (var mailbox = mailbox()) {
            var real = Smtp.to(mailbox.get());
            worker(new Fake(letter -> {
                        real.hand(letter);
                        throw new IllegalStateException("connection lost after 250");
                    }))
                    .drain();
            clock.advance(MessageWorker.RETRY_FIRST);
            worker(real).drain();
            var mails = mailbox.get().list(null, order.number(), null, 10).mails();
            assertThat(mails).hasSize(1);
            assertThat(mails.getFirst().copies()).isEqualTo(2);
        }
    }

    @Test
    void waitsLongerAndLongerForAMailServerThatIsDownAndSendsWhenItIsBack() throws Exception {
        var order = canceledOrder("ada@example.org");
        tellAll(order);
        try (var mailbox = mailbox()) {
            var messenger = Smtp.to(mailbox.get());
            mailbox.get().stop();
            worker(messenger).drain();
            assertThat(told(order).path("status").asString()).isEqualTo("pending");
            assertThat(told(order).path("error").asString()).contains("closed");
            clock.advance(MessageWorker.RETRY_FIRST.minusMillis(1));
            worker(messenger).drain();
            assertThat(told(order).path("attempts").asInt()).isOne();

            mailbox.get().start();
            clock.advance(Duration.ofMillis(1));
            worker(messenger).drain();
            assertThat(mailbox.get().list(null, order.number(), null, 10).mails())
                    .hasSize(1);
        }
        assertThat(told(order).path("status").asString()).isEqualTo("sent");
        assertThat(told(order).has("error")).isFalse();
        assertThat(List.of(1, 2, 3, 12, 13, 19))
                .extracting(MessageWorker::pause)
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5 << 11),
                        Duration.ofSeconds(5 << 12),
                        Duration.ofHours(6));
    }

    @Test
    void twoWorkersHandEachMessageOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            tellAll(canceledOrder("ada@example.org"));
        }
        var handed = new ConcurrentHashMap<String, Integer>();
        var go = new CountDownLatch(1);
        var done = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                var worker = worker(new Fake(letter -> handed.merge(letter.messageId(), 1, Integer::sum)));
                done.add(threads.submit(() -> {
                    go.await();
                    worker.drain();
                    return null;
                }));
            }
            go.countDown();
            for (var future : done) {
                future.get();
            }
        }
        assertThat(handed)
                .hasSize(20)
                .allSatisfy((id, times) -> assertThat(times).isOne());
    }

    @Test
    void aRenewedLeaseIsNotTakenOverAndATakenOverOneCannotRecordAFailure() {
        tellAll(canceledOrder("ada@example.org"));
        var now = clock.instant();
        var slow = store.claim(now, now.plusSeconds(30), 1).getFirst();
        assertThat(store.renew(slow, now.plusSeconds(60))).isTrue();
        assertThat(store.claim(now.plusSeconds(45), now.plusSeconds(75), 1)).isEmpty();

        var heir = store.claim(now.plusSeconds(60), now.plusSeconds(90), 1).getFirst();
        assertThat(heir.id()).isEqualTo(slow.id());
        assertThat(store.renew(slow, now.plusSeconds(120))).isFalse();
        assertThat(store.failed(slow, null, "too late to say")).isFalse();
        store.sent(List.of(heir), now.plusSeconds(61));
        assertThat(store.failed(heir, null, "sent already")).isFalse();
    }
}
