package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.kernel.Decision;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Terms;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.document.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A document decides as it reads: from the template through the rules to the answer with its reason.
class PolicyTemplateTests {

    private static final Instant PLACED = Instant.parse("2026-11-20T10:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # The shop of tau2: only while pending, and only for two reasons.
            tau2-retail   | physical     | any  | open     | 400h | changed_mind       | granted
            tau2-retail   | physical     | any  | open     | 400h | ordered_by_mistake | granted
            tau2-retail   | physical     | any  | open     | 0h   | too_slow           | refused reason_excluded
            tau2-retail   | physical     | any  | open     | 0h   | found_cheaper      | refused reason_excluded
            tau2-retail   | physical     | any  | released | 0h   | changed_mind       | refused stage_excluded
            tau2-retail   | physical     | any  | delivered | 0h  | changed_mind       | refused already_delivered
            small-shop    | physical     | any  | open     | 30m  | too_slow           | granted
            small-shop    | physical     | any  | open     | 31m  | too_slow           | refused window_closed
            small-shop    | personalized | any  | open     | 1m   | too_slow           | person kind_needs_person
            small-shop    | gift_card    | any  | open     | 1m   | too_slow           | refused kind_excluded
            contact-brand | physical     | any  | open     | 1h   | other              | person stage_needs_person
            made-to-order | physical     | any  | released | 1h   | other              | refused stage_excluded
            made-to-order | physical     | care | released | 1h   | other              | granted
            made-to-order | personalized | any  | released | 1h   | other              | person item_needs_person
            # Ordered on Friday: the one working day is Monday, in Paris.
            made-to-order | physical     | any  | open     | 84h  | other              | granted
            made-to-order | physical     | any  | open     | 86h  | other              | refused window_closed
            groceries     | physical     | tins | released | 1h   | other              | granted
            """)
    void itDecides(
            String template, String kind, String category, String stage, String after, String reason, String decision) {
        var terms = terms(template);
        var goods = Order.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        var facts = new Facts(
                "DE", "", "", List.of(), 5000, "EUR", PLACED, goods, "X", category, 5000, 1, Map.of(), Map.of());
        var own = terms.cancellation().of(facts, terms.calendar(), start -> Optional.of(PLACED));
        var where = Stage.valueOf(stage.toUpperCase(Locale.ROOT));
        var line = new Seen.Line("1", goods, null, Map.of(where, 1), own);
        var seen = new Seen(
                List.of(line),
                terms.cancellation().usual(),
                PLACED,
                PLACED.plus(Duration.parse("PT" + after)),
                false,
                null,
                RequestReason.of(reason).orElseThrow());
        assertThat(said(CancellationRules.decide(seen, line, where))).isEqualTo(decision);
    }

    private static String said(Decision<CancellationReason> decision) {
        return switch (decision) {
            case Decision.Granted<CancellationReason> yes -> "granted";
            case Decision.Refused<CancellationReason> no ->
                "refused " + no.reason().word();
            case Decision.NeedsPerson<CancellationReason> perhaps ->
                "person " + perhaps.reason().word();
        };
    }

    private static Terms terms(String template) {
        var builtIn = PolicyDocument.builtIn(PolicyDocument.ANSWER_WITHIN);
        return ((PolicyDocument.Reading.Sound) PolicyDocument.read(Templates.text(template), builtIn)).terms();
    }
}
