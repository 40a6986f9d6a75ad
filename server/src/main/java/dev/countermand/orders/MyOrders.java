package dev.countermand.orders;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Visit;
import dev.countermand.accounts.Visitor;
import dev.countermand.accounts.spi.OrderOwners;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The orders of whoever visits: those of the mailbox or customer he has shown to be, and those that links
/// have opened.
@Component
public class MyOrders implements OrderOwners {

    /// In these stages an order is still going on.
    static final Set<Stage> MOVING =
            EnumSet.of(Stage.OPEN, Stage.RELEASED, Stage.STOPPING, Stage.SHIPPED, Stage.RETURNING);

    private final CustomerOrderStore store;
    private final OrderStore orders;
    private final OrderLinks links;

    MyOrders(CustomerOrderStore store, OrderStore orders, OrderLinks links) {
        this.store = store;
        this.orders = orders;
        this.links = links;
    }

    /// A customer as one seller knows him: by address or by id.
    record Key(SellerId seller, String key) {}

    /// Whose orders.
    record Owner(List<Key> mailboxes, List<Key> customers, List<OrderId> orders) {}

    /// A page of them.
    ///
    /// @param next pass it to go on; null on the last page
    public record Page(List<Order> orders, @Nullable String next) {}

    /// The visitor's orders, newest first. Fails with INVALID for a cursor that is not ours.
    ///
    /// @param current those that are still going on, else the canceled and finished ones
    /// @param after the `next` of the page before, or null
    public Page list(
            List<Visit> visits, List<Visitor.Grant> grants, boolean current, @Nullable String after, int limit) {
        var owner = new Owner(
                visits.stream().map(this::mailbox).flatMap(Optional::stream).toList(),
                visits.stream()
                        .filter(visit -> visit.proof() == Visit.Proof.CUSTOMER)
                        .map(visit -> new Key(visit.seller(), visit.who()))
                        .toList(),
                grants.stream().map(Visitor.Grant::order).toList());
        var rows = store.page(owner, current, after == null ? null : cursor(after), limit + 1);
        boolean more = rows.size() > limit;
        var shown = more ? rows.subList(0, limit) : rows;
        return new Page(
                shown.stream()
                        .map(row -> orders.read(row.id()))
                        .flatMap(Optional::stream)
                        .toList(),
                more ? cursor(shown.getLast()) : null);
    }

    @Override
    public boolean covers(Visit visit, OrderId id) {
        return orders.read(id)
                .filter(order -> order.ref().seller().equals(visit.seller()))
                .filter(order -> switch (visit.proof()) {
                    case CUSTOMER -> visit.who().equals(order.customer().id());
                    case MAILBOX -> isOf(order, mailbox(visit));
                })
                .isPresent();
    }

    private static boolean isOf(Order order, Optional<Key> mailbox) {
        var email = order.customer().email();
        return email != null
                && mailbox.filter(known -> known.key().equals(OrderStore.key(email)))
                        .isPresent();
    }

    // The address is taken from the order whose link was opened, and only while it is still the one that
    // the link was sent to.
    private Optional<Key> mailbox(Visit visit) {
        if (visit.proof() != Visit.Proof.MAILBOX) {
            return Optional.empty();
        }
        var fields = visit.who().split("\\.", 2);
        return OrderId.parse(fields[0]).flatMap(orders::read).flatMap(order -> mailbox(visit, order, fields[1]));
    }

    private Optional<Key> mailbox(Visit visit, Order order, String print) {
        var email = order.customer().email();
        boolean same = email != null
                && order.ref().seller().equals(visit.seller())
                && links.print(visit.seller(), email).equals(print);
        return same && email != null ? Optional.of(new Key(visit.seller(), OrderStore.key(email))) : Optional.empty();
    }

    private static String cursor(CustomerOrderStore.Row row) {
        var plain = row.id().value() + row.at().toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static CustomerOrderStore.Row cursor(String text) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return new CustomerOrderStore.Row(
                    new OrderId(UUID.fromString(plain.substring(0, 36))), OffsetDateTime.parse(plain.substring(36)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException strange) {
            throw Problem.invalid("bad_cursor", "after", "Go on from the `next` of the page before.");
        }
    }
}
