package dev.countermand.connectors.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Checks `Stripe-Signature: t=…,v1=…`: HMAC-SHA256 over time, point and the raw body, keyed with the whole
/// text of the endpoint's secret. Pure.
///
/// See <https://docs.stripe.com/webhooks#verify-manually>.
final class StripeSignature {

    static final String HEADER = "Stripe-Signature";

    /// How far Stripe's clock may be from ours: what Stripe's own libraries take.
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int HEADER_CHARACTERS_MAX = 2000;
    private static final int SIGNATURES_MAX = 10;
    private static final String TIME = "t=";
    private static final String SIGNATURE = "v1=";

    private StripeSignature() {}

    /// Whether the body was signed with one of the secrets, within the tolerance of now.
    static boolean verify(@Nullable String header, byte[] body, List<String> secrets, Instant now) {
        if (header == null || header.length() > HEADER_CHARACTERS_MAX) {
            return false;
        }
        String time = null;
        var signatures = new ArrayList<String>();
        for (var part : header.split(",", -1)) {
            var element = part.strip();
            if (element.startsWith(TIME) && time == null) {
                time = element.substring(TIME.length());
            } else if (element.startsWith(SIGNATURE) && signatures.size() < SIGNATURES_MAX) {
                signatures.add(element.substring(SIGNATURE.length()));
            }
        }
        if (time == null || !time.matches("\\d{1,11}") || !isRecent(time, now)) {
            return false;
        }
        boolean valid = false;
        for (var secret : secrets) {
            byte[] expected = sign(secret, time, body);
            for (var signature : signatures) {
                // Every pair is compared, whichever fits.
                valid |= fits(signature, expected);
            }
        }
        return valid;
    }

    /// The header for a body, as Stripe would send it.
    static String header(Instant at, byte[] body, List<String> secrets) {
        var time = Long.toString(at.getEpochSecond());
        var header = new StringBuilder(TIME).append(time);
        secrets.forEach(secret ->
                header.append(',').append(SIGNATURE).append(HexFormat.of().formatHex(sign(secret, time, body))));
        return header.toString();
    }

    private static boolean isRecent(String time, Instant now) {
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                .abs();
        return age.compareTo(TOLERANCE) <= 0;
    }

    private static boolean fits(String signature, byte[] expected) {
        try {
            return MessageDigest.isEqual(HexFormat.of().parseHex(signature), expected);
        } catch (IllegalArgumentException notHex) {
            return false;
        }
    }

    private static byte[] sign(String secret, String time, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((time + '.').getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
