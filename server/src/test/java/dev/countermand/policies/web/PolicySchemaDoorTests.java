package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The schema as editors fetch it.
@AppTest
class PolicySchemaDoorTests {

    @LocalServerPort
    int port;

    @Test
    void anybodyReadsItAndMayKeepIt() {
        var reply = Http.at(port).get("/policy.schema.json");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/schema+json");
        assertThat(reply.header("Cache-Control")).contains("public").contains("max-age=3600");
        assertThat(reply.json().path("$defs").path("cancel").path("properties").has("window"))
                .isTrue();
    }
}
