package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.kernel.Actor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Every printable character of an order number must reach the controller, percent-encoded, and lead
/// nowhere else.
@AppTest
@Import(OrderNumberPathTests.Echo.class)
class OrderNumberPathTests {

    @LocalServerPort
    int port;

    @RestController
    static class Echo {

        @RequestMapping("/v1/orders/{number}/echo-for-test")
        Map<String, String> echo(Actor actor, @PathVariable String number) {
            return Map.of("number", number, "by", actor.name());
        }
    }

    static Stream<String> numbers() {
        return Stream.concat(
                IntStream.rangeClosed(0x20, 0x7e).mapToObj(Character::toString),
                Stream.of(
                        "#W2378156",
                        "a/b",
                        "/",
                        "//",
                        "../..",
                        "..",
                        ".",
                        "%2F",
                        "%",
                        "100%25",
                        ";jsessionid=1",
                        "a;b=c",
                        "what?",
                        "two words",
                        "back\\slash",
                        "Größe-日本-😀",
                        "echo-for-test",
                        "a+b",
                        "{number}",
                        "x".repeat(64)));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void arrivesAsItWasSent(String number) {
        var reply = operator().get("/v1/orders/" + encoded(number) + "/echo-for-test");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("number").asString()).isEqualTo(number);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void needsAKeyWhateverTheNumber(String number) {
        assertThat(Http.at(port)
                        .get("/v1/orders/" + encoded(number) + "/echo-for-test")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/orders/a;b/echo-for-test",
                "/v1/orders/a%00b/echo-for-test",
                "/v1/orders/a%0ab/echo-for-test",
                "/v1/orders/%ff/echo-for-test",
                "/v1/orders/%C3%28/echo-for-test",
                "/v1/orders/a//echo-for-test",
                "/v1/orders/x/../echo-for-test",
                "/v1/keys/..%2forders",
                "/v1/keys/%2e%2e/orders",
                "/v1/keys;x=1"
            })
    void refusesWhatCouldMeanSomethingElse(String path) {
        String reply = raw("GET " + path, "Authorization: Bearer " + AppTest.OPERATOR_KEY + "\r\n");
        assertThat(reply)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json")
                .contains("\"code\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/orders/%zz/echo-for-test",
                "GET /v1/orders/a|b",
                "GET /v1/orders/a\\b/echo-for-test",
                "GET v1",
                "G@T /v1/keys",
                "TRACE /v1/keys",
                "BREW /v1/keys"
            })
    void answersWhatIsNotHttpWithAProblem(String line) {
        String reply = raw(line, "Authorization: Bearer " + AppTest.OPERATOR_KEY + "\r\n");
        assertThat(reply)
                .matches("(?s)HTTP/1.1 (400|404|405|501) .*")
                .doesNotContain("Tomcat")
                .doesNotContain("Exception");
        assertThat(reply).contains("application/problem+json");
    }

    @Test
    void refusesNulInParameters() {
        var reply = operator().get("/v1/keys?seller=a%00b");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("bad_address");
    }

    private String raw(String line, String headers) {
        return Http.raw(port, line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Connection: close\r\n\r\n");
    }

    /// RFC 3986: everything but the unreserved characters is escaped, dots too.
    private static String encoded(String number) {
        var path = new StringBuilder();
        for (byte part : number.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (part >= 'a' && part <= 'z') || (part >= 'A' && part <= 'Z') || (part >= '0' && part <= '9');
            path.append(plain ? String.valueOf((char) part) : "%%%02X".formatted(part & 0xff));
        }
        return path.toString();
    }

    private Http operator() {
        return Http.at(port).as(AppTest.OPERATOR_KEY);
    }
}
