package dev.countermand.notifications.receipts;

import dev.countermand.kernel.OrderRef;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The signed receipt of one fact.
///
/// @param id public id `rcp_…`
/// @param seq the number of the fact within the order
/// @param kind the kind of the fact, such as `cancellation.successful`
/// @param thing public id of what it is about
/// @param number counts the seller's receipts of a year: `R-2026-000123`
/// @param happenedAt when it happened, to the second
/// @param issuedAt when it was signed
/// @param shopOnly whether it is of something the customer is not told
/// @param kid the key it is signed with
/// @param sha256 of the receipt, base64url
/// @param brief number, seller, kind, time and hash, signed: what a QR code holds
/// @param jws the receipt itself; null once the person was erased, and in lists
public record Receipt(
        String id,
        OrderRef order,
        long seq,
        String kind,
        String thing,
        String number,
        Instant happenedAt,
        Instant issuedAt,
        boolean shopOnly,
        String kid,
        String sha256,
        String brief,
        @Nullable String jws) {

    /// Prefix of public ids.
    public static final String PREFIX = "rcp";

    static String number(int year, long number) {
        return String.format(Locale.ROOT, "R-%d-%06d", year, number);
    }

    /// How texts call what it is of: `successful` for the kind `cancellation.successful`, else the whole kind.
    public String word() {
        return ReceiptClaims.word(kind);
    }

    /// What the receipt says; null where [#jws] is.
    public @Nullable JsonNode claims() {
        return jws == null
                ? null
                : Json.mapper()
                        .readTree(new String(
                                Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]), StandardCharsets.UTF_8));
    }
}
