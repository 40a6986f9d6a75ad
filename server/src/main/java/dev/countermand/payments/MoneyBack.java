package dev.countermand.payments;

import java.util.List;

/// What giving units back means in money, in minor units of the currency: exact to the cent, from the shares frozen at
/// intake.
///
/// @param total what the units cost, all shares included: notCharged + refunded + notDue + kept
/// @param notCharged of it, held but not yet taken: will not be charged
/// @param refunded of it, already taken: will be sent back to where it came from
/// @param notDue of it, not yet paid by any tender: need not be paid
/// @param kept of it, withheld by the terms, with the reason in the lines
/// @param remaining what the rest of the order still costs after this
/// @param lines the arithmetic, line by line
/// @param tenders to which payment it goes, in the order of giving back
public record MoneyBack(
        String currency,
        long total,
        long notCharged,
        long refunded,
        long notDue,
        long kept,
        long remaining,
        List<LineShare> lines,
        List<TenderShare> tenders) {

    /// The shares of some units of a line.
    ///
    /// @param goods price less line discount; `orderDiscount` is subtracted; `tax` is added only when prices exclude it
    public record LineShare(
            String line,
            int quantity,
            long goods,
            long orderDiscount,
            long tax,
            long shipping,
            long shippingTax,
            long total) {}

    /// What goes to one payment.
    ///
    /// @param payment the shop's id of the payment
    /// @param tender its tender, such as `card`
    /// @param action `not_charged` or `refund`, as it stands now; the worker decides by the provider's state
    public record TenderShare(String payment, String tender, String action, long amount) {}
}
