package dev.countermand.orders;

import dev.countermand.cases.spi.PersonalData;
import dev.countermand.kernel.OrderRef;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Forgets who ordered. What was bought, for how much and where its units went stays; of the addresses
/// the country stays, which says under whose law it was sold.
@Component
class ForgetOrders implements PersonalData {

    /// Stands where the shop's id of the customer stood.
    private static final String NOBODY = "erased";

    private final OrderStore orders;
    private final PeopleStore people;
    private final Clock clock;

    ForgetOrders(OrderStore orders, PeopleStore people, Clock clock) {
        this.orders = orders;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public Optional<String> stillNeeded(OrderRef order) {
        return orders.read(order.id())
                .map(read -> read.unitsIn(Stage.OPEN) + read.unitsIn(Stage.RELEASED) + read.unitsIn(Stage.STOPPING))
                .filter(units -> units > 0)
                .map(units -> units + " units have not been shipped yet: the warehouse needs the address");
    }

    @Override
    public void forget(Person person) {
        orders.read(person.order().id()).ifPresent(order -> {
            var customer = order.customer();
            people.forget(
                    person.order(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    Jsonb.write(new Order.Customer(NOBODY, "", null, null, customer.locale(), customer.country())),
                    Jsonb.write(nowhere(order.billingAddress())),
                    order.shippingAddress() == null ? null : Jsonb.write(nowhere(order.shippingAddress())));
        });
    }

    private static Order.Address nowhere(Order.Address address) {
        return new Order.Address("", "", null, null, "", null, null, address.country());
    }

    /// A later snapshot of an order whose person was erased does not bring him back.
    static Order without(Order given, Order erased) {
        return new Order(
                given.ref(),
                given.version(),
                given.placedAt(),
                given.takenAt(),
                given.currency(),
                given.taxIncluded(),
                erased.customer(),
                erased.billingAddress(),
                erased.shippingAddress(),
                given.lines().stream().map(line -> without(line, erased)).toList(),
                given.shipping(),
                given.shippingTax(),
                given.shippingStandard(),
                given.fees(),
                given.discount(),
                given.payments(),
                given.amountDue(),
                Map.of());
    }

    private static Order.Line without(Order.Line given, Order erased) {
        return new Order.Line(
                given.line(),
                given.sku(),
                given.title(),
                given.quantity(),
                given.unitPrice(),
                given.discount(),
                given.tax(),
                given.kind(),
                given.accessedAt(),
                erased.line(given.line()).map(Order.Line::attributes).orElse(Map.of()),
                Map.of(),
                given.units(),
                given.replaces());
    }
}
