package dev.countermand.notifications.receipts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Seals the private keys that stand in the database with a secret that does not: whoever gets hold of the
/// database, or of a backup of it, cannot sign. It is `countermand.receipt-secret`, else the content of
/// `receipt.secret` in the data folder, made at the first need.
///
/// Losing it loses nothing: a process with another secret makes a key of its own, and what was signed
/// before is checked by keys that are public.
@Component
class ReceiptSecret {

    private static final int SECRET_BYTES = 32;
    private static final int SECRET_CHARACTERS_MIN = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final String name;

    ReceiptSecret(
            @Value("${countermand.receipt-secret:}") String configured, @Value("${countermand.home:}") String home) {
        if (!configured.isBlank() && configured.strip().length() < SECRET_CHARACTERS_MIN) {
            throw new IllegalArgumentException("countermand.receipt-secret must have at least " + SECRET_CHARACTERS_MIN
                    + " characters; make one with: openssl rand -base64 32");
        }
        var secret = configured.isBlank() ? kept(Path.of(home, "receipt.secret")) : configured.strip();
        this.key = new SecretKeySpec(sha256("countermand receipt key\0" + secret), "AES");
        this.name = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sha256("countermand receipt secret's name\0" + secret))
                .substring(0, 16);
    }

    /// Tells this secret from others, and nothing about it.
    String name() {
        return name;
    }

    byte[] seal(String kid, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, kid, nonce, plain, 0);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    byte[] open(String kid, byte[] sealed) {
        return crypt(Cipher.DECRYPT_MODE, kid, ByteBuffer.wrap(sealed, 0, NONCE_BYTES), sealed, NONCE_BYTES);
    }

    private byte[] crypt(int mode, String kid, ByteBuffer nonce, byte[] input, int from) {
        byte[] bytes = new byte[NONCE_BYTES];
        nonce.get(bytes);
        return crypt(mode, kid, bytes, input, from);
    }

    private byte[] crypt(int mode, String kid, byte[] nonce, byte[] input, int from) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key " + kid + " does not open with its secret", e);
        }
    }

    private static String kept(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Written beside and moved to its place: another process must never read half of it.
    private static void make(Path file) throws IOException {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var fresh = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? Files.createTempFile(
                        folder,
                        "receipt",
                        ".secret",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, "receipt", ".secret");
        try {
            Files.writeString(
                    fresh,
                    Base64.getEncoder().withoutPadding().encodeToString(random) + "\n",
                    StandardOpenOption.WRITE);
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            return;
        } catch (UnsupportedOperationException noLinks) {
            Files.move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
