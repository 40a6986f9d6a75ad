package dev.countermand.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeSignatureTests {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:00Z");
    private static final String SECRET = "whsec_test_secret";
    private static final byte[] BODY = "{\"id\": \"evt_1\"}".getBytes(StandardCharsets.UTF_8);

    private static boolean verify(String header) {
        return StripeSignature.verify(header, BODY, List.of(SECRET), NOW);
    }

    /// Made with another program: `printf '%s.%s' 1614265330 '{"id": "evt_1"}' | openssl dgst -sha256 -hmac …`.
    @Test
    void agreesWithAnotherProgram() {
        var then = Instant.ofEpochSecond(1_614_265_330);
        assertThat(StripeSignature.header(then, BODY, List.of(SECRET)))
                .isEqualTo("t=1614265330,v1=db3b6658c903ae6ff08ff22c30341a882da5b4f7c8cf5cc245daf619d7007f07");
    }

    @Test
    void takesTheOldSecretBesideTheNewOne() {
        var header = StripeSignature.header(NOW, BODY, List.of("whsec_new", SECRET));
        assertThat(verify(header)).isTrue();
        assertThat(StripeSignature.verify(header, BODY, List.of("whsec_other"), NOW))
                .isFalse();
        assertThat(StripeSignature.verify(header, BODY, List.of(), NOW)).isFalse();
    }

    @Test
    void aByteMoreIsAnotherBody() {
        var header = StripeSignature.header(NOW, BODY, List.of(SECRET));
        var more = "{\"id\": \"evt_1\"} ".getBytes(StandardCharsets.UTF_8);
        assertThat(StripeSignature.verify(header, more, List.of(SECRET), NOW)).isFalse();
    }

    @Test
    void fiveMinutesEitherWay() {
        for (var age : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
            assertThat(verify(StripeSignature.header(NOW.minus(age), BODY, List.of(SECRET))))
                    .isTrue();
        }
        for (var age : List.of(Duration.ofSeconds(301), Duration.ofSeconds(-301))) {
            assertThat(verify(StripeSignature.header(NOW.minus(age), BODY, List.of(SECRET))))
                    .isFalse();
        }
    }

    @Test
    void anotherTimeThanTheSignedOneDoesNotFit() {
        var header = StripeSignature.header(NOW, BODY, List.of(SECRET));
        var later = "t=" + (NOW.getEpochSecond() + 1) + header.substring(header.indexOf(','));
        assertThat(verify(later)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=,v1=",
                "t=1795169700",
                "v1=00",
                "t=99999999999999999999,v1=00",
                "t=x,v1=zz",
                "t=-1,v1=0",
                ",,,,",
                "v0=abc,t=1"
            })
    void whatIsNoSignatureIsRefused(String header) {
        assertThat(verify(header)).isFalse();
    }

    @Test
    void noHeaderAndAnEndlessOneAreRefused() {
        assertThat(StripeSignature.verify(null, BODY, List.of(SECRET), NOW)).isFalse();
        assertThat(verify("t=1,".repeat(10_000))).isFalse();
    }
}
