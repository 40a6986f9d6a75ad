package dev.countermand.notifications.receipts;

import dev.countermand.notifications.proof.PublicKeys;
import dev.countermand.site.Json;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The keys that sign receipts. A process signs with the newest one that its secret opens, and makes one
/// where there is none; so several processes need not agree about anything, and a rotation is no more than
/// to retire what there is. Public halves stay published forever.
@Component
public class ReceiptKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptKeys.class);

    private final ReceiptStore store;
    private final ReceiptSecret secret;
    private final Clock clock;
    private final Map<String, PrivateKey> opened = new ConcurrentHashMap<>();

    ReceiptKeys(ReceiptStore store, ReceiptSecret secret, Clock clock) {
        this.store = store;
        this.secret = secret;
        this.clock = clock;
    }

    /// A key that signs, and its name. Never printed: it has no text but its name.
    record Signing(String kid, PrivateKey key) {

        @Override
        public String toString() {
            return kid;
        }
    }

    /// What came of a rotation.
    ///
    /// @param kid the key that signs from now on
    /// @param retired those that do not any more, but are still good for what they signed
    public record Rotation(String kid, List<String> retired) {}

    /// The key to sign with now, inside the caller's transaction.
    @Transactional(propagation = Propagation.MANDATORY)
    Signing current() {
        return store.activeKey(secret.name()).map(this::open).orElseGet(this::make);
    }

    /// The published keys as they are served: a JWK set (RFC 7517), newest first.
    public String published() {
        return "{\"keys\":[" + String.join(",", store.publishedKeys()) + "]}";
    }

    /// The published keys, to check with.
    public PublicKeys toCheck() {
        return PublicKeys.read(published());
    }

    /// Retires every key of every process and makes a new one for this; the others make theirs with their
    /// next receipt.
    @Transactional
    public Rotation rotate() {
        var retired = store.retireKeys(clock.instant().truncatedTo(ChronoUnit.MICROS));
        var made = make();
        LOG.info("receipts are signed with a new key, {}; retired: {}", made.kid(), retired);
        return new Rotation(made.kid(), retired);
    }

    private Signing open(ReceiptStore.SealedKey sealed) {
        return new Signing(
                sealed.kid(),
                opened.computeIfAbsent(sealed.kid(), kid -> privateKey(secret.open(kid, sealed.sealed()))));
    }

    private Signing make() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var jwk = PublicKeys.publish(pair.getPublic());
            var kid = String.valueOf(jwk.get("kid"));
            store.addKey(
                    kid,
                    Json.write(jwk),
                    secret.name(),
                    secret.seal(kid, pair.getPrivate().getEncoded()),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            return new Signing(kid, pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a signing key cannot be read");
        }
    }
}
