package dev.countermand.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.Decision;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.document.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What other platforms decide about what has left, as a document; the rows with their names are facts of their
/// tests.
class RemedyRulesTests {

    private static final Instant DELIVERED = Instant.parse("2026-11-20T10:00:00Z");

    private static final String DOCUMENT = """
            policy: 1
            zone: Europe/Berlin
            refuse: {shipped: allowed}
            return:
              delivered: allowed
              window: 14 days
              exceptions:
                - {name: underwear, when: {category: hygiene}, delivered: never, because: "Once opened, nobody can wear it."}
                - {name: dear, when: {amount: {from: 500 EUR}}, delivered: person}
                - {name: gifts, when: {placed: {from: 2026-11-01, until: 2026-12-24}, category: gift}, window: 60 days}
                - {name: club, when: {group: club}, window: none}
            exchange: {delivered: person}
            repair: {delivered: allowed, window: 24 months}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # what          | remedy | stage     | goods   | group | amount | after  | decision
            solidus-8       | return | open      | -       | -     | 50     | 0d     | refused not_yet from delivered
            solidus-8       | return | shipped   | -       | -     | 50     | 0d     | refused not_yet from delivered
            solidus-12      | return | delivered | -       | -     | 50     | 15d    | refused window_closed
            in time         | return | delivered | -       | -     | 50     | 14d    | granted
            solidus-13      | return | delivered | -       | -     | 500    | 1d     | person item_needs_person
            solidus-11      | exchange | delivered | -     | -     | 50     | 1d     | person stage_needs_person
            the first holds | return | delivered | hygiene | -     | 500    | 1d     | refused item_excluded
            longer          | return | delivered | gift    | -     | 50     | 59d    | granted
            longer, not ever | return | delivered | gift   | -     | 50     | 61d    | refused window_closed
            no limit        | return | delivered | -       | club  | 50     | 4000d  | granted
            at the door     | refuse | shipped   | -       | -     | 50     | 0d     | granted
            too late        | refuse | delivered | -       | -     | 50     | 0d     | refused stage_excluded
            before          | refuse | open      | -       | -     | 50     | 0d     | refused not_yet from shipped
            months          | repair | delivered | -       | -     | 50     | 731d   | granted
            months          | repair | delivered | -       | -     | 50     | 732d   | refused window_closed
            """)
    void itDecides(
            String what,
            String remedy,
            String stage,
            String category,
            String group,
            long amount,
            String after,
            String decision) {
        var terms = ((PolicyDocument.Reading.Sound)
                        PolicyDocument.read(DOCUMENT, PolicyDocument.builtIn(PolicyDocument.ANSWER_WITHIN)))
                .terms();
        var facts = new Facts(
                "DE",
                "",
                group == null ? "" : group,
                List.of(),
                amount * 100,
                "EUR",
                DELIVERED,
                Order.Kind.PHYSICAL,
                "X",
                category == null ? "" : category,
                amount * 100,
                1,
                Map.of(),
                Map.of());
        var where = Stage.valueOf(stage.toUpperCase(Locale.ROOT));
        var ruling = RemedyRules.decide(
                java.util.Objects.requireNonNull(
                        terms.remedies().get(Remedy.of(remedy).orElseThrow())),
                facts,
                where,
                start -> where == Stage.DELIVERED ? Optional.of(DELIVERED) : Optional.empty(),
                terms.calendar(),
                DELIVERED.plus(Duration.parse("P" + after.toUpperCase(Locale.ROOT))));
        assertThat(said(ruling)).as(what).isEqualTo(decision);
    }

    private static String said(RemedyRules.Ruling ruling) {
        var said = switch (ruling.decision()) {
            case Decision.Granted<RemedyReason> yes -> "granted";
            case Decision.Refused<RemedyReason> no -> "refused " + no.reason().word();
            case Decision.NeedsPerson<RemedyReason> perhaps ->
                "person " + perhaps.reason().word();
        };
        return ruling.from() == null ? said : said + " from " + ruling.from().word();
    }
}
