package dev.countermand.policies.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.cancellations.RequestReason;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What people write becomes terms, and what cannot become terms is named with its place.
class PolicyDocumentTests {

    static final Terms.Cancellation BUILT_IN = PolicyDocument.builtIn(PolicyDocument.ANSWER_WITHIN);

    @Test
    void threeLinesAreEnough() {
        var terms = sound("""
                policy: 1
                cancel:
                  window: 30 minutes
                """);
        assertThat(terms.cancellation().window()).isEqualTo(Window.parse("30 minutes"));
        assertThat(terms.cancellation().open()).isEqualTo(Terms.Rule.ALLOWED);
        assertThat(terms.cancellation().deadline()).isEqualTo(Duration.ofHours(24));
        assertThat(terms.remedies()).isEmpty();
        assertThat(sound("policy: 1")).isEqualTo(new Terms("", BUILT_IN));
    }

    @Test
    void everythingThatTermsHoldCanBeSaid() {
        var terms = sound(Documents.read("sound/01-everything.yaml"));
        assertThat(terms.calendar().holidays()).contains(LocalDate.parse("2026-12-25"));
        var cancel = terms.cancellation();
        assertThat(cancel.personKinds()).containsExactly(Order.Kind.PERSONALIZED);
        assertThat(cancel.refusedKinds()).containsExactly(Order.Kind.GIFT_CARD, Order.Kind.FINAL_SALE);
        assertThat(cancel.deadline()).isEqualTo(Duration.ofDays(2));
        assertThat(cancel.fee()).isEqualTo(new Fee(null, Map.of("EUR", 250L, "JPY", 400L)));
        assertThat(cancel.tenderOrder()).containsExactly("gift_card", "card");
        assertThat(cancel.reasons()).containsExactly("changed_mind", "ordered_by_mistake");
        assertThat(cancel.exceptions()).extracting(SpecialTerms::name).containsExactly("Nordic gifts", "Big orders");
        var nordic = cancel.exceptions().getFirst();
        assertThat(nordic.when().countries()).as("NO is Norway").containsExactly("NO", "SE");
        assertThat(nordic.unlimited()).isTrue();
        assertThat(cancel.exceptions().getLast().when().expression()).isEqualTo("order.amount > 50000");
        var returns = terms.remedies().get(Remedy.RETURN);
        assertThat(returns.stages()).containsEntry(Stage.DELIVERED, Terms.Rule.ALLOWED);
        assertThat(returns.window()).isEqualTo(Window.parse("14 days from delivered"));
        assertThat(terms.remedies().get(Remedy.REPAIR).exceptions()).hasSize(1);
    }

    @Test
    void aPercentageIsAFee() {
        assertThat(sound("{policy: 1, cancel: {fee: 12.50 %}}").cancellation().fee())
                .isEqualTo(new Fee(new BigDecimal("12.5"), Map.of()));
    }

    @Test
    void allFaultsAreNamedAndNotOnlyTheFirst() {
        var faults = faults("""
                policy: 2
                cancle:
                  window: soon
                cancel:
                  open: perhaps
                  open: never
                  answerWithin: 2 years
                  person: [gift_card]
                  never: [gift_card, books]
                """);
        assertThat(faults)
                .extracting(fault -> fault.place() + " " + fault.path() + " " + fault.code())
                .containsExactly(
                        "1:9 /policy unknown_version",
                        "2:1  unknown_key",
                        "5:9 /cancel/open unknown_word",
                        "6:3 /cancel/open duplicate_key",
                        "7:17 /cancel/answerWithin invalid_duration",
                        "9:11 /cancel/never/0 contradiction",
                        "9:22 /cancel/never/1 unknown_word");
        assertThat(faults.get(1).message()).contains("Did you mean `cancel`?");
    }

    @Test
    void aFaultInAnExpressionIsShownWhereItStands() {
        assertThat(place("when: line.colour == 'red'")).isEqualTo("6:13");
        assertThat(place("when: \"line.price > 1 && line.colour == 'red'\"")).isEqualTo("6:32");
        assertThat(place("when: 'line.sku == ''x'' && line.colour == 1'")).isEqualTo("6:35");
        assertThat(place("when: {if: order.amount > 'much'}")).isEqualTo("6:31");
        assertThat(place("when: |\n        line.price > 1 &&\n          line.colour == 'red'"))
                .isEqualTo("8:11");
        assertThat(place("when:\n        if: >-\n          line.price > 1\n          && line.colour == 1"))
                .isEqualTo("9:14");
        assertThat(place("when: line.price > 1\n        && line.colour == 1")).isEqualTo("7:12");
    }

    @Test
    void anUnknownNameIsSaidWholeWithTheNearest() {
        var faults = faults("policy: 1\ncancel: {exceptions: [{name: a, when: line.categry == 'x'}]}");
        assertThat(faults.getFirst().message()).startsWith("There is no 'line.categry'. Did you mean `line.category`?");
    }

    private static String place(String when) {
        var faults = faults("""
                policy: 1
                cancel:
                  exceptions:
                    - name: some
                      open: never
                      %s
                """.formatted(when));
        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst().code()).isEqualTo("invalid_expression");
        return faults.getFirst().place().toString();
    }

    @Test
    void theBuiltInTermsAreThoseOfTheServer() {
        assertThat(PolicyDocument.builtIn(Duration.ofHours(3)))
                .isEqualTo(new Terms.Cancellation(
                        Terms.Rule.ALLOWED,
                        Terms.Rule.ALLOWED,
                        null,
                        Set.of(),
                        Set.of(),
                        Duration.ofHours(3),
                        Terms.Silence.UNABLE,
                        Terms.ShippingBack.WITH_LAST_UNIT));
    }

    @Test
    void theReasonsAreThoseOfCustomers() {
        assertThat(Format.REASONS)
                .containsExactlyElementsOf(Arrays.stream(RequestReason.values())
                        .filter(reason -> !reason.isStores() && reason != RequestReason.NOT_GIVEN)
                        .map(RequestReason::word)
                        .toList());
    }

    static Terms sound(String yaml) {
        var reading = PolicyDocument.read(yaml, BUILT_IN);
        assertThat(reading).isInstanceOf(PolicyDocument.Reading.Sound.class);
        return ((PolicyDocument.Reading.Sound) reading).terms();
    }

    static List<Fault> faults(String yaml) {
        var reading = PolicyDocument.read(yaml, BUILT_IN);
        assertThat(reading).isInstanceOf(PolicyDocument.Reading.Faulty.class);
        return ((PolicyDocument.Reading.Faulty) reading).faults();
    }
}
