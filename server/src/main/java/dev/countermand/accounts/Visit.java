package dev.countermand.accounts;

import dev.countermand.kernel.SellerId;
import java.time.Instant;

/// The right to see all orders of one customer at one seller, proven in a browser.
///
/// @param proof what was proven
/// @param who for a mailbox: `<order>.<print>`, the order whose address it was and the address's print
///     ([OrderLinks#print]); for a customer: his id at the shop
/// @param until when the right ends
public record Visit(SellerId seller, Proof proof, String who, Instant until) {

    /// How somebody has shown who he is.
    public enum Proof {
        /// He opened a link that was mailed to the address shortly before.
        MAILBOX,
        /// The shop signed for the customer it had signed in.
        CUSTOMER
    }
}
