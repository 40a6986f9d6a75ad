package dev.countermand.feeds;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of an online-retail file.
///
/// @param row its place in the file; the heading is 1
/// @param invoice the invoice's number; empty when it cannot be read
/// @param quantity how many; of a cancellation, how many less
/// @param at in the shop's local time, as an instant
/// @param customer empty when the row names none
/// @param code why it cannot be taken as it is; null when it can
record RetailRow(
        int row,
        Kind kind,
        String invoice,
        String sku,
        String title,
        int quantity,
        Instant at,
        BigDecimal price,
        String customer,
        String country,
        @Nullable String code,
        @Nullable String message) {

    enum Kind {
        /// Something was bought.
        PURCHASE,
        /// Something was canceled; the row does not say of which purchase.
        CANCELLATION,
        /// Bookkeeping: a write-off of stock, an adjustment.
        OTHER
    }

    boolean isFaulty() {
        return code != null;
    }

    /// Nobody bought or canceled anything here, or nobody can say what.
    static RetailRow of(int row, Kind kind, String invoice, String code, String message) {
        return new RetailRow(row, kind, invoice, "", "", 0, Instant.EPOCH, BigDecimal.ZERO, "", "", code, message);
    }
}
