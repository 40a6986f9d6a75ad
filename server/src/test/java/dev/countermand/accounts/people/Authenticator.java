package dev.countermand.accounts.people;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// A device that makes a passkey and signs with it, as a browser would hand it on. Written from the
/// WebAuthn recommendation, without the library that checks it.
final class Authenticator {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final KeyPair key;
    private final byte[] credential = new byte[32];
    private final String origin;
    private final String host;
    private int count;

    Authenticator(String origin, String host) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
        new SecureRandom().nextBytes(credential);
        this.origin = origin;
        this.host = host;
    }

    /// The same device, misled to another site.
    Authenticator misledTo(String otherOrigin) throws GeneralSecurityException {
        return new Authenticator(otherOrigin, host);
    }

    String make(String challenge) throws GeneralSecurityException {
        var data = new ByteArrayOutputStream();
        data.writeBytes(head(PRESENT | VERIFIED | ATTESTED));
        data.writeBytes(new byte[16]);
        data.write(0);
        data.write(credential.length);
        data.writeBytes(credential);
        data.writeBytes(cose());
        var object = new ByteArrayOutputStream();
        object.write(0xA3);
        text(object, "fmt");
        text(object, "none");
        text(object, "attStmt");
        object.write(0xA0);
        text(object, "authData");
        object.write(0x58);
        object.write(data.size());
        object.writeBytes(data.toByteArray());
        return answer("\"clientDataJSON\":\"" + client("webauthn.create", challenge) + "\",\"attestationObject\":\""
                + BASE64.encodeToString(object.toByteArray()) + "\",\"transports\":[\"internal\"]");
    }

    String sign(String challenge) throws GeneralSecurityException {
        return sign(challenge, PRESENT | VERIFIED);
    }

    /// Without having checked who holds it.
    String signUnverified(String challenge) throws GeneralSecurityException {
        return sign(challenge, PRESENT);
    }

    private String sign(String challenge, int flags) throws GeneralSecurityException {
        count++;
        byte[] data = head(flags);
        String client = client("webauthn.get", challenge);
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(data);
        signature.update(sha256(Base64.getUrlDecoder().decode(client)));
        return answer("\"clientDataJSON\":\"" + client + "\",\"authenticatorData\":\"" + BASE64.encodeToString(data)
                + "\",\"signature\":\"" + BASE64.encodeToString(signature.sign()) + "\"");
    }

    private String answer(String response) {
        String id = BASE64.encodeToString(credential);
        return "{\"id\":\"" + id + "\",\"rawId\":\"" + id + "\",\"type\":\"public-key\",\"response\":{" + response
                + "},\"clientExtensionResults\":{},\"authenticatorAttachment\":\"platform\"}";
    }

    private String client(String type, String challenge) {
        var json = "{\"type\":\"" + type + "\",\"challenge\":\"" + challenge + "\",\"origin\":\"" + origin
                + "\",\"crossOrigin\":false}";
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] head(int flags) throws GeneralSecurityException {
        var head = new ByteArrayOutputStream();
        head.writeBytes(sha256(host.getBytes(StandardCharsets.UTF_8)));
        head.write(flags);
        head.writeBytes(new byte[] {0, 0, 0, (byte) count});
        return head.toByteArray();
    }

    /// The public key: EC2, ES256, P-256, x, y.
    private byte[] cose() {
        var point = ((ECPublicKey) key.getPublic()).getW();
        var cose = new ByteArrayOutputStream();
        cose.writeBytes(new byte[] {(byte) 0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20});
        cose.writeBytes(bytes32(point.getAffineX()));
        cose.writeBytes(new byte[] {0x22, 0x58, 0x20});
        cose.writeBytes(bytes32(point.getAffineY()));
        return cose.toByteArray();
    }

    private static byte[] bytes32(BigInteger number) {
        byte[] raw = number.toByteArray();
        byte[] bytes = new byte[32];
        int length = Math.min(raw.length, 32);
        System.arraycopy(raw, raw.length - length, bytes, 32 - length, length);
        return bytes;
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(0x60 + text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
