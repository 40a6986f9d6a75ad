package dev.countermand.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopTokenTests {

    private static final Instant NOW = Instant.parse("2026-11-20T10:15:00Z");
    private static final long SECONDS = NOW.getEpochSecond();
    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    private static final String HEADER = "{'alg':'HS256','kid':'lnk_1'}";
    private static final String CLAIMS = "{'iss':'kors','aud':'countermand','sub':'c1','exp':%d}";

    @Test
    void readsWhatTheShopSigned() {
        var token =
                token(HEADER, "{'iss':'kors','aud':'countermand','sub':'c1','order':'#W1','lang':'de','exp':%d}", 60);
        var read = read(token).token();
        assertThat(read).isNotNull();
        assertThat(read.customer()).isEqualTo("c1");
        assertThat(read.order()).isEqualTo("#W1");
        assertThat(read.lang()).isEqualTo("de");
        assertThat(read.expires()).isEqualTo(NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"60, ok", "3660, ok", "3661, INVALID", "-59, ok", "-60, EXPIRED", "-99999, EXPIRED"})
    void livesForAnHourAtMostAndForgivesAMinuteOfClocks(long ahead, String expected) {
        var read = read(token(HEADER, CLAIMS, ahead));
        assertThat(read.fault() == null ? "ok" : read.fault().name()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'alg':'none','kid':'lnk_1'}              | {'iss':'kors','aud':'countermand','sub':'c1','exp':%d}
            {'alg':'RS256','kid':'lnk_1'}             | {'iss':'kors','aud':'countermand','sub':'c1','exp':%d}
            {'alg':'HS256'}                           | {'iss':'kors','aud':'countermand','sub':'c1','exp':%d}
            {'alg':'HS256','kid':'lnk_2'}             | {'iss':'kors','aud':'countermand','sub':'c1','exp':%d}
            {'alg':'HS256','kid':'lnk_1','crit':[]}   | {'iss':'kors','aud':'countermand','sub':'c1','exp':%d}
            {'alg':'HS256','kid':'lnk_1'}             | {'iss':'other','aud':'countermand','sub':'c1','exp':%d}
            {'alg':'HS256','kid':'lnk_1'}             | {'iss':'kors','aud':'elsewhere','sub':'c1','exp':%d}
            {'alg':'HS256','kid':'lnk_1'}             | {'iss':'kors','sub':'c1','exp':%d}
            {'alg':'HS256','kid':'lnk_1'}             | {'iss':'kors','aud':'countermand','exp':%d}
            {'alg':'HS256','kid':'lnk_1'}             | {'iss':'kors','aud':'countermand','sub':7,'exp':%d}
            {'alg':'HS256','kid':'lnk_1'}             | {'iss':'kors','aud':'countermand','sub':' ','exp':%d}
            {'alg':'HS256','kid':'lnk_1'}             | {'iss':'kors','aud':'countermand','sub':'c1','exp':'%d'}
            {'alg':'HS256','kid':'lnk_1'}             | {'iss':'kors','aud':'countermand','sub':'c1'}
            {'alg':'HS256','kid':'lnk_1'}             | ['iss']
            """)
    void whatSaysTooLittleOrTheWrongThingOpensNothing(String header, String claims) {
        assertThat(read(token(header, claims, 60)).fault()).isEqualTo(ShopToken.Fault.INVALID);
    }

    @Test
    void aSingleChangedCharacterOpensNothing() {
        var good = token(HEADER, CLAIMS, 60);
        assertThat(read(good).fault()).isNull();
        for (int at = 0; at < good.length(); at++) {
            char other = good.charAt(at) == 'B' ? 'Q' : 'B';
            var forged = good.substring(0, at) + other + good.substring(at + 1);
            // The last character of base64 may differ in bits that mean nothing.
            if (at < good.length() - 1) {
                assertThat(read(forged).token()).as("changed at %d", at).isNull();
            }
        }
        assertThat(read("x".repeat(5000)).fault()).isEqualTo(ShopToken.Fault.INVALID);
        assertThat(read("..").fault()).isEqualTo(ShopToken.Fault.INVALID);
    }

    private static ShopToken.Reading read(String token) {
        return ShopToken.read(
                token,
                "kors",
                kid -> kid.equals("lnk_1") ? Optional.of(Base64.getUrlDecoder().decode(SECRET)) : Optional.empty(),
                NOW);
    }

    private static String token(String header, String claims, long ahead) {
        return Jwt.sign(
                header.replace('\'', '"'), claims.formatted(SECONDS + ahead).replace('\'', '"'), SECRET);
    }
}
