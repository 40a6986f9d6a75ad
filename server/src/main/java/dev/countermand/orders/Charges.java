package dev.countermand.orders;

import org.jspecify.annotations.Nullable;

/// What a snapshot charges for the order as a whole, beside its lines.
///
/// @param shippingStandard null when the shop does not say
record Charges(long shipping, long shippingTax, @Nullable Long shippingStandard, long fees, long discount) {

    static Charges of(Fields in) {
        return new Charges(
                amount(in, "shipping"),
                amount(in, "shippingTax"),
                in.whole("shippingStandard", 0, SnapshotReader.AMOUNT_MAX),
                amount(in, "fees"),
                amount(in, "discount"));
    }

    /// An amount that is nothing when it is not there.
    static long amount(Fields in, String name) {
        var amount = in.whole(name, 0, SnapshotReader.AMOUNT_MAX);
        return amount == null ? 0 : amount;
    }
}
