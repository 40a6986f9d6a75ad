package dev.countermand.outgoing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signatures after Standard Webhooks (<https://www.standardwebhooks.com>): HMAC-SHA256 over id, time and
/// body.
public final class WebhookSignature {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_BYTES_MIN = 24;
    private static final int SECRET_BYTES_MAX = 64;

    /// What a signature header may hold: while secrets change there are two.
    private static final int SIGNATURES_MAX = 10;

    private WebhookSignature() {}

    /// A new secret, `whsec_…`.
    public static String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /// Whether the text is a secret as the standard has it.
    public static boolean isSecret(String text) {
        return key(text) != null;
    }

    /// The three headers, signed with each of the secrets.
    public static Map<String, String> headers(String id, Instant at, byte[] body, List<String> secrets) {
        var time = Long.toString(at.getEpochSecond());
        var signatures = secrets.stream()
                .map(secret -> VERSION + Base64.getEncoder().encodeToString(sign(secret, id, time, body)))
                .collect(Collectors.joining(" "));
        return Map.of(ID, id, TIMESTAMP, time, SIGNATURE, signatures);
    }

    /// Whether the body was signed with one of the secrets, not too long ago and not in the future.
    ///
    /// @param header gives a header's value, null for one that is not there
    public static boolean verify(
            UnaryOperator<@Nullable String> header,
            byte[] body,
            List<String> secrets,
            Instant now,
            Duration tolerance) {
        var id = header.apply(ID);
        var time = header.apply(TIMESTAMP);
        var signatures = header.apply(SIGNATURE);
        if (id == null || signatures == null || time == null || !time.matches("\\d{1,11}")) {
            return false;
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                .abs();
        if (age.compareTo(tolerance) > 0) {
            return false;
        }
        boolean valid = false;
        for (var signature : signatures.split(" ", SIGNATURES_MAX)) {
            for (var secret : secrets) {
                // Every pair is compared, whichever fits.
                valid |= fits(signature, sign(secret, id, time, body));
            }
        }
        return valid;
    }

    private static boolean fits(String signature, byte[] expected) {
        if (!signature.startsWith(VERSION)) {
            return false;
        }
        try {
            return MessageDigest.isEqual(Base64.getDecoder().decode(signature.substring(VERSION.length())), expected);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] sign(String secret, String id, String time, byte[] body) {
        var key = key(secret);
        if (key == null) {
            throw new IllegalArgumentException("not a webhook secret");
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + '.' + time + '.').getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte @Nullable [] key(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return null;
        }
        try {
            var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            return key.length >= SECRET_BYTES_MIN && key.length <= SECRET_BYTES_MAX ? key : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
