package dev.countermand.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The Ed25519 key that signs checkpoints, and the public keys whose signatures count. Both are files of
/// the home folder: whoever can write the database alone cannot sign.
@Component
class CheckpointKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final int ID_BYTES = 8;

    private final Path own;
    private final Path trusted;
    private @Nullable KeyPair pair;

    CheckpointKeys(@Value("${countermand.home}") Path home) {
        this.own = home.resolve("checkpoint.key");
        this.trusted = home.resolve("checkpoint.trusted");
    }

    /// Names a public key: the beginning of its SHA-256.
    static String id(byte[] publicKey) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey);
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] publicKey() {
        return pair().getPublic().getEncoded();
    }

    Checkpoint.Signed sign(byte[] hash) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair().getPrivate());
            signature.update(hash);
            return new Checkpoint.Signed(id(publicKey()), signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The keys whose signatures count, by their names: our own, and those that the operator lists in
    /// `checkpoint.trusted`, one in each line.
    Map<String, byte[]> trusted() {
        var keys = new HashMap<String, byte[]>();
        keys.put(id(publicKey()), publicKey());
        try {
            if (Files.exists(trusted)) {
                for (var line : Files.readAllLines(trusted)) {
                    var word = line.strip();
                    if (!word.isEmpty() && !word.startsWith("#")) {
                        byte[] key = Base64.getDecoder().decode(word);
                        keys.put(id(key), key);
                    }
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalStateException(
                    trusted + " cannot be read: one public key in base64 on each line", unreadable);
        }
        return keys;
    }

    static boolean verifies(byte[] publicKey, byte[] hash, byte[] signature) {
        try {
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey)));
            check.update(hash);
            return check.verify(signature);
        } catch (GeneralSecurityException forged) {
            return false;
        }
    }

    private synchronized KeyPair pair() {
        if (pair == null) {
            try {
                pair = Files.exists(own) ? read() : make();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException failure) {
                throw new IllegalStateException(own + " is not a key; put the right one back", failure);
            }
        }
        return Objects.requireNonNull(pair);
    }

    private KeyPair make() throws IOException, GeneralSecurityException {
        var made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        var base64 = Base64.getEncoder();
        Files.createDirectories(Objects.requireNonNull(own.toAbsolutePath().getParent()));
        try (var channel = Files.newByteChannel(
                own,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var text = base64.encodeToString(made.getPrivate().getEncoded()) + "\n"
                    + base64.encodeToString(made.getPublic().getEncoded()) + "\n";
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            return made;
        } catch (FileAlreadyExistsException another) {
            return read();
        }
    }

    private KeyPair read() throws IOException, GeneralSecurityException {
        List<String> lines = Files.readAllLines(own);
        var factory = KeyFactory.getInstance(ALGORITHM);
        PrivateKey secret = factory.generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0).strip())));
        PublicKey open = factory.generatePublic(
                new X509EncodedKeySpec(Base64.getDecoder().decode(lines.get(1).strip())));
        return new KeyPair(open, secret);
    }
}
