package dev.countermand.notifications.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with a key pair of his own who signs what a test wants signed.
public final class Notary {

    private final KeyPair pair;
    public final String kid;
    public final String jwks;

    public Notary() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        var jwk = PublicKeys.publish(pair.getPublic());
        kid = String.valueOf(jwk.get("kid"));
        jwks = "{\"keys\":[" + new JsonMapper().writeValueAsString(jwk) + "]}";
    }

    public PublicKeys keys() {
        return PublicKeys.read(jwks);
    }

    public String signs(String type, String json) {
        return Jws.sign(type, kid, pair.getPrivate(), json.getBytes(StandardCharsets.UTF_8));
    }

    public String receipt() {
        return signs(Jws.RECEIPT, CLAIMS);
    }

    public byte[] seals(byte[] pdf, String jws) {
        return Paper.seal(pdf, jws, kid, pair.getPrivate());
    }

    public static final String CLAIMS = """
            {"iss":"https://shop.example","jti":"rcp_1","iat":1,"number":"R-2026-000123",
             "seller":{"id":"kors","name":"Michael's Bags"},"order":"W1001","status":"successful",
             "sentence":"We were SUCCESSFUL in canceling your order","at":"2026-11-20T10:15:00Z",
             "local":"2026-11-20T11:15:00+01:00","zone":"Europe/Berlin",
             "by":{"as":"shopper","name":"customer","channel":"page"},"customer":"Ada Example",
             "lines":[{"line":"1","sku":"B","title":"Belt","quantity":2,"outcome":"canceled"}],
             "money":{"currency":"EUR","tenders":[{"tender":"card","action":"refund","amount":4590}]}}""";
}
