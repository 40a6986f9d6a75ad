package dev.countermand.site;

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
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A secret that does not stand in the database: a setting, else the content of `<name>.secret` in the
/// data folder, made at the first need. It seals what does stand there, so that the database, or a backup
/// of it, gives nothing away.
public final class HomeSecret {

    private static final int SECRET_BYTES = 32;
    private static final int SECRET_CHARACTERS_MIN = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final String name;

    private HomeSecret(String purpose, String secret) {
        this.key = new SecretKeySpec(sha256("countermand " + purpose + " key\0" + secret), "AES");
        this.name = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sha256("countermand " + purpose + " secret's name\0" + secret))
                .substring(0, 16);
    }

    /// The secret for a purpose such as `receipt`, whose setting is `countermand.receipt-secret`. Fails with
    /// `IllegalArgumentException` for one that is too short to be one.
    ///
    /// @param configured the setting; blank for none
    public static HomeSecret of(String purpose, String configured, String home) {
        if (!configured.isBlank() && configured.strip().length() < SECRET_CHARACTERS_MIN) {
            throw new IllegalArgumentException("countermand." + purpose + "-secret must have at least "
                    + SECRET_CHARACTERS_MIN + " characters; make one with: openssl rand -base64 32");
        }
        return new HomeSecret(purpose, configured.isBlank() ? kept(Path.of(home), purpose) : configured.strip());
    }

    /// Tells this secret from others, and nothing about it.
    public String name() {
        return name;
    }

    /// Seals bytes for a place; nowhere else do they open.
    public byte[] seal(String place, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, place, nonce).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The plain bytes; empty when they were not sealed with this secret for this place.
    public Optional<byte[]> open(String place, byte[] sealed) {
        if (sealed.length < NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(sealed).get(nonce);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, place, nonce)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException foreign) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, String place, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static String kept(Path home, String purpose) {
        var file = home.resolve(purpose + ".secret");
        try {
            if (!Files.exists(file)) {
                make(file, purpose);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Written beside and moved to its place: another process must never read half of it.
    private static void make(Path file, String purpose) throws IOException {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var fresh = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? Files.createTempFile(
                        folder,
                        purpose,
                        ".secret",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, purpose, ".secret");
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
