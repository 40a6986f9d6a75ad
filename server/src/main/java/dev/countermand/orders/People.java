package dev.countermand.orders;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Who ordered: found for those who must forget him.
@Component
public class People {

    /// The person of an order.
    ///
    /// @param customer the shop's id of him
    /// @param addresses every e-mail address the order has
    public record Person(String customer, Set<String> addresses) {}

    /// An order whose person's time is over.
    public record Old(OrderRef order, Instant takenAt) {}

    private static final UUID FIRST = new UUID(0, 0);

    private final OrderStore orders;
    private final PeopleStore store;
    private final Goods goods;

    People(OrderStore orders, PeopleStore store, Goods goods) {
        this.orders = orders;
        this.store = store;
        this.goods = goods;
    }

    /// A customer's orders whose person is still known, by our identifiers. Exactly one of the three
    /// names them; a number names one order.
    public List<OrderRef> ordersOf(
            SellerId seller,
            @Nullable String customer,
            @Nullable String email,
            @Nullable String number,
            @Nullable OrderId after,
            int limit) {
        if (number != null) {
            return orders.ref(Ids.part(seller, number), seller, number).stream().toList();
        }
        var from = after == null ? FIRST : after.value();
        if (customer != null) {
            return store.ofCustomer(seller, customer, from, limit);
        }
        return email == null ? List.of() : store.ofEmail(seller, email, from, limit);
    }

    /// A seller's orders taken before then whose person is still known, the oldest first.
    ///
    /// @param after from where to go on, or null
    public List<Old> takenBefore(SellerId seller, Instant before, @Nullable Old after, int limit) {
        return store.takenBefore(
                seller,
                before,
                after == null ? Instant.EPOCH : after.takenAt(),
                after == null ? FIRST : after.order().id().value(),
                limit);
    }

    /// Locks the order until the end of the transaction and answers its person; empty when he was erased
    /// before. Fails with NOT_FOUND.
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Person> lock(OrderRef ref) {
        var order = goods.lock(ref);
        if (store.isErased(ref.id())) {
            return Optional.empty();
        }
        var addresses = new LinkedHashSet<String>();
        if (order.customer().email() != null) {
            addresses.add(order.customer().email());
        }
        return Optional.of(new Person(order.customer().id(), addresses));
    }
}
