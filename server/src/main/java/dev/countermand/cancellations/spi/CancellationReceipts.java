package dev.countermand.cancellations.spi;

import dev.countermand.kernel.OrderRef;
import java.time.Instant;
import java.util.List;

/// Knows the signed receipts of cancellations and changes. They are made from committed facts, so the newest fact may
/// wait a moment for its receipt.
public interface CancellationReceipts {

    /// Where a receipt is to be had.
    ///
    /// @param id public id
    /// @param number as people say it
    /// @param kind the kind of the fact it is of
    /// @param page its address for people; `.pdf` and `.jws` behind it give the paper and the proof
    record Receipted(String id, String number, String kind, Instant at, String page) {}

    /// The receipts of a cancellation or a change, newest first.
    ///
    /// @param staff whether somebody of the shop asks, who also sees those of which the customer is not
    /// told
    List<Receipted> of(OrderRef order, String cancellation, boolean staff);
}
