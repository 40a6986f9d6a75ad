package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.policies.Terms;
import dev.countermand.site.Json;
import java.time.Duration;
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
                        Duration.ofMinutes(30),
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
                        + "\"shipping\":\"with_last_unit\"}");
        assertThat(Json.read(Json.write(terms), Terms.Cancellation.class)).isEqualTo(terms);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            # body                                                     | what is wrong where
            {"opem": "never"}                                          | /opem unknown_property
            {"open": "perhaps"}                                        | /open wrong_type
            {"open": 1}                                                | /open wrong_type
            {"released": true}                                         | /released wrong_type
            {"window": 30}                                             | /window wrong_type
            {"window": "30 minutes"}                                   | /window invalid_duration
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
