package dev.countermand.cases;

import dev.countermand.kernel.OrderId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts the personal fields of a fact with its order's key: AES-256-GCM, a random nonce in front,
/// bound to the fact's place so that no ciphertext can be moved to another one.
final class PersonalSeal {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PersonalSeal() {}

    static byte[] newKey() {
        return random(KEY_BYTES);
    }

    static byte[] seal(byte[] key, OrderId order, long seq, String plain) {
        return seal(key, place(order, seq), plain);
    }

    /// Not for facts: those have their number as their place.
    static byte[] seal(byte[] key, OrderId order, String place, String plain) {
        return seal(key, place(order, place), plain);
    }

    private static byte[] seal(byte[] key, byte[] place, String plain) {
        byte[] nonce = random(NONCE_BYTES);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The plain text; empty when this key did not seal these bytes for this place.
    static Optional<String> open(byte[] key, OrderId order, long seq, byte[] sealed) {
        return open(key, place(order, seq), sealed);
    }

    static Optional<String> open(byte[] key, OrderId order, String place, byte[] sealed) {
        return open(key, place(order, place), sealed);
    }

    private static Optional<String> open(byte[] key, byte[] place, byte[] sealed) {
        if (sealed.length < NONCE_BYTES) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce, place).doFinal(rest);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (AEADBadTagException foreign) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place);
        return cipher;
    }

    private static byte[] place(OrderId order, long seq) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                // The identifier carries the part.
                .putLong(order.value().getMostSignificantBits())
                .putLong(order.value().getLeastSignificantBits())
                .putLong(seq)
                .array();
    }

    /// Never as long as that of a fact.
    private static byte[] place(OrderId order, String place) {
        byte[] name = ("place " + place).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 * Long.BYTES + name.length)
                .putLong(order.value().getMostSignificantBits())
                .putLong(order.value().getLeastSignificantBits())
                .putLong(-1)
                .put(name)
                .array();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
