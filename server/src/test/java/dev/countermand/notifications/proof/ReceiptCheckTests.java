package dev.countermand.notifications.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The check of receipts, without a server: what is good, and every way in which it can be bad.
class ReceiptCheckTests {

    private static final Notary SHOP = new Notary();
    private static final String RECEIPT = SHOP.receipt();

    private static Checked check(String file) {
        return check(file.getBytes(StandardCharsets.UTF_8));
    }

    private static Checked check(byte[] file) {
        return ReceiptCheck.file(file, SHOP.keys());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String with(String header) {
        var parts = RECEIPT.split("\\.");
        return base64(header) + "." + parts[1] + "." + parts[2];
    }

    @Test
    void aGenuineReceiptIsGenuineForUsAndForAnothersJose() throws Exception {
        var checked = check(RECEIPT);
        assertThat(checked.isUnchanged()).isTrue();
        assertThat(checked.kid()).isEqualTo(SHOP.kid);
        assertThat(checked.claims().path("number").asString()).isEqualTo("R-2026-000123");

        var theirs = JWSObject.parse(RECEIPT);
        var key = JWKSet.parse(SHOP.jwks).getKeyByKeyId(theirs.getHeader().getKeyID());
        assertThat(theirs.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        assertThat(key.computeThumbprint().toString()).startsWith(SHOP.kid);
    }

    @Test
    void everyBitFlippedInAnyByteOfAReceiptIsFound() {
        var good = RECEIPT.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < good.length; at++) {
            var bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            assertThat(check(bad).finding()).as("byte " + at).isNotEqualTo(Finding.GENUINE);
        }
    }

    @Test
    void theOtherSpellingsOfTheLastCharacterAreFoundToo() {
        var all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var stem = RECEIPT.substring(0, RECEIPT.length() - 1);
        var good = all.chars()
                .filter(last -> check(stem + (char) last).finding() == Finding.GENUINE)
                .count();
        assertThat(good).isOne();
    }

    @Test
    void everyTruncationIsFound() {
        for (int length = 0; length < RECEIPT.length(); length += 3) {
            assertThat(check(RECEIPT.substring(0, length)).finding())
                    .as("first " + length)
                    .isNotEqualTo(Finding.GENUINE);
        }
        assertThat(check(RECEIPT.substring(0, RECEIPT.length() - 20)).finding()).isEqualTo(Finding.INCOMPLETE);
        assertThat(check(RECEIPT.substring(0, RECEIPT.indexOf('.', RECEIPT.indexOf('.') + 1)))
                        .finding())
                .isEqualTo(Finding.INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{\"alg\":\"none\"}', UNSIGNED",
                "'{\"alg\":\"nOnE\",\"kid\":\"KID\"}', UNSIGNED",
                "'{\"alg\":\"HS256\",\"kid\":\"KID\"}', FOREIGN_ALGORITHM",
                "'{\"alg\":\"ES256\",\"kid\":\"KID\",\"crit\":[\"exp\"]}', FOREIGN_ALGORITHM",
                "'{\"alg\":\"ES256\",\"kid\":\"KID\",\"b64\":false}', FOREIGN_ALGORITHM",
                "'{\"alg\":\"ES256\",\"kid\":\"another\"}', FOREIGN_KEY",
                "'{\"alg\":\"ES256\"}', FOREIGN_KEY",
                "'{\"alg\":\"ES256\",\"alg\":\"none\",\"kid\":\"KID\"}', ALTERED",
                "'{\"alg\":\"ES256\",\"kid\":\"KID\"}', ALTERED",
            })
    void aForgedHeaderIsNamedForWhatItIs(String header, Finding finding) {
        assertThat(check(with(header.replace("KID", SHOP.kid))).finding()).isEqualTo(finding);
    }

    @Test
    void whatHasNoSignatureAtAllIsUnsigned() {
        assertThat(check(base64("{\"alg\":\"none\"}") + "." + base64(Notary.CLAIMS) + ".")
                        .finding())
                .isEqualTo(Finding.UNSIGNED);
    }

    @Test
    void anothersReceiptIsForeignAlsoUnderOurName() {
        var other = new Notary();
        assertThat(check(other.receipt()).finding()).isEqualTo(Finding.FOREIGN_KEY);
        var parts = other.receipt().split("\\.");
        var ours = RECEIPT.split("\\.")[0];
        assertThat(check(ours + "." + parts[1] + "." + parts[2]).finding()).isEqualTo(Finding.ALTERED);
    }

    @Test
    void oneThingOfOursDoesNotPassForAnother() {
        assertThat(check(SHOP.signs(Jws.BRIEF, "{\"n\":\"R-2026-000001\"}")).finding())
                .isEqualTo(Finding.ANOTHER_THING);
        assertThat(ReceiptCheck.brief(RECEIPT, SHOP.keys()).finding()).isEqualTo(Finding.ANOTHER_THING);
        assertThat(ReceiptCheck.brief(SHOP.signs(Jws.BRIEF, "{\"n\":\"1\"}"), SHOP.keys())
                        .finding())
                .isEqualTo(Finding.GENUINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "hello", "eyJ", "a.b.c", "{}", "{\"jws\": 1}", "[[[[", "%PDF-1.7", "....", "{\"jws\""})
    void whatIsNoReceiptIsNoneAndBreaksNothing(String file) {
        assertThat(check(file).finding()).isIn(Finding.NOTHING_THERE, Finding.INCOMPLETE, Finding.ALTERED);
    }

    @Test
    void theReadableMembersOfTheJsonMustBeWhatWasSigned() {
        var json = "{\"receipt\": %s, \"jws\": \"%s\"}";
        assertThat(check(json.formatted(Notary.CLAIMS, RECEIPT)).isUnchanged()).isTrue();
        var lie = Notary.CLAIMS.replace("4590", "9590");
        assertThat(check(json.formatted(lie, RECEIPT)).finding()).isEqualTo(Finding.ALTERED);
        assertThat(check("{\"jws\": \"%s\"}".formatted(RECEIPT)).finding()).isEqualTo(Finding.ALTERED);
    }

    private static byte[] paper(String... receipts) {
        var pdf = new StringBuilder("%PDF-1.7\nwords that people read\n");
        for (var receipt : receipts) {
            pdf.append("4 0 obj\nstream\r\n").append(receipt).append("\r\nendstream\n");
        }
        return pdf.append("%%EOF\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void everyByteFlippedInASealedPaperIsFound() {
        var good = SHOP.seals(paper(RECEIPT), RECEIPT);
        assertThat(check(good).isUnchanged()).isTrue();
        for (int at = 0; at < good.length; at++) {
            var bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            assertThat(check(bad).isUnchanged()).as("byte " + at).isFalse();
        }
    }

    @Test
    void aPaperIsOnlyAsGoodAsItsSeal() {
        assertThat(check(paper(RECEIPT)).paper()).isEqualTo(Paper.State.WITHOUT_SEAL);
        assertThat(check(paper(RECEIPT)).isUnchanged()).isFalse();
        var other = SHOP.signs(Jws.RECEIPT, "{\"number\":\"R-2026-000002\"}");
        var sealed = new String(SHOP.seals(paper(RECEIPT), RECEIPT), StandardCharsets.ISO_8859_1);
        var swapped = sealed.replace(RECEIPT, other);
        assertThat(check(swapped.getBytes(StandardCharsets.ISO_8859_1)).paper()).isEqualTo(Paper.State.BROKEN);
        assertThat(check(new Notary().seals(paper(RECEIPT), RECEIPT)).paper()).isEqualTo(Paper.State.BROKEN);
        assertThat(check(sealed + "%%EOF\n").paper()).isEqualTo(Paper.State.BROKEN);
    }

    @Test
    void aPaperWithTwoReceiptsSaysNothing() {
        var two = SHOP.seals(paper(RECEIPT, SHOP.receipt()), RECEIPT);
        assertThat(check(two).finding()).isEqualTo(Finding.ALTERED);
        assertThat(check(two).claims()).isNull();
    }

    @Test
    void aHugeFileIsNotLookedAt() {
        var huge = new byte[ReceiptCheck.BYTES_MAX + 1];
        Arrays.fill(huge, (byte) 'e');
        assertThat(check(huge).finding()).isEqualTo(Finding.NOTHING_THERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"keys\": 1}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"a\",\"x\":\"AA\",\"y\":\"AA\"}]}"
            })
    void damagedKeysAreNamed(String jwks) {
        assertThatThrownBy(() -> PublicKeys.read(jwks)).isInstanceOf(IllegalArgumentException.class);
    }
}
