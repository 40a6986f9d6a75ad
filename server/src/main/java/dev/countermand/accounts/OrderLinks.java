package dev.countermand.accounts;

import dev.countermand.kernel.OrderId;
import java.net.URI;

/// Links that open one order without an account: signed with a secret kept in the database, so that every server
/// process accepts them.
public class OrderLinks {

    /// The address that opens the order for whoever holds it, absolute, valid for 90 days from now.
    public URI open(OrderId order) {
        throw new UnsupportedOperationException();
    }
}
