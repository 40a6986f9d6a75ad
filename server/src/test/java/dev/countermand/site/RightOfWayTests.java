package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RightOfWayTests {

    private final RightOfWay way = new RightOfWay();

    @Test
    void whoNobodyWaitsForGoesOnWhenTheCommandsAreDone() throws Exception {
        var leave = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var inside = crowd(threads, leave);
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
            var behind = threads.submit(way::giveWay);
            leave.countDown();
            behind.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoNobodyWaitsForIsNotHeldUpForever() throws Exception {
        var leave = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var inside = crowd(threads, leave);
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
            long began = System.nanoTime();
            way.giveWay();
            assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
            leave.countDown();
        }
    }

    @Test
    void aCommandThatFailsIsNotUnderWayAnyMore() {
        for (int i = 0; i < 10; i++) {
            try {
                way.first(() -> {
                    throw new IllegalStateException("no");
                });
            } catch (IllegalStateException expected) {
                // Next.
            }
        }
        assertThat(way.isCrowded()).isFalse();
    }

    private CountDownLatch crowd(java.util.concurrent.ExecutorService threads, CountDownLatch leave) {
        var inside = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            threads.submit(() -> way.first(() -> {
                inside.countDown();
                return await(leave);
            }));
        }
        return inside;
    }

    private static boolean await(CountDownLatch leave) {
        try {
            return leave.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
