package dev.countermand.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.cases.Entry;
import dev.countermand.cases.Fact;
import dev.countermand.payments.MoneyBack;
import dev.countermand.site.Json;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// What each mail says, and what none may say.
class WordingTests extends WrittenLetters {

    static Stream<Fact> everyFact() {
        return Facts.all(Facts.ADA).stream();
    }

    @ParameterizedTest
    @MethodSource("everyFact")
    void everyMailNamesTheOrderTheSellerAndTheWayInInTextAndHtml(Fact fact) {
        var letter = letter(Facts.order("W1001"), fact);

        assertThat(letter.subject()).contains("W1001").doesNotContain("\n").hasSizeLessThan(78);
        assertThat(List.of(letter.text(), words(letter.html())))
                .allSatisfy(said -> assertThat(said)
                        .contains(
                                "Hello Ada Example,",
                                "W1001",
                                "Michael's Bags",
                                "Answer this mail",
                                "Open your order"));
        assertThat(letter.text()).contains("\nhttps://shop.example/o/ord_").doesNotContain("&#", "&amp;", "</");
        assertThat(letter.html()).contains("href=\"https://shop.example/o/ord_");
        assertThat(letter.html()).startsWith("<!doctype html>").contains("lang=\"en-US\"", "color-scheme");
    }

    @ParameterizedTest
    @MethodSource("everyFact")
    void everySentenceOfTheTextStandsInTheHtmlToo(Fact fact) {
        var letter = letter(Facts.order("W1001"), fact);
        var html = words(letter.html());
        assertThat(letter.text()
                        .lines()
                        .map(line -> line.replaceFirst("^- ", "").replaceFirst(":$", ""))
                        .filter(line -> !line.isBlank() && !line.startsWith("https://")))
                .allSatisfy(line -> assertThat(html).contains(line));
    }

    @ParameterizedTest
    @MethodSource("everyFact")
    void everyMailCarriesSchemaOrgMarkupThatIsJson(Fact fact) {
        var html = letter(Facts.order("#W</script>1"), fact).html();
        var script = Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertThat(script.find()).isTrue();
        var order = Json.tree(script.group(1));
        assertThat(order.path("orderNumber").stringValue()).isEqualTo("#W</script>1");
        assertThat(order.path("orderStatus").stringValue()).startsWith("https://schema.org/Order");
    }

    @Test
    void theLiteralWordsOfEachOutcomeStandInBothForms() {
        var words = Map.of(
                "cancellation.canceled", List.of("Order Canceled"),
                "cancellation.store_canceled", List.of("Order Canceled", "We do not have these items any more."),
                "cancellation.attempting", List.of("Attempting to Cancel"),
                "cancellation.successful", List.of("We were SUCCESSFUL in canceling your order"),
                "cancellation.unable", List.of("Sorry we were UNABLE to successfully cancel your order"),
                "cancellation.partly",
                        List.of(
                                "We were SUCCESSFUL in canceling your order",
                                "Sorry we were UNABLE to successfully cancel your order"),
                "cancellation.withdrawn", List.of("Cancellation withdrawn"));
        var heard = new TreeSet<String>();
        everyFact().forEach(fact -> {
            var letter = letter(Facts.order("W1001"), fact);
            var expected = words.getOrDefault(fact.kind(), List.of("W1001"));
            assertThat(letter.text()).contains(expected);
            assertThat(words(letter.html())).contains(expected);
            heard.add(fact.kind());
        });
        assertThat(heard).containsAll(words.keySet());
    }

    @Test
    void theSubjectSaysOutcomeAndNumberFirst() {
        assertThat(letter(Facts.order("W1001"), Facts.canceled(Facts.ADA, Facts.NONE, false, Facts.NOT_CHARGED))
                        .subject())
                .isEqualTo("Canceled: order W1001");
    }

