package dev.countermand.policies.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.policies.document.Templates;
import dev.countermand.policies.law.Law;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where terms give customers less than a law does.
class LawCheckTests {

    private static final Law EUROPE = Law.of(List.of("eu"));

    @Test
    void termsThatGiveAtLeastAsMuchHaveNoFinding() {
        assertThat(found("policy: 1\n")).isEmpty();
        assertThat(found("policy: 1\nreturn: {delivered: allowed, window: 30 days}\nrepair: {delivered: allowed}\n"))
                .isEmpty();
    }

    @Test
    void aWindowOrAFeeForCancelingIsPassedOverByTheLaw() {
        assertThat(found("policy: 1\ncancel: {window: 30 minutes}\n")).containsExactly("law_wins /cancel proven");
        assertThat(found("policy: 1\ncancel: {fee: 5%}\n")).containsExactly("law_wins /cancel proven");
        assertThat(TermsCheck.of(TermsCheckTests.terms("policy: 1\ncancel: {window: 30 minutes}\n"), Law.NONE))
                .isEmpty();
    }

    @Test
    void aWindowForReturnsThatIsTooShortIsShownByADayOfDelivery() {
        var path = "less_than_the_law /return/window tested";
        assertThat(found("policy: 1\nreturn: {delivered: allowed, window: 13 days}\n"))
                .containsExactly(path);
        // 14 days are enough on most days, not when the last one is a day of rest.
        assertThat(found("policy: 1\nreturn: {delivered: allowed, window: 14 days}\n"))
                .containsExactly(path);
        assertThat(found("policy: 1\nreturn: {delivered: allowed, window: 16 days}\n"))
                .isEmpty();
        var finding = TermsCheck.of(
                        TermsCheckTests.terms("policy: 1\nreturn: {delivered: allowed, window: 14 days}\n"), EUROPE)
                .getFirst();
        assertThat(finding.message())
                .isEqualTo("This ends after 14 days from delivered, but consumers in 27 countries of `eu` have 14 days"
                        + " from delivered by law (Directive 2011/83/EU, articles 9 to 16): the law counts.");
    }

    @Test
    void aRuleOrAnExceptionThatRefusesWhatTheLawGivesIsNamed() {
        assertThat(found("policy: 1\nreturn: {delivered: person}\n"))
                .containsExactly("less_than_the_law /return proven");
        assertThat(found("""
                policy: 1
                return:
                  delivered: allowed
                  window: 60 days
                  exceptions:
                    - {name: sale, when: {kind: final_sale}, delivered: never}
                    - {name: engraved, when: {kind: personalized}, delivered: never}
                    - {name: abroad, when: {country: [CH, NO]}, delivered: never}
                """))
                .contains("less_than_the_law /return/exceptions/0 proven")
                .noneMatch(each -> each.matches(".*/[12] .*"));
    }

    @Test
    void guaranteesAreComparedCountryByCountry() {
        assertThat(found("policy: 1\nrepair: {delivered: allowed, window: 2 years}\n"))
                .containsExactly("less_than_the_law /repair/window tested");
        assertThat(found("policy: 1\nrepair: {delivered: allowed, window: 1 year}\n"))
                .hasSize(2);
        assertThat(found("policy: 1\nrepair: {delivered: allowed, window: 3 years}\n"))
                .isEmpty();
    }

    @Test
    void whatTheLawGivesForNothingMayCostNothing() {
        assertThat(found("policy: 1\nrepair: {delivered: allowed, sendingBack: customer}\n"))
                .containsOnly("less_than_the_law /repair/sendingBack proven");
        assertThat(found("policy: 1\nrepair: {delivered: allowed, sendingBack: shop}\n"))
                .isEmpty();
        // Whoever withdraws may have to pay for the way back, but nothing is withheld from him.
        assertThat(found("policy: 1\nreturn: {delivered: allowed, sendingBack: customer}\n"))
                .isEmpty();
        assertThat(found("policy: 1\nreturn: {delivered: allowed, fee: 10%}\n"))
                .containsExactly("less_than_the_law /return/fee proven");
    }

    @Test
    void theTemplateForBusinessesLooksAtNoLaw() {
        assertThat(TermsCheckTests.terms(Templates.text("b2b")).law()).isEmpty();
        assertThat(TermsCheckTests.terms(Templates.text("marketplace")).law()).isNull();
    }

    private static List<String> found(String document) {
        return TermsCheck.of(TermsCheckTests.terms(document), EUROPE).stream()
                .map(each -> each.code() + " " + each.path() + (each.proven() ? " proven" : " tested"))
                .toList();
    }
}
