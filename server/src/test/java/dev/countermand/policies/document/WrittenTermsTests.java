package dev.countermand.policies.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.policies.Condition;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.Terms;
import org.junit.jupiter.api.Test;

/// What is written is read again.
class WrittenTermsTests {

    private static final int TERMS = 2000;

    @Test
    void writtenTermsReadTheSame() {
        var random = new RandomTerms(20_261_122);
        int exceptions = 0;
        int remedies = 0;
        for (int i = 0; i < TERMS; i++) {
            var terms = random.terms();
            var document = PolicyDocument.write(terms);
            assertThat(PolicyDocumentTests.sound(document)).as(document).isEqualTo(terms);
            exceptions += terms.cancellation().exceptions().size();
            remedies += terms.remedies().size();
        }
        assertThat(exceptions).isGreaterThan(TERMS);
        assertThat(remedies).isGreaterThan(TERMS);
    }

    @Test
    void theBuiltInTermsAreAShortDocument() {
        assertThat(PolicyDocument.write(new Terms("", PolicyDocumentTests.BUILT_IN)))
                .isEqualTo("""
                policy: 1
                cancel:
                  open: allowed
                  released: allowed
                  window: none
                  answerWithin: 24 hours
                """);
    }

    @Test
    void randomTermsAreNotAllAlike() {
        var random = new RandomTerms(1);
        var some = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> random.terms())
                .toList();
        assertThat(some).doesNotHaveDuplicates();
        assertThat(some.stream()
                        .flatMap(terms -> terms.remedies().values().stream())
                        .map(RemedyTerms::exceptions)
                        .flatMap(java.util.List::stream)
                        .map(special -> special.when()))
                .anyMatch(Condition.ALWAYS::equals)
                .anyMatch(when -> when.amount() != null && when.placed() != null);
    }
}