    @Test
    void whatIsWithheldIsToldWithItsArithmeticAndEachTenderInItsOwnWords() {
        var money = new MoneyBack(
                "EUR",
                9590,
                0,
                3000,
                2840,
                0,
                3750,
                0,
                3750,
                List.of(),
                List.of(
                        new MoneyBack.TenderShare("p1", "gift_card", "refund", 1000, null),
                        new MoneyBack.TenderShare("p2", "cash_on_delivery", "refund", 1500, "bank_details"),
                        new MoneyBack.TenderShare("p3", "marketplace", "refund", 500, "seller_balance"),
                        new MoneyBack.TenderShare("p4", "card", "store_credit", 2840, null)),
                List.of(
                        new MoneyBack.Withheld("shipping_surcharge", 1000, 1495, 0, 0, 0),
                        new MoneyBack.Withheld("fees", 250, 250, 0, 0, 0),
                        new MoneyBack.Withheld("cancellation_fee", 2500, 40000, 1250, 0, 2500)));
        var letter = letter(Facts.order("W1001"), Facts.canceled(Facts.ADA, Facts.NONE, false, money));
        assertThat(List.of(letter.text(), words(letter.html())))
                .allSatisfy(text -> assertThat(text)
                        .contains(
                                "We are putting €10.00 back onto your gift card.",
                                "we will ask you for a bank account and send €15.00 there",
                                "€5.00 comes back to you through the marketplace where you paid.",
                                "€28.40 of what you paid with your card becomes store credit.",
                                "€10.00 of the €14.95 paid for shipping is withheld",
                                "€2.50 of fees is withheld",
                                "€25.00 is withheld as a fee for canceling: 12.5 % of €400.00, less €25.00 withheld before.")
                        .doesNotContain("under the terms of"));
    }

    @Test
    void whatWaitsForABankIsNotCalledSent() {
        var money = new MoneyBack(
                "EUR",
                1000,
                0,
                1000,
                0,
                0,
                0,
                0,
                3000,
                List.of(),
                List.of(new MoneyBack.TenderShare("p1", "card", "refund", 1000, "dispute")),
                List.of());
        var letter = letter(Facts.order("W1001"), Facts.canceled(Facts.ADA, Facts.NONE, false, money));
        assertThat(List.of(letter.text(), words(letter.html())))
                .allSatisfy(text -> assertThat(text)
                        .contains("€10.00 is to go back to your card, and waits: your bank is deciding")
                        .doesNotContain("We are sending"));
    }

