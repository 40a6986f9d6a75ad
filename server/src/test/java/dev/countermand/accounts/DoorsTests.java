package dev.countermand.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What programs find below `/v1` and `/actuator` besides the commands.
@AppTest
class DoorsTests {

    @LocalServerPort
    int port;

    @Test
    void describesTheApiToAnybody() {
        var reply = http().get("/v1/openapi.json");
        assertThat(reply.status()).isEqualTo(200);
        var api = reply.json();
        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(api.at("/components/securitySchemes/key/scheme").asString()).isEqualTo("bearer");
        assertThat(api.path("paths").has("/v1/keys")).isTrue();
        assertThat(api.at("/paths/~1v1~1keys/post/parameters").isMissingNode()).isTrue();
        assertThat(reply.text())
                .doesNotContain("\"Actor\"")
                .doesNotContain("/desk")
                .doesNotContain("/error");
    }

    @Test
    void tellsItsHealthToAnybodyAndFiguresToTheOperator() {
        assertThat(http().get("/actuator/health").json().path("status").asString())
                .isEqualTo("UP");
        assertThat(http().get("/actuator/health/readiness")
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("UP");
        assertThat(http().get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(http().get("/actuator/health").text()).doesNotContain("components");
        assertThat(http().get("/actuator/metrics").status()).isEqualTo(401);
        assertThat(operator().get("/actuator/metrics").status()).isEqualTo(200);
        assertThat(operator().get("/actuator/env").status()).isEqualTo(404);
        String seller = operator()
                .post("/v1/keys", "{\"seller\": \"doors\"}")
                .json()
                .path("key")
                .asString();
        assertThat(http().as(seller).get("/actuator/metrics").status()).isEqualTo(403);
    }

    @Test
    void sendsNoContentThatABrowserCouldRun() {
        var reply = operator().get("/v1/keys");
        assertThat(reply.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.response().headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void namesMethodAndMediaTypeThatWouldDo() {
        var method = operator().put("/v1/keys", "{}");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.code()).isEqualTo("method_not_allowed");
        assertThat(method.header("Allow")).contains("POST").contains("GET");
        var type = operator().send("POST", "/v1/keys", "text/csv", "a,b");
        assertThat(type.status()).isEqualTo(415);
        assertThat(type.code()).isEqualTo("unsupported_media_type");
        var accept = operator().with("Accept", "image/png").get("/v1/keys");
        assertThat(accept.status()).isEqualTo(406);
        assertThat(accept.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void refusesBrokenEmptyAndHugeBodies() {
        var broken = operator().post("/v1/keys", "{\"seller\": ");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.code()).isEqualTo("malformed");
        assertThat(broken.json().path("line").asInt()).isEqualTo(1);
        assertThat(operator().post("/v1/keys", "").status()).isEqualTo(400);
        var huge = operator().post("/v1/keys", "{\"seller\": \"" + "x".repeat(5_000_000) + "\"}");
        assertThat(huge.status()).isEqualTo(413);
        assertThat(huge.code()).isEqualTo("too_large");
    }

    @Test
    void anUnknownPageIsAPageWithAWayBack() {
        var reply = http().with("Accept", "text/html").get("/no/such/page");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("Content-Type")).startsWith("text/html");
        assertThat(reply.text()).contains("href=\"/\"").doesNotContain("Exception");
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("same-origin");
    }

    private Http http() {
        return Http.at(port);
    }

    private Http operator() {
        return http().as(AppTest.OPERATOR_KEY);
    }
}
