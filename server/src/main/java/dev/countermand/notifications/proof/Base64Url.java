package dev.countermand.notifications.proof;

import java.util.Base64;
import java.util.Optional;

/// Base64url without padding, in its one and only spelling: the JDK's decoder also takes spellings whose
/// last character differs in bits that mean nothing.
final class Base64Url {

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