    @Test
    void whatIsWithheldOfAnOrderThatIsCanceledAsAWholeIsNoPartOfItThatStays() {
        var whole = letter(
                Facts.order("W1001"),
                Facts.canceled(Facts.ADA, Facts.NONE, false, Facts.money(0, 11696, 0, 1299, 0, 1299)));
        assertThat(whole.text()).contains("€12.99 is withheld").doesNotContain("What stays in your order");
        var part = letter(
                Facts.order("W1001"),
                Facts.canceled(Facts.ADA, Facts.NONE, false, Facts.money(0, 3000, 0, 500, 0, 9995)));
        assertThat(part.text()).contains("What stays in your order costs €99.95.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # notCharged refunded notDue kept already remaining | said                                                  | and
            38845       0        0      0    0       0         | You will not be charged.                              | €388.45 will not be charged to your card.
            4590        0        0      0    0       34255     | You will not be charged for the canceled items.       | What stays in your order costs €342.55.
            0           4590     0      0    0       0         | You have already paid for the canceled items          | We are sending €45.90 back to your PayPal account.
            4000        590      0      0    0       100       | You have already paid for a part of this              | We are sending €5.90 back to your PayPal account.
            0           0        4590   0    0       0         | You will not be charged.                              | €45.90 no longer has to be paid.
            4095        0        0      495  0       495       | Apart from what is withheld, you will not be charged  | €4.95 is withheld under the terms of Michael's Bags.
            0           0        0      0    4590    0         | Your money for the canceled items is back with you    | €45.90 was given back before.
            0           0        0      0    0       0         | You will not be charged.                              | not be charged
            """)
    void saysWhetherThePersonIsChargedAndWhatComesBackHow(String figures, String said, String and) {
        var f = Stream.of(figures.strip().split(" +"))
                .mapToLong(Long::parseLong)
                .toArray();
        var letter = letter(
                Facts.order("W1001"),
                Facts.canceled(Facts.ADA, Facts.NONE, false, Facts.money(f[0], f[1], f[2], f[3], f[4], f[5])));
        assertThat(List.of(letter.text(), words(letter.html())))
                .allSatisfy(text -> assertThat(text).contains(said, and).doesNotContainIgnoringCase("refunded"));
    }

    @ParameterizedTest
    @MethodSource("everyFact")
    void noMailSaysRefundedBeforeTheProviderSaidSo(Fact fact) {
        var letter = letter(Facts.order("W1001"), fact);
        assertThat(letter.text() + letter.html()).doesNotContainIgnoringCase("refunded");
    }

    @Test
    void theUnableMailSaysThatThePersonIsChargedAndNeverEndsThere() {
        var letter = letter(
                Facts.order("W1001"), Facts.settled(Facts.ADA, "unable", "claim", false, "return", Facts.NOTHING));
        assertThat(letter.text())
                .contains("You will be charged for what stays in your order: it comes to €388.45.")
                .contains("What you can do", "refuse it unopened at the door", "send the items back")
                .contains("What you chose in advance\nYou send the items back after they have arrived.");
    }

    @Test
    void aFactThatLacksAMemberFailsInsteadOfSayingHalf() {
        everyFact().forEach(fact -> {
            var whole = Facts.entry(Facts.order("W1001"), fact);
            var needed = new TreeSet<>(whole.body().propertyNames());
            needed.removeAll(List.of("recipient", "policyVersion", "note", "ifUnable", "next", "follows", "phone"));
            needed.removeAll(List.of("cancellation"));
            assertThat(needed).allSatisfy(member -> {
                var body = (ObjectNode) whole.body().deepCopy();
                body.remove(member);
                if (says(fact, member)) {
                    assertThatThrownBy(() -> letter(with(whole, body)))
                            .hasRootCauseInstanceOf(NoSuchElementException.class);
                }
            });
        });
    }

    // What a mail does not speak of, it need not miss.
    private static boolean says(Fact fact, String member) {
        return switch (fact.kind()) {
            case "cancellation.canceled" -> !List.of("byStore", "reason").contains(member);
            case "cancellation.store_canceled", "cancellation.partly" ->
                !List.of("byStore", "reason", "status").contains(member);
            case "change.changed" ->
                List.of("items", "came", "byStore", "readdressed", "money", "more")
                        .contains(member);
            case "change.attempting" ->
                List.of("stopping", "wanted", "added", "byStore", "readdressed", "deadline", "silence")
                        .contains(member);
            case "change.waiting" ->
                List.of("byStore", "waitsFor", "items", "wanted", "readdressed", "deadline", "silence")
                        .contains(member);
            case "change.successful" ->
                List.of("canceled", "came", "byStore", "readdressed", "by", "money", "more")
                        .contains(member);
            case "change.unable" -> List.of("unable", "by", "money", "more").contains(member);
            case "change.partly" ->
                List.of("canceled", "came", "readdressed", "unable", "by", "money", "more")
                        .contains(member);
            case "change.withdrawn" ->
                List.of("resumed", "canceled", "came", "money", "more").contains(member);
            default ->
                List.of("items", "canceled", "stopping", "unable", "resumed", "deadline", "silence", "by")
                                .contains(member)
                        && !(fact.kind().equals("cancellation.successful") && !member.equals("canceled"))
                        && !(fact.kind().equals("cancellation.unable") && member.equals("canceled"));
        };
    }

    @Test
    void nobodyIsToldBeforeTheStoreHasDecidedItsOwnRequest() {
        var entry = Facts.entry(
                Facts.order("W1001"), Facts.waiting(Facts.ADA, Facts.NONE, true, "seller", "stage_needs_person"));
        assertThat(written(entry)).isEmpty();
    }

    @Test
    void factsWithoutARecipientOrATemplateAreNotTold() {
        var order = Facts.order("W1001");
        var told = Facts.entry(order, Facts.linkRequested(Facts.ADA));
        assertThat(wording.recipient(told)).isPresent();
        for (String kind : List.of("order.taken", "cancellation.refused", "nonsense", "a.b.c", "../x.y")) {
            assertThat(wording.recipient(new Entry(1, order, 1, kind, Facts.AT, "", "", "", told.body())))
                    .isEmpty();
        }
        var erased = Json.tree("{\"erased\":true,\"cancellation\":\"can_1\"}");
        assertThat(wording.recipient(new Entry(1, order, 1, "cancellation.canceled", Facts.AT, "", "", "", erased)))
                .isEmpty();
    }

    @Test
    void theMessageIdIsTheSameForTheSameFactAndOurs() {
        var entry = Facts.entry(Facts.order("W1001"), Facts.linkRequested(Facts.ADA));
        assertThat(letter(entry).messageId())
                .isEqualTo(letter(entry).messageId())
                .matches("msg_[0-9a-f]{32}@shop\\.example");
        assertThat(letter(Facts.entry(entry.order(), Facts.linkRequested(Facts.ADA)))
                        .messageId())
                .isNotEqualTo(letter(entry).messageId());
    }
}
