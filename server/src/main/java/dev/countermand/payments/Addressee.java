package dev.countermand.payments;

import dev.countermand.cases.Recipient;
import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Orders;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// To whom it is told that his money was sent, or came back.
@Component
class Addressee {

    // Orders call the payments at intake, so they must not be needed to make us.
    private final ObjectProvider<Orders> orders;

    Addressee(ObjectProvider<Orders> orders) {
        this.orders = orders;
    }

    /// The customer; null when the order is gone.
    @Nullable
    Recipient of(OrderRef order) {
        return orders.getObject()
                .find(order.id())
                .map(found -> found.customer())
                .map(customer -> new Recipient(customer.name(), customer.email(), customer.phone(), customer.locale()))
                .orElse(null);
    }
}
