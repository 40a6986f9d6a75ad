package dev.countermand.cancellations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whatever is malformed or contradictory is told where and why, and nothing is half-written.
@ByHand
class BadInputTests extends Bench {

    private static final String ASKS = """
            body                                                                             | status | code      | pointer
            {                                                                                | 400    | malformed |
            <nothing>                                                                        | 400    | malformed |
            []                                                                               | 422    | invalid   |
            {}                                                                               | 422    | invalid   | /reason
            {"reason": "because"}                                                            | 422    | invalid   | /reason
            {"reason": "CHANGED_MIND"}                                                       | 422    | invalid   | /reason
            {"reason": "other", "line": [{"line": "1", "quantity": 1}]}                      | 422    | invalid   | /line
            {"reason": "other", "lines": []}                                                 | 422    | invalid   | /lines
            {"reason": "other", "lines": [null]}                                             | 422    | invalid   | /lines/0/line
            {"reason": "other", "lines": [{"line": "1"}]}                                    | 422    | invalid   | /lines/0/quantity
            {"reason": "other", "lines": [{"quantity": 1}]}                                  | 422    | invalid   | /lines/0/line
            {"reason": "other", "lines": [{"line": "1", "quantity": 0}]}                     | 422    | invalid   | /lines/0/quantity
            {"reason": "other", "lines": [{"line": "1", "quantity": -1}]}                    | 422    | invalid   | /lines/0/quantity
            {"reason": "other", "lines": [{"line": "1", "quantity": 1.5}]}                   | 422    | invalid   | /lines/0/quantity
            {"reason": "other", "lines": [{"line": "1", "quantity": "1"}]}                   | 422    | invalid   | /lines/0/quantity
            {"reason": "other", "lines": [{"line": "1", "quantity": 99999999999}]}           | 422    | invalid   | /lines/0/quantity
            {"reason": "other", "lines": [{"line": 1, "quantity": 1}]}                       | 422    | invalid   | /lines/0/line
            {"reason": "other", "lines": [{"line": "1", "quantity": 1, "sku": "x"}]}         | 422    | invalid   | /lines/0/sku
            {"reason": "other", "lines": [{"line": "1", "quantity": 1}, {"line": "1", "quantity": 1}]} | 422 | invalid | /lines/1/line
            {"reason": "other", "lines": {"line": "1", "quantity": 1}}                       | 422    | invalid   | /lines
            {"reason": "other", "reason": "other"}                                           | 400    | malformed |
            {"reason": "other", "ifUnable": "burn"}                                          | 422    | invalid   | /ifUnable
            {"reason": "other", "note": 7}                                                   | 422    | invalid   | /note
            {"reason": "other", "note": "a\\u0000b"}                                         | 422    | invalid   | /note
            """;

    @TestFactory
    Stream<DynamicTest> aBadRequestIsToldWhereAndChangesNothing() {
        return ASKS.lines()
                .skip(1)
                .map(row ->
                        Arrays.stream(row.split("\\|", -1)).map(String::strip).toList())
                .map(row -> DynamicTest.dynamicTest(row.get(0), () -> {
                    open();
                    var number = order(2);
                    var body = row.get(0).equals("<nothing>") ? "" : row.get(0);
                    var no = shop.ask(number, body, null).expect(Integer.parseInt(row.get(1)));
                    assertThat(no.at("/code")).isEqualTo(row.get(2));
                    if (!row.get(3).isEmpty()) {
                        assertThat(no.at("/errors/0/pointer")).isEqualTo(row.get(3));
                    }
                    assertThat(shop.units(number, "1")).isEqualTo("open 2");
                    assertThat(shop.list(number).body().path("cancellations")).isEmpty();
                }));
    }

    @Test
    void anUnknownReasonIsToldTheKnownOnes() {
        var no = shop.ask(order(1), "{\"reason\": \"because\"}", null).expect(422);
        assertThat(no.at("/errors/0/message")).contains("changed_mind").contains("fraud_suspected");
    }

    @Test
    void aNoteHasAtMostTwoThousandCharacters() {
        var number = order(2);
        var most = "x".repeat(2000);
        shop.ask(
                        number,
                        "{\"reason\": \"other\", \"lines\": [{\"line\": \"1\", \"quantity\": 1}], \"note\": \"%s\"}"
                                .formatted(most),
                        null)
                .expect(201);
        var no = shop.ask(number, "{\"reason\": \"other\", \"note\": \"%s\"}".formatted(most + "x"), null)
                .expect(422);
        assertThat(no.at("/errors/0/pointer")).isEqualTo("/note");
    }

    @Test
    void anUnknownOrderIsNotFound() {
        order(1);
        assertThat(shop.cancel("W9999", "").expect(404).at("/code")).isEqualTo("not_found");
        shop.list("W9999").expect(404);
    }

    @Test
    void anUnknownCancellationIsNotFoundHoweverItIsSpelled() {
        for (var id : new String[] {"can_0", "can_zz", "x", "can_" + "0".repeat(32), "ord_" + "0".repeat(32)}) {
            shop.read(id).expect(404);
            shop.answer(id, "stopped", "").expect(404);
            shop.withdraw(id).expect(404);
        }
    }

    @Test
    void anAnswerIsReadStrictlyToo() {
        var id = shop.cancel(released(2), "").expect(202).id();
        for (var body : new String[] {
            "{}",
            "{\"outcome\": \"maybe\"}",
            "{\"outcome\": \"stopped\", \"line\": []}",
            "{\"outcome\": \"stopped\", \"lines\": []}",
            "{\"outcome\": \"stopped\", \"lines\": [{\"line\": \"1\", \"quantity\": 3}]}",
            "{\"outcome\": \"stopped\", \"lines\": [{\"line\": \"2\", \"quantity\": 1}]}"
        }) {
            shop.post("/v1/cancellations/" + id + "/answer", body).expect(422);
        }
        assertThat(shop.read(id).number("/lines/0/pending")).isEqualTo(2);
    }

    @Test
    void theSellerMustBeNamedOnceAndNotTwiceDifferently() {
        var number = order(1);
        var none = shop.send("POST", "/v1/orders/" + number + "/cancellations", "{\"reason\": \"other\"}", null);
        assertThat(none.expect(422).at("/errors/0/pointer")).isEqualTo("/seller");
        var two = shop.ask(number, "{\"reason\": \"other\", \"seller\": \"somebody\"}", null);
        assertThat(two.expect(422).at("/errors/0/pointer")).isEqualTo("/seller");
        assertThat(shop.units(number, "1")).isEqualTo("open 1");
    }
}
