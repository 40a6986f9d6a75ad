package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import dev.countermand.payments.spi.PaymentGateway.Instruction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// A fifth of all answers is lost, refunds stay on their way, come back, are made by hand; several
/// workers at once. Nothing moves twice and nothing is lost.
class ProviderChaosTests extends PretendShop {

    private static final int ORDERS = 120;
    private static final int LOST_PERCENT = 20;
    private static final int DROPPED_PERCENT = 10;
    private static final long SEED = 20261122;

    @Test
    void noRefundIsDoubledAndNoneIsLost() {
        var random = new Random(SEED);
        var tries = new ConcurrentHashMap<String, Integer>();
        provider.drop(i -> dice(i, "dropped" + tries.merge(i.key(), 1, Integer::sum)) < DROPPED_PERCENT);
        provider.lose(i -> dice(i, "lost" + tries.get(i.key())) < LOST_PERCENT);
        provider.pend(i -> dice(i, "pending") < 15);
        var orders = new ArrayList<Order>();
        for (int n = 0; n < ORDERS; n++) {
            var order = paid(4, random.nextInt(3) > 0);
            cancel(order, 1 + random.nextInt(3));
            orders.add(order);
            if (random.nextInt(8) == 0) {
                provider.capture(at(order), provider.truth(at(order)).held());
            }
        }
        for (int round = 0; round < 40 && isAnyOpen(); round++) {
            clock.advance(Duration.ofMinutes(2));
            atOnce(4);
            if (round % 5 == 4) {
                orders.forEach(this::arrive);
            }
        }
        for (var order : orders) {
            var truth = provider.truth(at(order));
            var payment = payment(order);
            assertThat(states(order)).allMatch(state -> state.endsWith("done") || state.endsWith("superseded"));
            assertThat(payment.refunded()).isEqualTo(truth.refunded());
            assertThat(payment.voided()).isEqualTo(truth.released());
            assertThat(payment.voided() + payment.refunded())
                    .isEqualTo(money(order).total() - money(order).remaining());
            assertThat(waiting(order)).isEmpty();
        }
        assertThat(sameKeyOtherWords()).isEmpty();
        assertThat(provider.sent()).hasSizeGreaterThan(ORDERS);
    }

    @Test
    void thirtyTwoCallersWhoWantOnePaymentBackGetItOnce() throws Exception {
        var order = paid(32, true);
        provider.lose(i -> dice(i, "lost") < LOST_PERCENT);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<?>>();
            for (int n = 0; n < 32; n++) {
                calls.add(threads.submit(() -> cancel(order, 1)));
            }
            for (var call : calls) {
                call.get();
            }
        }
        atOnce(8);
        for (int round = 0; round < 20 && isAnyOpen(); round++) {
            clock.advance(Duration.ofSeconds(20));
            atOnce(2);
        }
        assertThat(payment(order).refunded()).isEqualTo(32_000);
        assertThat(gone(order)).isEqualTo(32_000);
        assertThat(provider.truth(at(order)).refunds()).hasSize(32);
    }

    /// Several processes, each with workers of its own.
    private void atOnce(int processes) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < processes; n++) {
                var process = sender(provider);
                threads.execute(process::tick);
            }
            threads.execute(looker::tick);
        }
    }

    private void arrive(Order order) {
        provider.truth(at(order)).refunds().forEach(refund -> provider.arrive(String.valueOf(refund.key())));
    }

    /// Of this test's: what others left behind is due no more.
    private boolean isAnyOpen() {
        return jdbc.sql("select exists (select 1 from payments.effect where due_at is not null)")
                .query(Boolean.class)
                .single();
    }

    private List<String> sameKeyOtherWords() {
        return provider.sent().stream()
                .collect(Collectors.groupingBy(Instruction::key, Collectors.toSet()))
                .entrySet()
                .stream()
                .filter(each -> each.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// By the key, which is drawn anew in each run: what falls differs, how often it falls hardly.
    private static int dice(Instruction instruction, String what) {
        var crc = new CRC32C();
        crc.update((SEED + what + instruction.key()).getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % 100);
    }
}
