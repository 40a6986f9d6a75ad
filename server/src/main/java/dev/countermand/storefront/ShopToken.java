package dev.countermand.storefront;

import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A link's token: a JSON Web Token (RFC 7519), signed with HS256 by the seller's secret. Pure: no clock, no
/// database.
///
/// @param customer the customer's id at the shop (`sub`), or null
/// @param order the order's number (`order`), or null
/// @param lang the language to greet in (`lang`), or null
/// @param expires `exp`
/// @param print what makes it this token and no other
record ShopToken(
        @Nullable String customer,
        @Nullable String order,
        @Nullable String lang,
        Instant expires,
        String print) {

    static final Duration LIFE_MAX = Duration.ofHours(1);
    static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);

    private static final int CHARACTERS_MAX = 2000;
    private static final int WORD_MAX = 200;
    private static final String AUDIENCE = "countermand";

    /// Why a token is not accepted.
    enum Fault {
        /// Not a token, not signed by this seller, or saying too little.
        INVALID,
        /// Was one, once.
        EXPIRED
    }

    /// A token, or why not.
    record Reading(@Nullable ShopToken token, @Nullable Fault fault, String why) {

        static Reading invalid(String why) {
            return new Reading(null, Fault.INVALID, why);
        }
    }

    /// @param secrets the seller's live secret of an id; empty for unknown and revoked ones
    static Reading read(String text, String seller, Function<String, Optional<byte[]>> secrets, Instant now) {
        var parts = text.length() > CHARACTERS_MAX ? new String[0] : text.split("\\.", -1);
        if (parts.length != 3) {
            return Reading.invalid("not a JSON Web Token");
        }
        var header = json(parts[0]);
        var claims = json(parts[1]);
        if (header == null || claims == null) {
            return Reading.invalid("header or claims are not JSON");
        }
        // Only this one: the token must not choose how it is checked.
        if (!"HS256".equals(header.path("alg").asString("")) || header.has("crit")) {
            return Reading.invalid("alg must be HS256");
        }
        var secret = secrets.apply(header.path("kid").asString(""));
        if (secret.isEmpty()) {
            return Reading.invalid("kid names no live secret of this seller");
        }
        if (!isSigned(parts, secret.get())) {
            return Reading.invalid("the signature does not fit");
        }
        return claims(claims, parts, seller, now);
    }

    private static Reading claims(JsonNode claims, String[] parts, String seller, Instant now) {
        if (!AUDIENCE.equals(claims.path("aud").asString(""))
                || !seller.equals(claims.path("iss").asString(""))) {
            return Reading.invalid("aud must be countermand, and iss the seller");
        }
        var expires = instant(claims.path("exp"));
        if (expires == null || expires.isAfter(now.plus(LIFE_MAX).plus(CLOCKS_DIFFER))) {
            return Reading.invalid("exp must be a time in seconds, at most an hour ahead");
        }
        var customer = word(claims.path("sub"));
        var order = word(claims.path("order"));
        if (customer == null && order == null) {
            return Reading.invalid("sub or order must be given, as text of at most 200 characters");
        }
        if (!expires.isAfter(now.minus(CLOCKS_DIFFER))) {
            return new Reading(null, Fault.EXPIRED, "expired");
        }
        var print = sha256(parts[0] + "." + parts[1]);
        return new Reading(new ShopToken(customer, order, word(claims.path("lang")), expires, print), null, "");
    }

    private static @Nullable String word(JsonNode node) {
        if (!node.isString()) {
            return null;
        }
        var text = node.stringValue();
        return text.isBlank() || text.length() > WORD_MAX ? null : text;
    }

    private static @Nullable Instant instant(JsonNode node) {
        try {
            return node.isIntegralNumber() ? Instant.ofEpochSecond(node.longValue()) : null;
        } catch (DateTimeException | JacksonException strange) {
            return null;
        }
    }

    private static @Nullable JsonNode json(String part) {
        try {
            var tree = Json.tree(Base64.getUrlDecoder().decode(part));
            return tree.isObject() ? tree : null;
        } catch (RuntimeException strange) {
            return null;
        }
    }

    private static boolean isSigned(String[] parts, byte[] secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var own = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return MessageDigest.isEqual(own, Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
