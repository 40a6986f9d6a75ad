package dev.countermand.orders;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order for tests of rules, which nobody stores: in euros, for one customer, with nothing to be paid.
///
/// @param country where the bill goes
/// @param customers the country in which the customer lives, as far as anybody said so
public record PaperOrder(
        Instant placed, String country, @Nullable String customers, Map<String, Object> metadata) {

    /// Of a customer in Germany.
    public PaperOrder(Instant placed) {
        this(placed, "DE", "DE", Map.of());
    }

    /// The order of these lines.
    public Order of(List<Order.Line> lines) {
        var address = new Order.Address("Ada", "1 Test Street", null, null, "Town", null, "10115", country);
        return new Order(
                new OrderRef(new OrderId(new UUID(1, 2)), new SellerId("shop"), "1001"),
                null,
                placed,
                placed,
                "EUR",
                true,
                new Order.Customer("c1", "Ada", "ada@example.org", null, "de", customers),
                address,
                null,
                lines,
                0,
                0,
                null,
                0,
                0,
                List.of(),
                0,
                metadata);
    }
}
