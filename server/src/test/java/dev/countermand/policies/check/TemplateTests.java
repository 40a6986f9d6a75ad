package dev.countermand.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.Terms;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.document.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the templates say of some orders.
class TemplateTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // template    | remedy   | kind          | category | group    | euros | quantity | placed     | answer
                "small-shop    | cancel   | physical      | -        | -        | 50    | 1  | 2026-11-22 | open allowed, released allowed, within 30 minutes",
                "small-shop    | cancel   | personalized  | -        | -        | 50    | 1  | 2026-11-22 | open person, released person, within 30 minutes",
                "small-shop    | cancel   | gift_card     | -        | -        | 50    | 1  | 2026-11-22 | open never, released never",
                "small-shop    | return   | physical      | -        | -        | 50    | 1  | 2026-11-22 | delivered allowed, within 14 days from delivered",
                "marketplace   | cancel   | physical      | -        | -        | 1999  | 1  | 2026-11-22 | open allowed, released allowed, within 30 minutes, then open person, released person",
                "marketplace   | cancel   | physical      | -        | -        | 2000  | 1  | 2026-11-22 | open allowed, released person, within 30 minutes, then open person, released person",
                "marketplace   | cancel   | service       | -        | -        | 2000  | 1  | 2026-11-22 | open person, released person, within 30 minutes, then open person, released person",
                "marketplace   | return   | physical      | -        | -        | 50    | 1  | 2026-10-31 | delivered allowed, within 30 days from delivered, the shop pays for the way back",
                "marketplace   | return   | physical      | -        | -        | 50    | 1  | 2026-12-24 | delivered allowed, within 75 days from delivered, the shop pays for the way back",
                "marketplace   | return   | final_sale    | -        | -        | 50    | 1  | 2027-02-01 | never",
                "contact-brand | cancel   | physical      | -        | club     | 50    | 1  | 2026-11-22 | open person, released person, within 2 hours",
                "contact-brand | return   | physical      | -        | -        | 50    | 1  | 2026-11-22 | delivered person, within 30 days from delivered",
                "contact-brand | return   | physical      | -        | club     | 50    | 1  | 2026-11-22 | delivered allowed, within 30 days from delivered",
                "made-to-order | cancel   | physical      | tables   | -        | 50    | 1  | 2026-11-22 | open allowed, released never, within 1 working day, 10% withheld",
                "made-to-order | cancel   | physical      | care     | -        | 50    | 1  | 2026-11-22 | open allowed, released allowed, within 14 days",
                "made-to-order | cancel   | personalized  | tables   | -        | 50    | 1  | 2026-11-22 | open allowed, released person, within 1 working day, 20% withheld",
                "made-to-order | return   | personalized  | tables   | -        | 50    | 1  | 2026-11-22 | delivered person, within 14 days from delivered, the customer pays for the way back, 5% withheld",
                "digital-goods | cancel   | digital       | -        | -        | 50    | 1  | 2026-11-22 | open allowed, released allowed, within 14 days",
                "digital-goods | cancel   | service       | course   | -        | 50    | 1  | 2026-11-22 | open allowed, released person, within 30 days",
                "groceries     | cancel   | physical      | fruit    | -        | 50    | 1  | 2026-11-22 | open allowed, released never",
                "groceries     | cancel   | physical      | tins     | -        | 50    | 1  | 2026-11-22 | open allowed, released allowed",
                "groceries     | return   | physical      | fruit    | -        | 50    | 1  | 2026-11-22 | never",
                "groceries     | keep     | physical      | fruit    | -        | 50    | 1  | 2026-11-22 | delivered allowed, within 2 days from delivered",
                "b2b           | cancel   | physical      | -        | -        | 50    | 99 | 2026-11-22 | open allowed, released person, within 2 working days, 25.00 CAD or 25.00 USD withheld",
                "b2b           | cancel   | physical      | -        | -        | 50    | 100 | 2026-11-22 | open person, released never, within 2 working days, 25.00 CAD or 25.00 USD withheld",
                "b2b           | cancel   | physical      | -        | contract | 50    | 100 | 2026-11-22 | open allowed, released allowed, 25.00 CAD or 25.00 USD withheld",
                "tau2-retail   | cancel   | physical      | -        | -        | 50    | 1  | 2026-11-22 | open allowed, released never",
                "tau2-retail   | change   | physical      | -        | -        | 50    | 1  | 2026-11-22 | open allowed",
                "tau2-retail   | exchange | physical      | -        | -        | 50    | 1  | 2026-11-22 | delivered allowed",
            })
    void itAnswers(
            String template,
            String remedy,
            String kind,
            String category,
            String group,
            long euros,
            int quantity,
            LocalDate placed,
            String answer) {
        var draft = new Draft();
        draft.kind = Order.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        draft.category = category == null ? "" : category;
        draft.group = group == null ? "" : group;
        draft.sum = new Draft.Sum("EUR", euros * 100);
        draft.quantity = quantity;
        draft.placed = placed;
        var terms = terms(template);
        var book = new Book(terms, Remedy.of(remedy).orElseThrow());
        assertThat(book.answer(draft.facts(terms.calendar().zone()))).hasToString(answer);
    }

    @Test
    void theShopOfTau2AcceptsTwoReasonsAndGivesEverythingBack() {
        var cancel = terms("tau2-retail").cancellation();
        assertThat(cancel.reasons()).containsExactly("changed_mind", "ordered_by_mistake");
        assertThat(cancel.shipping()).isEqualTo(Terms.ShippingBack.ALWAYS);
        assertThat(terms("tau2-retail").remedies()).containsOnlyKeys(Remedy.CHANGE, Remedy.RETURN, Remedy.EXCHANGE);
    }

    @Test
    void aKeyOfAnotherMakerNeedsAPerson() {
        var draft = new Draft();
        draft.kind = Order.Kind.DIGITAL;
        draft.sku = "KEY-GAME-7";
        Facts facts = draft.facts(ZoneId.of("UTC"));
        assertThat(new Book(terms("digital-goods"), Remedy.CANCEL).answer(facts))
                .hasToString("open person, released never, within 14 days");
    }

    @Test
    void everyFileIsListed() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/policies/templates"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(Templates.NAMES);
        }
        assertThat(Templates.NAMES)
                .allSatisfy(name -> assertThat(Templates.about(name)).endsWith("."));
    }

    private static Terms terms(String template) {
        var reading =
                PolicyDocument.read(Templates.text(template), PolicyDocument.builtIn(PolicyDocument.ANSWER_WITHIN));
        return ((PolicyDocument.Reading.Sound) reading).terms();
    }
}
