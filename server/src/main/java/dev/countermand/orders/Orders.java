package dev.countermand.orders;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.util.Optional;

/// What was bought and where it is. The one door for snapshots, releases, shipments and deliveries.
public class Orders {

    /// Which order a seller's number names; empty for unknown ones.
    public Optional<OrderRef> ref(SellerId seller, String number) {
        throw new UnsupportedOperationException();
    }

    /// The order as it stands now; empty for unknown ones.
    public Optional<Order> find(SellerId seller, String number) {
        throw new UnsupportedOperationException();
    }

    /// The order as it stands now; empty for unknown ones.
    public Optional<Order> find(OrderId id) {
        throw new UnsupportedOperationException();
    }
}
