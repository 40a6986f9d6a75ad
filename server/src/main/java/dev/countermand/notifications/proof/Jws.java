package dev.countermand.notifications.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON Web Signatures (RFC 7515) in their compact form, as this house makes and takes them: ES256 and
/// nothing else, the key named by `kid`, the thing by `typ`.
public final class Jws {

    /// A whole receipt.
    public static final String RECEIPT = "countermand-receipt";
    /// The few words of a receipt that fit into a QR code.
    public static final String BRIEF = "countermand-brief";
    /// What stands behind the end of a paper, and is about all that stands before.
    public static final String SEAL = "countermand-seal";

    static final String ALGORITHM = "ES256";
    private static final String JDK_ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final int SIGNATURE_BYTES = 64;
    private static final int HEADER_CHARACTERS_MAX = 1_000;

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Jws() {}

    /// What came out.
    ///
    /// @param kid the key it names; null when it names none that can be read
    /// @param claims what was signed; null unless genuine
    record Opened(
            Finding finding, @Nullable String kid, @Nullable JsonNode claims) {}

    /// Signs.
    ///
    /// @param type one of the types above, so that one thing cannot pass for another
    public static String sign(String type, String kid, PrivateKey key, byte[] payload) {
        var header = new LinkedHashMap<String, Object>(Map.of("alg", ALGORITHM));
        header.put("kid", kid);
        header.put("typ", type);
        var text = Base64Url.encode(JSON.writeValueAsBytes(header)) + '.' + Base64Url.encode(payload);
        try {
            var signature = Signature.getInstance(JDK_ALGORITHM);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + '.' + Base64Url.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Checks, and opens what is genuine.
    ///
    /// @param type what it must be
    static Opened open(String compact, String type, PublicKeys keys) {
        var parts = compact.split("\\.", -1);
        var header = header(parts[0]);
        if (header == null) {
            return found(parts[0].startsWith("eyJ") ? Finding.ALTERED : Finding.NOTHING_THERE, null);
        }
        var kid = header.path("kid").isString() ? header.path("kid").stringValue() : null;
        var objection = objection(header, parts, kid, keys);
        if (objection != null) {
            return found(objection, kid);
        }
        var payload = Base64Url.decode(parts[1]);
        var signature = Base64Url.decode(parts[2]);
        if (payload.isEmpty() || signature.isEmpty() || signature.get().length != SIGNATURE_BYTES) {
            return found(parts[2].length() < SIGNATURE_BYTES * 4 / 3 ? Finding.INCOMPLETE : Finding.ALTERED, kid);
        }
        var signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
        if (kid == null || !keys.verify(kid, signed, signature.get())) {
            return found(Finding.ALTERED, kid);
        }
        if (!header.path("typ").asString("").equals(type)) {
            return found(Finding.ANOTHER_THING, kid);
        }
        return new Opened(Finding.GENUINE, kid, JSON.readTree(payload.get()));
    }

    private static @Nullable Finding objection(JsonNode header, String[] parts, @Nullable String kid, PublicKeys keys) {
        var algorithm = header.path("alg").asString("");
        if (algorithm.equalsIgnoreCase("none")) {
            return Finding.UNSIGNED;
        }
        if (parts.length < 3) {
            return Finding.INCOMPLETE;
        }
        if (parts.length > 3) {
            return Finding.NOTHING_THERE;
        }
        if (!algorithm.equals(ALGORITHM) || header.has("crit") || header.has("b64")) {
            return Finding.FOREIGN_ALGORITHM;
        }
        return kid == null || !keys.knows(kid) ? Finding.FOREIGN_KEY : null;
    }

    private static @Nullable JsonNode header(String part) {
        if (part.length() > HEADER_CHARACTERS_MAX) {
            return null;
        }
        try {
            return Base64Url.decode(part)
                    .map(JSON::readTree)
                    .filter(JsonNode::isObject)
                    .orElse(null);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static Opened found(Finding finding, @Nullable String kid) {
        return new Opened(finding, kid, null);
    }
}
