package dev.countermand.payments.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.Ids;
import dev.countermand.payments.kit.ForwardingGateway;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.payments.spi.Standing;
import dev.countermand.site.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The shop told that money was taken, or that a hold was released, and at the provider it was not.
class MissingThereTests extends Bookkeeping {

    @Test
    void moneyThatWasNeverTakenIsACaseUntilItIs() {
        var order = held(4000);
        report(order, 0, "captured", 4000);
        compare();
        assertThat(differing(order)).as("it may still be under way").isEmpty();
        pass();
        assertThat(compare().opened()).isEqualTo(1);
        assertThat(compare().opened()).isZero();
        assertThat(differing(order)).containsExactly("missing_there captured 4000 0");
        assertThat(sentence(order))
                .contains("€40.00 were taken, as was told here; the provider took €0.00 in all", "No money was moved");

        provider.capture("pi_0" + order.number(), 2500);
        compare();
        assertThat(differing(order)).containsExactly("missing_there captured 4000 2500");
        provider.capture("pi_0" + order.number(), 1500);
        assertThat(compare().cured()).isEqualTo(1);
        assertThat(differing(order)).isEmpty();
    }

    @Test
    void aHoldThatStillStandsIsACaseUntilItIsGoneOrTheReportIsTakenBack() {
        var standing = held(4000);
        report(standing, 0, "voided", 4000);
        var part = held(4000);
        report(part, 0, "voided", 1000);
        pass();
        compare();
        assertThat(differing(standing)).containsExactly("missing_there released 4000 0");
        assertThat(differing(part)).containsExactly("missing_there released 1000 0");
        provider.expire("pi_0" + standing.number());
        provider.expire("pi_0" + part.number());
        compare();
        assertThat(differing(standing)).isEmpty();
        assertThat(differing(part)).isEmpty();
    }

    @Test
    void whereNoPartsAreReleasedAPartIsSeenOnlyWithTheCapture() {
        provider.withoutParts();
        var order = held(4000);
        report(order, 0, "voided", 1000);
        pass();
        assertThat(compare().trouble()).isNull();
        assertThat(differing(order)).isEmpty();
        provider.capture("pi_0" + order.number(), 3000);
        report(order, 0, "captured", 3000);
        pass();
        compare();
        assertThat(differing(order)).isEmpty();
    }

    @Test
    void eachOfSeveralPaymentsIsComparedByItself() {
        var order = held(1000, 3000);
        report(order, 0, "captured", 1000);
        report(order, 1, "captured", 3000);
        provider.capture("pi_0" + order.number(), 1000);
        pass();
        compare();
        assertThat(differing(order)).containsExactly("missing_there captured 3000 0");
        assertThat(differences.of(order).getFirst().difference().payment()).isEqualTo("card1");
    }

    @Test
    void aProviderWhoDoesNotAnswerIsTheComparisonsTroubleAndClosesNothing() {
        var known = held(4000);
        report(known, 0, "captured", 4000);
        pass();
        compare();
        var other = held(4000);
        report(other, 0, "captured", 4000);
        pass();
        provider.silent(true);
        assertThat(compare().trouble()).contains("did not say how", "could not be compared");
        assertThat(differing(known)).containsExactly("missing_there captured 4000 0");
        assertThat(differing(other)).isEmpty();
        provider.silent(false);
        provider.capture("pi_0" + known.number(), 4000);
        assertThat(compare().trouble()).isNull();
        assertThat(differing(known)).isEmpty();
        assertThat(differing(other)).containsExactly("missing_there captured 4000 0");
    }

    @Test
    void whatIsToldWhileTheProviderIsAskedIsComparedNextTime() {
        var order = held(4000);
        report(order, 0, "captured", 1000);
        pass();
        var before = clock.instant().minus(Duration.ofMinutes(17));
        var meanwhile = new Meanwhile(provider, order.number(), () -> {
            clock.advance(Duration.ofMillis(1));
            report(order, 0, "captured", 3000, before);
        });
        compare(meanwhile);
        assertThat(differing(order)).containsExactly("missing_there captured 1000 0");
        compare();
        assertThat(differing(order)).containsExactly("missing_there captured 4000 0");
    }

    @Test
    void aFileThatTellsCapturesMustTellAllOfThem() {
        var told = held(4000);
        var missing = held(4000);
        var from = clock.instant().minusSeconds(1);
        for (var order : List.of(told, missing)) {
            report(order, 0, "captured", 3000);
            report(order, 0, "voided", 1000);
        }
        file(from, line(told, "captured", "30.00"));
        assertThat(differing(told)).isEmpty();
        assertThat(differing(missing)).as("it tells no releases").containsExactly("missing_there captured 3000 0");
        file(from, line(told, "captured", "30.00") + line(missing, "captured", "20.00"));
        assertThat(differing(missing)).containsExactly("missing_there captured 3000 2000");
        file(from, line(told, "captured", "30.00") + line(missing, "captured", "30.00"));
        assertThat(differing(missing)).noneMatch(each -> each.startsWith("missing_there"));
        file(from, line(told, "released", "10.00") + line(missing, "released", "9.99"));
        assertThat(differing(missing)).contains("missing_there released 1000 999");
    }

    @Test
    void aFileThatCannotBeReadToItsEndIsNeverWithoutTrouble() {
        var now = clock.instant();
        var run =
                new Run(Ids.mint(0, now), Run.FILE, SELLER, null, null, now, now, null, "test", 0, 0, 0, 0, 0, 0, null);
        var ended = new RunRounds(runs, statement, comparison, List.of(provider), clock)
                .run(run, Set.of("pretend"), new Nobody(), counts -> {
                    throw new IllegalStateException("the disk is full");
                });
        assertThat(ended.trouble()).isEqualTo("the disk is full");
    }

    @Test
    void verifyNamesWhatIsLessThere() {
        var order = held(4000);
        report(order, 0, "captured", 4000);
        pass();
        compare();
        var reply = operator.post("/v1/verify?seller=" + SELLER + "&order=" + order.number(), "");
        var findings = reply.text()
                .strip()
                .lines()
                .map(Json::tree)
                .filter(line -> line.path("type").asString("").equals("finding"))
                .map(finding -> finding.path("check").asString("") + ": "
                        + finding.path("found").asString(""))
                .toList();
        assertThat(findings)
                .singleElement()
                .asString()
                .startsWith("provider_differs: ")
                .contains("missing_there, payment card0, captured in all", "4000 EUR");
    }

    /// Something happens right after the provider answered about an order.
    private static final class Meanwhile extends ForwardingGateway {

        private final String order;
        private final Runnable happens;

        Meanwhile(PaymentGateway provider, String order, Runnable happens) {
            super(provider);
            this.order = order;
            this.happens = happens;
        }

        @Override
        public Optional<Standing> standing(At payment) {
            var standing = super.standing(payment);
            if (payment.order().equals(order)) {
                happens.run();
            }
            return standing;
        }
    }
}
