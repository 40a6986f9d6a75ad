package dev.countermand.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JsonTests {

    enum Mood {
        CALM,
        VERY_CALM
    }

    record Line(String line, int quantity) {}

    record Thing(
            @Nullable String name,
            @Nullable Long amount,
            @Nullable Boolean open,
            @Nullable Mood mood,
            @Nullable Instant at,
            @Nullable SellerId seller,
            @Nullable OrderId order,
            @Nullable List<Line> lines,
            @Nullable JsonNode metadata) {}

    @Test
    void writesWordsTimesAndIdentifiersAsTheApiPromises() {
        var id = new OrderId(new UUID(0x0001_0000_0000_0001L, 2));
        var thing = new Thing(
                "Ärmel",
                5L,
                null,
                Mood.VERY_CALM,
                Instant.parse("2026-11-20T10:15:00Z"),
                new SellerId("kors"),
                id,
                List.of(new Line("1", 2)),
                null);
        assertThat(Json.write(thing))
                .isEqualTo("{\"name\":\"Ärmel\",\"amount\":5,\"mood\":\"very_calm\",\"at\":\"2026-11-20T10:15:00Z\","
                        + "\"seller\":\"kors\",\"order\":\"ord_00010000000000010000000000000002\","
                        + "\"lines\":[{\"line\":\"1\",\"quantity\":2}]}");
        assertThat(Json.read(Json.write(thing), Thing.class)).isEqualTo(thing);
        assertThat(Json.write(Map.of(Mood.VERY_CALM, 1))).isEqualTo("{\"very_calm\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"nmae": "x"}                             | /nmae            | unknown_property | Known are: amount, at, lines, metadata, mood, name, open, order, seller.
            {"lines": [{"line":"1","quantity":1,"qty":1}]} | /lines/0/qty | unknown_property | Known are: line, quantity.
            {"amount": "5"}                           | /amount          | wrong_type       | Expected a whole number
            {"amount": 5.0}                           | /amount          | wrong_type       | Expected a whole number
            {"amount": 5e2}                           | /amount          | wrong_type       | Expected a whole number
            {"amount": 99999999999999999999}          | /amount          | wrong_type       | too large
            {"amount": ""}                            | /amount          | wrong_type       | Expected a whole number
            {"amount": true}                          | /amount          | wrong_type       | Expected a whole number
            {"lines": [{"line":"1","quantity":9999999999}]} | /lines/0/quantity | wrong_type | too large
            {"lines": [{"line":"1","quantity":null}]} | /lines/0/quantity | wrong_type      | found null
            {"lines": [{"line":"1"}]}                 | /lines/0/quantity | required        | Expected a whole number here.
            {"lines": [{"line":1,"quantity":1}]}      | /lines/0/line    | wrong_type       | Expected text here, found a whole number
            {"lines": {"line":"1"}}                   | /lines           | wrong_type       | Expected a list here, found an object
            {"lines": ["1"]}                          | /lines/0         | wrong_type       | Expected an object
            {"lines": ""}                             | /lines           | wrong_type       | Expected a list
            {"name": 5}                               | /name            | wrong_type       | Expected text
            {"name": false}                           | /name            | wrong_type       | Expected text
            {"name": ["x"]}                           | /name            | wrong_type       | Expected text
            {"open": "true"}                          | /open            | wrong_type       | Expected true or false
            {"open": 1}                               | /open            | wrong_type       | Expected true or false
            {"mood": "CALM"}                          | /mood            | wrong_type       | one of calm, very_calm
            {"mood": 0}                               | /mood            | wrong_type       | one of calm, very_calm
            {"mood": ""}                              | /mood            | wrong_type       | one of calm, very_calm
            {"at": 1700000000}                        | /at              | wrong_type       | a time such as 2026-11-20T10:15:00Z
            {"at": "2026-11-20"}                      | /at              | wrong_type       | a time such as
            {"at": "2026-11-20T10:15:00"}             | /at              | wrong_type       | a time such as
            {"at": "2026-02-30T10:15:00Z"}            | /at              | wrong_type       | a time such as
            {"at": ""}                                | /at              | wrong_type       | a time such as
            {"seller": "no spaces please"}            | /seller          | wrong_type       | an identifier
            {"seller": {"value":"kors"}}              | /seller          | wrong_type       | an identifier
            {"order": "ord_1"}                        | /order           | wrong_type       | an identifier
            {"name": "a\\u0000b"}                     | /name            | invalid_text     | U+0000
            {"name": "a\\ud83d"}                      | /name            | invalid_text     | surrogate
            {"metadata": {"a/b": ["\\uDC00"]}}        | /metadata/a~1b/0 | invalid_text     | surrogate
            [1]                                       | ``               | wrong_type       | Expected an object here, found a list
            null                                      | ``               | wrong_type       | found null
            5                                         | ``               | wrong_type       | Expected an object
            """)
    void namesThePlaceOfWhatIsWrong(String json, String pointer, String code, String message) {
        var problem = problem(json);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
        assertThat(problem.errors()).hasSize(1);
        assertThat(problem.errors().getFirst().pointer()).isEqualTo(pointer);
        assertThat(problem.errors().getFirst().code()).isEqualTo(code);
        assertThat(problem.errors().getFirst().message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "x"                      | 1 | 13
            {"name": "x",}                    | 1 | 14
            {"name": 'x'}                     | 1 | 10
            {"name": "x"} {}                  | 1 | 15
            {"name": "x", "name": "y"}        | 1 | 21
            {"metadata": {"a": 1, "a": 2}}    | 1 | 26
            {name: "x"}                       | 1 | 2
            {"amount": 05}                    | 1 | 13
            {"amount": NaN}                   | 1 | 15
            {"metadata": [1}                  | 1 | 16
            nonsense                          | 1 | 1
            """)
    void saysWhereTheJsonBreaks(String json, int line, int column) {
        var problem = problem(json);
        assertThat(problem.kind()).isEqualTo(Problem.Kind.MALFORMED);
        assertThat(problem.code()).isEqualTo("malformed");
        assertThat(problem.extra()).containsEntry("line", line).containsEntry("column", column);
        assertThat(problem.detail()).doesNotContain("tools.jackson").doesNotContain("Source:");
    }

    @Test
    void refusesWhatIsTooDeepOrTooLong() {
        for (String json : List.of(
                "{\"metadata\":" + "[".repeat(100) + "]".repeat(100) + "}",
                "{\"name\":\"" + "x".repeat(1_000_001) + "\"}",
                "{\"amount\":" + "1".repeat(41) + "}",
                "{\"" + "n".repeat(50_001) + "\":1}",
                "",
                "   ",
                "{\"name\":\"\u0001\"}")) {
            var problem = problem(json);
            assertThat(problem.kind()).describedAs("%.20s", json).isEqualTo(Problem.Kind.MALFORMED);
        }
        var latin = catchThrowableOfType(
                Problem.class,
                () -> Json.read("{\"name\":\"Ärmel\"}".getBytes(StandardCharsets.ISO_8859_1), Thing.class));
        assertThat(latin.kind()).isEqualTo(Problem.Kind.MALFORMED);
    }

    @Test
    void readsTimesOfAnyOffsetToTheMicrosecond() {
        var thing = Json.read("{\"at\":\"2026-11-20t11:15:00.1234567+01:00\"}", Thing.class);
        assertThat(thing.at()).isEqualTo(Instant.parse("2026-11-20T10:15:00.123456Z"));
    }

    @Test
    void keepsPairedSurrogatesAndNullInsideMetadata() {
        var thing = Json.read("{\"name\":\"\\ud83d\\ude00\",\"metadata\":{\"a\":null}}", Thing.class);
        assertThat(thing.name()).isEqualTo("😀");
        assertThat(Json.write(thing)).isEqualTo("{\"name\":\"😀\",\"metadata\":{\"a\":null}}");
    }

    private static Problem problem(String json) {
        return catchThrowableOfType(Problem.class, () -> Json.read(json, Thing.class));
    }
}
