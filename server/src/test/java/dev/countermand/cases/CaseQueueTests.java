package dev.countermand.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseQueueTests {

    private static final SellerId OTHER = new SellerId("other");

    CaseHouse house;
    Instant now = Instant.EPOCH;

    @BeforeEach
    void open() {
        house = new CaseHouse();
        now = house.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void showsTheMostUrgentFirstAndThoseWithoutAClockLast() {
        var order = house.order();
        put(order, "money", "never", null);
        put(order, "attempt", "late", now.plusSeconds(60));
        put(order, "approval", "soon", now.plusSeconds(1));
        assertThat(subjects(house.queue.list(Set.of(), null, null, 10))).containsExactly("soon", "late", "never");
        assertThat(house.queue.list(Set.of(), null, null, 3).next()).isNull();
        var first = house.queue.list(Set.of(), null, null, 1).items().getFirst();
        assertThat(first)
                .isEqualTo(new CaseQueue.Item(
                        order, "approval", "soon", "warehouse", "Please answer.", now, now.plusSeconds(1)));
    }

    @Test
    void goesThroughThePagesWithoutSkippingOrRepeatingThoughTheyTie() {
        var expected = new ArrayList<String>();
        for (int i = 0; i < 25; i++) {
            var order = house.order(i % 2 == 0 ? CaseHouse.KORS : OTHER);
            put(order, "attempt", "a" + i, i % 3 == 0 ? null : now.plusSeconds(i % 4));
            put(order, "money", "m" + i, null);
            expected.add("a" + i);
            expected.add("m" + i);
        }
        assertThat(through(Set.of(), null)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(through(Set.of(CaseHouse.KORS, OTHER), null)).isEqualTo(through(Set.of(), null));
        assertThat(through(Set.of(OTHER), "attempt"))
                .containsExactlyInAnyOrder(
                        "a1", "a3", "a5", "a7", "a9", "a11", "a13", "a15", "a17", "a19", "a21", "a23");
        assertThat(through(Set.of(new SellerId("nobody")), null)).isEmpty();
    }

    @Test
    void keepsOneItemPerKindAndSubjectWithWhatWasSaidLast() {
        var order = house.order();
        put(order, "attempt", "can_1", now.plusSeconds(60));
        house.inTransaction(() -> house.queue.open(new CaseQueue.Item(
                order, "attempt", "can_1", "seller", "Please decide.", now.plusSeconds(5), now.plusSeconds(90))));
        assertThat(house.queue.of(order.id().value()))
                .containsExactly(new CaseQueue.Item(
                        order, "attempt", "can_1", "seller", "Please decide.", now, now.plusSeconds(90)));
    }

    @Test
    void takesItemsOutAndIsFineWithUnknownOnes() {
        var order = house.order();
        put(order, "attempt", "can_1", null);
        put(order, "attempt", "can_2", null);
        house.inTransaction(() -> house.queue.close(order, "attempt", "can_1"));
        house.inTransaction(() -> house.queue.close(order, "attempt", "can_1"));
        house.inTransaction(() -> house.queue.close(house.order(), "attempt", "can_2"));
        assertThat(house.queue.of(order.id().value()))
                .extracting(CaseQueue.Item::subject)
                .containsExactly("can_2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{}",
                "[1]",
                "{\"due\":\"infinity\",\"part\":0,\"order\":\"x\",\"kind\":\"k\",\"subject\":\"s\"}",
                "{\"due\":\"infinity\",\"part\":7,\"order\":\"00000000-0000-0000-0000-000000000000\",\"kind\":\"k\",\"subject\":\"s\"}",
                "{\"due\":\"today\",\"part\":0,\"order\":\"00000000-0000-0000-0000-000000000000\",\"kind\":\"k\",\"subject\":\"s\"}",
                "{\"due\":\"infinity\",\"part\":0,\"order\":\"00000000-0000-0000-0000-000000000000\"}"
            })
    void refusesPlacesItNeverGave(String place) {
        var encoded = Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
        for (var after : List.of(place, encoded)) {
            assertThatThrownBy(() -> house.queue.list(Set.of(), null, after, 10))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
                        assertThat(problem.errors())
                                .extracting(Problem.Violation::pointer)
                                .containsExactly("/after");
                    });
        }
    }

    private List<String> through(Set<SellerId> sellers, @Nullable String kind) {
        var subjects = new ArrayList<String>();
        String after = null;
        do {
            var page = house.queue.list(sellers, kind, after, 4);
            subjects.addAll(subjects(page));
            after = page.next();
        } while (after != null);
        return subjects;
    }

    private static List<String> subjects(CaseQueue.Page page) {
        return page.items().stream().map(CaseQueue.Item::subject).toList();
    }

    private void put(OrderRef order, String kind, String subject, @Nullable Instant due) {
        house.inTransaction(() ->
                house.queue.open(new CaseQueue.Item(order, kind, subject, "warehouse", "Please answer.", now, due)));
    }
}
