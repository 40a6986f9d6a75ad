package dev.countermand.accounts.spi;

import dev.countermand.kernel.OrderRef;

/// Brings a link that opens an order to the person who ordered it.
public interface CodeSender {

    /// Sends the link to the address that stands in the order, at the sender's own pace. Called after
    /// the caller's identity claim (number and e-mail) matched; the answer on the page is the same
    /// either way.
    void sendLink(OrderRef order);
}
