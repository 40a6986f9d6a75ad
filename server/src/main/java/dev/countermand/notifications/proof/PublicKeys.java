package dev.countermand.notifications.proof;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The keys by which receipts are checked, as they are published: a JWK set (RFC 7517) of P-256 keys.
public final class PublicKeys {

    private static final int COORDINATE_BYTES = 32;
    private static final int KID_CHARACTERS = 16;

    private final Map<String, PublicKey> keys;

    private PublicKeys(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /// Reads a JWK set. Keys of other kinds in it are passed over. Fails with `IllegalArgumentException`
    /// for anything else.
    public static PublicKeys read(String jwks) {
        JsonNode set;
        try {
            set = Jws.JSON.readTree(jwks);
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("this is not JSON", notJson);
        }
        if (!set.path("keys").isArray()) {
            throw new IllegalArgumentException("there is no \"keys\" in it: a JWK set begins {\"keys\": [");
        }
        var keys = new LinkedHashMap<String, PublicKey>();
        for (var key : set.path("keys")) {
            if (key.path("kty").asString("").equals("EC")
                    && key.path("crv").asString("").equals("P-256")
                    && key.path("kid").isString()) {
                keys.put(key.path("kid").stringValue(), key(key));
            }
        }
        return new PublicKeys(keys);
    }

    /// The key as it is published: one member of a JWK set.
    public static Map<String, Object> publish(PublicKey key) {
        var jwk = new LinkedHashMap<String, Object>();
        jwk.put("kty", "EC");
        jwk.put("crv", "P-256");
        jwk.put("x", coordinate(((ECPublicKey) key).getW().getAffineX()));
        jwk.put("y", coordinate(((ECPublicKey) key).getW().getAffineY()));
        jwk.put("kid", kid(jwk));
        jwk.put("use", "sig");
        jwk.put("alg", Jws.ALGORITHM);
        return jwk;
    }

    /// The beginning of the key's thumbprint (RFC 7638): the same key has the same name everywhere.
    private static String kid(Map<String, Object> jwk) {
        var members =
                "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + jwk.get("x") + "\",\"y\":\"" + jwk.get("y") + "\"}";
        return sha256(members.getBytes(StandardCharsets.UTF_8)).substring(0, KID_CHARACTERS);
    }

    /// SHA-256 in base64url, as receipts name what they belong to.
    public static String sha256(byte[] bytes) {
        try {
            return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How the keys are called.
    public Set<String> names() {
        return keys.keySet();
    }

    boolean knows(String kid) {
        return keys.containsKey(kid);
    }

    boolean verify(String kid, byte[] signed, byte[] signature) {
        var key = keys.get(kid);
        if (key == null) {
            return false;
        }
        try {
            var check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    private static PublicKey key(JsonNode jwk) {
        try {
            var curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            var point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException notOnTheCurve) {
            throw new IllegalArgumentException("the key " + jwk.path("kid") + " is damaged", notOnTheCurve);
        }
    }

    private static BigInteger number(JsonNode jwk, String name) {
        return Base64Url.decode(jwk.path(name).asString(""))
                .filter(bytes -> bytes.length == COORDINATE_BYTES)
                .map(bytes -> new BigInteger(1, bytes))
                .orElseThrow(() -> new IllegalArgumentException("the key " + jwk.path("kid") + " is damaged"));
    }

    private static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        // A sign byte in front, or leading zeros missing.
        byte[] digits = bytes.length > COORDINATE_BYTES
                ? Arrays.copyOfRange(bytes, bytes.length - COORDINATE_BYTES, bytes.length)
                : bytes;
        System.arraycopy(digits, 0, fixed, COORDINATE_BYTES - digits.length, digits.length);
        return Base64Url.encode(fixed);
    }
}
