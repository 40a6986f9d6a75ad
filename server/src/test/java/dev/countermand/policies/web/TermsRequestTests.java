package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.site.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsRequestTests {

    private static final Terms.Cancellation BUILT_IN = new Terms.Cancellation(
            Terms.Rule.ALLOWED,
            Terms.Rule.ALLOWED,
            null,
            Set.of(),
            Set.of(),
            Duration.ofHours(24),
            Terms.Silence.UNABLE,
            Terms.ShippingBack.WITH_LAST_UNIT);

    @Test
    void whatIsLeftOutIsAsInTheBuiltInTerms() {
        assertThat(read("{}")).isEqualTo(BUILT_IN);
        assertThat(read("{\"window\":null,\"deadline\":null,\"personKinds\":null}"))
                .isEqualTo(BUILT_IN);
        assertThat(read("{\"silence\":\"successful\"}").deadline()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void everythingCanBeStated() {
        assertThat(read("""
                {"open": "person", "released": "never", "window": "PT30M", "personKinds": ["gift_card", "digital"],
                 "refusedKinds": ["final_sale"], "deadline": "P2DT1H", "silence": "successful", "shipping": "always"}
                """))
                .isEqualTo(new Terms.Cancellation(
                        Terms.Rule.PERSON,
                        Terms.Rule.NEVER,
                        Window.of(Duration.ofMinutes(30)),
                        Set.of(Order.Kind.DIGITAL, Order.Kind.GIFT_CARD),
                        Set.of(Order.Kind.FINAL_SALE),
                        Duration.ofHours(49),
                        Terms.Silence.SUCCESSFUL,
                        Terms.ShippingBack.ALWAYS));
    }

    @Test
    void termsReadBackAsTheyWereWritten() {
        var terms = read("{\"window\":\"PT1S\",\"deadline\":\"P400D\",\"refusedKinds\":[\"service\",\"digital\"]}");
        assertThat(Json.write(terms))
                .isEqualTo("{\"open\":\"allowed\",\"released\":\"allowed\",\"window\":\"PT1S\",\"personKinds\":[],"
                        + "\"refusedKinds\":[\"digital\",\"service\"],\"deadline\":\"PT9600H\",\"silence\":\"unable\","
                        + "\"shipping\":\"with_last_unit\",\"fees\":\"with_last_unit\",\"tenderOrder\":[],"
                        + "\"storeCredit\":\"never\",\"reasons\":[],\"exceptions\":[]}");
        assertThat(Json.read(Json.write(terms), Terms.Cancellation.class)).isEqualTo(terms);
        var later = read("{\"window\":\"PT1S\",\"afterwards\":{\"open\":\"person\"}}");
        assertThat(later.afterwards()).isEqualTo(Map.of(Stage.OPEN, Terms.Rule.PERSON));
        assertThat(read(Json.write(later))).isEqualTo(later);
    }

    @Test
    void theTermsOfMoneyCanBeStatedAndReadBack() {
        var terms = read("""
                {"shipping": "cheapest_standard", "fees": "never", "tenderOrder": ["gift_card", "card"],
                 "fee": {"percent": 12.50}, "storeCredit": "by_choice"}
                """);
        assertThat(terms)
                .returns(Terms.ShippingBack.CHEAPEST_STANDARD, Terms.Cancellation::shipping)
                .returns(Terms.FeesBack.NEVER, Terms.Cancellation::fees)
                .returns(List.of("gift_card", "card"), Terms.Cancellation::tenderOrder)
                .returns(Terms.StoreCredit.BY_CHOICE, Terms.Cancellation::storeCredit)
                .returns(new Fee(new BigDecimal("12.5"), Map.of()), Terms.Cancellation::fee);
        assertThat(Objects.requireNonNull(terms.fee()).basisPoints()).isEqualTo(1250);
        assertThat(Json.read(Json.write(terms), Terms.Cancellation.class)).isEqualTo(terms);
        var fixed = read("{\"fee\": {\"fixed\": {\"JPY\": 500, \"EUR\": 300}}}");
        assertThat(fixed.fee()).isEqualTo(new Fee(null, Map.of("EUR", 300L, "JPY", 500L)));
        assertThat(Json.read(Json.write(fixed), Terms.Cancellation.class)).isEqualTo(fixed);
        assertThat(read("{\"fee\": {\"percent\": 10}}")).isEqualTo(read("{\"fee\": {\"percent\": 10.00}}"));
        assertThat(read("{\"fee\": {}}").fee()).isNull();
    }

    @Test
    void termsThatWerePublishedBeforeMeanTheUsualOnes() {
        assertThat(Json.read(
                        "{\"open\":\"allowed\",\"released\":\"allowed\",\"personKinds\":[],\"refusedKinds\":[],"
                                + "\"deadline\":\"PT24H\",\"silence\":\"unable\",\"shipping\":\"with_last_unit\"}",
                        Terms.Cancellation.class))
                .isEqualTo(BUILT_IN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            # body                                                     | what is wrong where
            {"opem": "never"}                                          | /opem unknown_property
            {"open": "perhaps"}                                        | /open wrong_type
            {"open": 1}                                                | /open wrong_type
            {"released": true}                                         | /released wrong_type
            {"window": 30}                                             | /window wrong_type
            {"window": "half an hour"}                                 | /window invalid_duration
            {"window": ""}                                             | /window invalid_duration
            {"window": "P1M"}                                          | /window invalid_duration
            {"window": "PT0S"}                                         | /window out_of_range
            {"window": "PT-5M"}                                        | /window out_of_range
            {"window": "P400DT1S"}                                     | /window out_of_range
            {"deadline": "PT0.999S"}                                   | /deadline out_of_range
            {"deadline": "PT9999999999999999H"}                        | /deadline invalid_duration
            {"window": "x", "deadline": "y"}                           | /window invalid_duration, /deadline invalid_duration
            {"personKinds": "digital"}                                 | /personKinds wrong_type
            {"personKinds": ["digital", "toys"]}                       | /personKinds/1 wrong_type
            {"refusedKinds": ["digital", null]}                        | /refusedKinds/1 missing
            {"personKinds": ["digital"], "refusedKinds": ["digital"]}  | /refusedKinds contradiction
            {"silence": "golden"}                                      | /silence wrong_type
            {"shipping": "sometimes"}                                  | /shipping wrong_type
            {"fees": "cheapest_standard"}                              | /fees wrong_type
            {"storeCredit": true}                                      | /storeCredit wrong_type
            {"tenderOrder": "card"}                                    | /tenderOrder wrong_type
            {"tenderOrder": ["card", "cheque", null, "card"]}          | /tenderOrder/1 unknown_tender, /tenderOrder/2 unknown_tender, /tenderOrder/3 duplicate
            {"fee": 10}                                                | /fee wrong_type
            {"fee": {"percentage": 10}}                                | /fee/percentage unknown_property
            {"fee": {"percent": 10, "fixed": {"EUR": 500}}}            | /fee contradiction
            {"fee": {"percent": 0}}                                    | /fee/percent out_of_range
            {"fee": {"percent": -5}}                                   | /fee/percent out_of_range
            {"fee": {"percent": 100.01}}                               | /fee/percent out_of_range
            {"fee": {"percent": 3.125}}                                | /fee/percent out_of_range
            {"fee": {"percent": 1e-999999999}}                         | /fee/percent out_of_range
            {"fee": {"percent": 1e999999999}}                          | /fee/percent out_of_range
            {"fee": {"percent": "10"}}                                 | /fee/percent wrong_type
            {"fee": {"fixed": {}}}                                     | /fee/fixed out_of_range
            {"fee": {"fixed": {"EUR": 0}}}                             | /fee/fixed/EUR out_of_range
            {"fee": {"fixed": {"EUR": null}}}                          | /fee/fixed/EUR out_of_range
            {"fee": {"fixed": {"EUR": 1.5}}}                           | /fee/fixed/EUR wrong_type
            {"fee": {"fixed": {"eur": 500, "EUR": 500}}}               | /fee/fixed/eur currency
            []                                                         | ' wrong_type'
            "text"                                                     | ' wrong_type'
            null                                                       | ' wrong_type'
            """)
    void wrongTermsAreNamedByTheirPlace(String body, String expected) {
        var problem = catchThrowableOfType(Problem.class, () -> read(body));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
        assertThat(problem.errors().stream()
                        .map(error -> error.pointer() + " " + error.code())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    private static Terms.Cancellation read(String body) {
        return Json.read(body, TermsRequest.class).over(BUILT_IN);
    }
}
