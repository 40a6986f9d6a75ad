package dev.countermand.notifications.receipts.web;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.receipts.Receipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A receipt as programs read it.
///
/// @param cancellation what it is about; absent where that is a `change`
/// @param kid which of the published keys signed it
/// @param sha256 of `jws`, base64url: what remains when the person is erased
/// @param receipt what was signed, to be read without taking the JWS apart; absent in lists, and once
/// erased
/// @param jws the receipt itself; absent in lists, and once erased
record ReceiptJson(
        String id,
        String number,
        SellerId seller,
        String order,
        OrderId orderId,
        @Nullable String cancellation,
        @Nullable String change,
        String kind,
        Instant happenedAt,
        Instant issuedAt,
        String kid,
        String sha256,
        @Nullable JsonNode receipt,
        @Nullable String jws) {

    static ReceiptJson of(Receipt receipt) {
        return new ReceiptJson(
                receipt.id(),
                receipt.number(),
                receipt.order().seller(),
                receipt.order().number(),
                receipt.order().id(),
                isChange(receipt) ? null : receipt.thing(),
                isChange(receipt) ? receipt.thing() : null,
                receipt.kind(),
                receipt.happenedAt(),
                receipt.issuedAt(),
                receipt.kid(),
                receipt.sha256(),
                receipt.claims(),
                receipt.jws());
    }

    private static boolean isChange(Receipt receipt) {
        return receipt.kind().startsWith("change.");
    }
}
