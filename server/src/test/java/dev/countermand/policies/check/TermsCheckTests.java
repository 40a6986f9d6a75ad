package dev.countermand.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.policies.Terms;
import dev.countermand.policies.document.Documents;
import dev.countermand.policies.document.PolicyDocument;
import dev.countermand.policies.document.RandomTerms;
import dev.countermand.policies.document.Templates;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong with documents that can be read.
class TermsCheckTests {

    static Stream<Path> planted() {
        return Documents.in("planted").stream();
    }

    static Stream<String> sound() {
        return Stream.concat(
                Documents.in("sound").stream().map(Documents::read),
                Templates.NAMES.stream().map(Templates::text));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void aPlantedFaultIsFound(Path file) {
        var document = Documents.read(file);
        assertThat(TermsCheck.of(terms(document)))
                .extracting(
                        finding -> finding.code() + " " + finding.path() + (finding.proven() ? " proven" : " tested"))
                .containsExactlyElementsOf(Documents.expected(document))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("sound")
    void inSoundDocumentsNothingIsFound(String document) {
        assertThat(TermsCheck.of(terms(document)))
                .filteredOn(finding -> finding.level() == Finding.Level.WARNING)
                .isEmpty();
    }

    @Test
    void everyShadowIsShownByAnOrderThatAnEarlierExceptionDecides() {
        for (var file : Documents.in("planted")) {
            var terms = terms(Documents.read(file));
            for (var finding : TermsCheck.of(terms)) {
                if (finding.code().equals("shadowed")) {
                    int number = Integer.parseInt(finding.path().replaceAll(".*/", ""));
                    var example = java.util.Objects.requireNonNull(finding.example());
                    var book = Book.of(terms).stream()
                            .filter(each -> finding.path()
                                    .startsWith("/" + each.remedy().word() + "/"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(book.exceptions()
                                    .get(number)
                                    .when()
                                    .holds(example, terms.calendar().zone()))
                            .isTrue();
                    assertThat(book.decides(example)).isLessThan(number);
                }
            }
        }
    }

    @Test
    void whatIsProvenIsTrueOfManyOrders() {
        var random = new RandomTerms(5);
        int shadowed = 0;
        for (int i = 0; i < 100; i++) {
            var terms = random.terms();
            var facts = RandomFacts.near(terms, i, 100);
            for (var finding : TermsCheck.of(terms)) {
                if (!finding.code().equals("shadowed")) {
                    continue;
                }
                shadowed++;
                int number = Integer.parseInt(finding.path().replaceAll(".*/", ""));
                for (var book : Book.of(terms)) {
                    if (finding.path().startsWith("/" + book.remedy().word() + "/")) {
                        assertThat(facts).noneMatch(each -> book.decides(each) == number);
                    }
                }
            }
        }
        assertThat(shadowed).isGreaterThan(10);
    }

    @Test
    void longListsOfExceptionsAreBounded() {
        var many = new StringBuilder("policy: 1\ncancel:\n  exceptions:\n");
        var line = "    - {name: e%d, when: {category: [c%d, d%d], channel: [h%d, k], amount: {from: %d EUR},"
                + " if: line.price > %d}, open: person}\n";
        IntStream.range(0, 200).forEach(i -> many.append(line.formatted(i, i % 7, i % 11, i % 5, i % 13, i)));
        assertThat(TermsCheck.of(terms(many.toString())))
                .extracting(Finding::code)
                .contains("not_checked");
    }

    @Test
    void moreNamesThanCanBeComparedAreNamedAsSuch() {
        var names = IntStream.range(0, 1900).mapToObj(i -> "A" + i + "*").toList();
        var others = names.stream().map(name -> "B" + name).toList();
        var document = "policy: 1\ncancel:\n  exceptions:\n    - {name: a, when: {sku: ['"
                + String.join("', '", names) + "']}, open: person}\n    - {name: b, when: {sku: ['"
                + String.join("', '", others) + "']}, open: person}\n";
        assertThat(findings(document)).extracting(Finding::code).containsExactly("not_checked");
        assertThat(TermsDifference.of(terms(document), terms("policy: 1")).complete())
                .isFalse();
    }

    @Test
    void differencesAreNamedWithTheRegionAndAnExample() {
        var before = terms("""
                policy: 1
                cancel:
                  window: 30 minutes
                  exceptions:
                    - {name: Lamps, when: {category: lamps, country: [DE, AT]}, open: person}
                """);
        var after = terms("""
                policy: 1
                cancel:
                  window: 30 minutes
                  never: gift_card
                  answerWithin: 2 hours
                  exceptions:
                    - {name: Lamps, when: {category: lamps, country: DE}, open: person}
                """);
        var result = TermsDifference.of(before, after);
        assertThat(result.complete()).isTrue();
        assertThat(result.differences())
                .extracting(each -> each.subject() + " [" + each.region() + "]")
                .containsExactly(
                        "answerWithin []",
                        "cancel [kind gift_card; category lamps; country DE]",
                        "cancel [kind not gift_card; category lamps; country AT]",
                        "cancel [kind gift_card; category lamps; country AT]",
                        "cancel [kind gift_card; category any other]",
                        "cancel [kind gift_card; category lamps; country any other]");
        assertThat(TermsDifference.of(after, after).differences()).isEmpty();
    }

    @Test
    void everyOrderWithTwoAnswersIsFoundAndEveryExampleHasTwo() {
        var random = new RandomTerms(11);
        int differing = 0;
        for (int i = 0; i < 60; i++) {
            var before = random.terms();
            var after = i % 2 == 0 ? random.terms() : with(before, random.terms());
            var result = TermsDifference.of(before, after);
            for (var each : result.differences()) {
                if (each.example() != null) {
                    differing++;
                    assertThat(answers(before, each)).isNotEqualTo(answers(after, each));
                }
            }
            if (result.differences().isEmpty()) {
                assertThat(RandomFacts.near(before, i, 200))
                        .allMatch(facts -> book(before, "cancel")
                                .answer(facts)
                                .equals(book(after, "cancel").answer(facts)));
            }
        }
        assertThat(differing).isGreaterThan(100);
    }

    private static Terms with(Terms terms, Terms other) {
        return new Terms("", terms.calendar(), terms.cancellation(), other.remedies());
    }

    private static Answer answers(Terms terms, Difference difference) {
        return book(terms, difference.subject()).answer(java.util.Objects.requireNonNull(difference.example()));
    }

    private static Book book(Terms terms, String remedy) {
        return new Book(terms, dev.countermand.policies.Remedy.of(remedy).orElseThrow());
    }

    static Terms terms(String document) {
        var reading = PolicyDocument.read(document, PolicyDocument.builtIn(PolicyDocument.ANSWER_WITHIN));
        assertThat(reading).isInstanceOf(PolicyDocument.Reading.Sound.class);
        return ((PolicyDocument.Reading.Sound) reading).terms();
    }

    static List<Finding> findings(String document) {
        return TermsCheck.of(terms(document));
    }
}
