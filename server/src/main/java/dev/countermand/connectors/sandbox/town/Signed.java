package dev.countermand.connectors.sandbox.town;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The companies' own idea of a signature after Standard Webhooks, written apart from ours: so each side
/// checks the other.
final class Signed {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Signed() {}

    static String sign(String secret, String id, long seconds, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
            byte[] hmac = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(hmac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isGood(String secret, UnaryOperator<@Nullable String> header, String body, Instant now) {
        var id = header.apply("webhook-id");
        var time = header.apply("webhook-timestamp");
        var signatures = header.apply("webhook-signature");
        if (id == null || time == null || signatures == null || !time.matches("\\d{1,11}")) {
            return false;
        }
        long seconds = Long.parseLong(time);
        if (Duration.between(Instant.ofEpochSecond(seconds), now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        byte[] expected = sign(secret, id, seconds, body).getBytes(StandardCharsets.UTF_8);
        boolean good = false;
        for (var each : signatures.split(" ", 8)) {
            good |= MessageDigest.isEqual(expected, each.getBytes(StandardCharsets.UTF_8));
        }
        return good;
    }
}
