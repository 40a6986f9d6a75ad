package dev.countermand.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.Database;
import dev.countermand.MutableClock;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PoliciesTests {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Actor SELLER =
            new Actor(Actor.Kind.SELLER, "their key", Set.of(new SellerId("kors")), null, Actor.Channel.API);

    private static final DataSource DATABASE = Database.fresh().dataSource();

    final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(DATABASE));
    final TermsStore store = new TermsStore(JdbcClient.create(DATABASE));
    final Beginnings beginnings = new Beginnings(order -> Map.of());
    final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:15:00.000000900Z"));
    final Policies policies = new Policies(store, beginnings, clock, DAY, List.of("eu"));

    @Test
    void whoeverHasNoTermsHasTheBuiltInOnes() {
        var terms = policies.inForce(new SellerId("none"), clock.instant());
        assertThat(terms.version()).isEqualTo("default-1");
        assertThat(terms.cancellation())
                .isEqualTo(new Terms.Cancellation(
                        Terms.Rule.ALLOWED,
                        Terms.Rule.ALLOWED,
                        null,
                        Set.of(),
                        Set.of(),
                        DAY,
                        Terms.Silence.UNABLE,
                        Terms.ShippingBack.WITH_LAST_UNIT));
    }

    @Test
    void theBuiltInDeadlineIsASettingWithBounds() {
        assertThat(new Policies(store, beginnings, clock, Duration.ofSeconds(1), List.of())
                        .builtIn()
                        .cancellation()
                        .deadline())
                .isEqualTo(Duration.ofSeconds(1));
        for (var wrong : new Duration[] {Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(401)}) {
            assertThatThrownBy(() -> new Policies(store, beginnings, clock, wrong, List.of()))
                    .hasMessageContaining("COUNTERMAND_ATTEMPT_DEADLINE");
        }
    }

    @Test
    void anOrderKeepsTheTermsOfItsInstant() {
        var kors = new SellerId("kors");
        var before = clock.instant();
        clock.advance(Duration.ofHours(1));
        assertThat(publish(kors, deadline(2))).isTrue();
        var first = clock.instant();
        clock.advance(Duration.ofHours(1));
        assertThat(publish(kors, deadline(3))).isTrue();
        var second = clock.instant();
        assertThat(policies.inForce(kors, before).version()).isEqualTo("default-1");
        assertThat(policies.inForce(kors, first)).isEqualTo(new Terms("kors-1", deadline(2)));
        assertThat(policies.inForce(kors, second.minusNanos(2000)).version()).isEqualTo("kors-1");
        assertThat(policies.inForce(kors, second).version()).isEqualTo("kors-2");
        assertThat(policies.inForce(kors, second.plus(Duration.ofDays(4000))).version())
                .isEqualTo("kors-2");
        assertThat(policies.inForce(new SellerId("korsair"), second).version()).isEqualTo("default-1");
        assertThat(policies.versions(kors, 10))
                .extracting(version -> version.terms().version())
                .containsExactly("kors-2", "kors-1");
        assertThat(policies.versions(kors, 1).getFirst())
                .isEqualTo(new Policies.Version(
                        new Terms("kors-2", deadline(3)),
                        null,
                        Instant.parse("2026-11-20T12:15:00.000000Z"),
                        "their key",
                        Instant.parse("2026-11-20T12:15:00.000000Z")));
    }

    @Test
    void whatIsInForceIsNotPublishedAgain() {
        var seller = new SellerId("again");
        assertThat(publish(seller, policies.builtIn().cancellation())).isFalse();
        assertThat(publish(seller, deadline(2))).isTrue();
        assertThat(publish(seller, deadline(2))).isFalse();
        assertThat(publish(seller, deadline(3))).isTrue();
        assertThat(publish(seller, deadline(2))).isTrue();
        assertThat(policies.versions(seller, 10)).hasSize(3);
    }

    @Test
    void termsFromAClockThatWasAheadDoNotKeepLaterOnesOut() {
        var seller = new SellerId("ahead");
        clock.advance(Duration.ofDays(400));
        publish(seller, deadline(2));
        clock.advance(Duration.ofDays(-400));
        publish(seller, deadline(3));
        assertThat(policies.inForce(seller, clock.instant()).version()).isEqualTo("ahead-2");
        assertThat(policies.inForce(seller, clock.instant().plus(Duration.ofDays(401)))
                        .version())
                .isEqualTo("ahead-2");
    }

    @Test
    void whatIsPlannedBeginsAlthoughSomethingElseWasPutIntoForceMeanwhile() {
        var seller = new SellerId("planned");
        var later = clock.instant().plus(DAY);
        publish(seller, deadline(2), later);
        clock.advance(Duration.ofHours(1));
        publish(seller, deadline(3));
        assertThat(policies.inForce(seller, clock.instant()).version()).isEqualTo("planned-2");
        assertThat(policies.inForce(seller, later).version()).isEqualTo("planned-1");
        assertThat(policies.versions(seller, 10))
                .extracting(Policies.Version::name)
                .containsExactly("planned-1", "planned-2");
    }

    @Test
    void ofTwoForTheSameInstantTheLaterPublishedCountsUntilItIsTakenBack() {
        var seller = new SellerId("twice");
        var later = clock.instant().plus(DAY);
        publish(seller, deadline(2), later);
        publish(seller, deadline(3), later);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        assertThat(policies.inForce(seller, later).version()).isEqualTo("twice-2");
        assertThat(store.withdraw(seller, "twice-2", "Mia", now)).isTrue();
        assertThat(store.withdraw(seller, "twice-2", "Mia", now)).isFalse();
        assertThat(policies.inForce(seller, later).version()).isEqualTo("twice-1");
        assertThat(policies.allVersions(seller, 10).getFirst().course())
                .isEqualTo(new Course(null, null, null, "Mia", now));
        clock.advance(DAY);
        assertThat(store.withdraw(seller, "twice-1", "Mia", clock.instant()))
                .as("has begun")
                .isFalse();
    }

    @Test
    void aSellerCalledDefaultDoesNotTakeTheBuiltInName() {
        var seller = new SellerId("default");
        publish(seller, deadline(2));
        assertThat(policies.inForce(seller, clock.instant()).version()).isEqualTo("default-2");
    }

    @Test
    void manyPublishersAtOnceMakeOneVersionEach() throws Exception {
        var seller = new SellerId("crowd");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var published = new ArrayList<Future<Boolean>>();
            for (int i = 1; i <= 16; i++) {
                var terms = deadline(i);
                published.add(threads.submit(() -> publish(seller, terms)));
            }
            for (var one : published) {
                assertThat(one.get()).isTrue();
            }
        }
        assertThat(policies.versions(seller, 100).stream()
                        .map(version -> version.terms().version()))
                .containsExactlyElementsOf(IntStream.iterate(16, n -> n - 1)
                        .limit(16)
                        .mapToObj(n -> "crowd-" + n)
                        .toList());
    }

    private boolean publish(SellerId seller, Terms.Cancellation terms) {
        return Objects.requireNonNull(transaction.execute(status -> policies.publish(seller, terms, SELLER)));
    }

    private void publish(SellerId seller, Terms.Cancellation terms, Instant from) {
        var content = new Policies.Content(new Terms("", terms), null);
        transaction.executeWithoutResult(status -> policies.publish(seller, content, from, SELLER));
    }

    private static Terms.Cancellation deadline(int hours) {
        return new Terms.Cancellation(
                Terms.Rule.ALLOWED,
                Terms.Rule.PERSON,
                Window.of(Duration.ofMinutes(30)),
                Set.of(),
                Set.of(),
                Duration.ofHours(hours),
                Terms.Silence.UNABLE,
                Terms.ShippingBack.NEVER);
    }
}
