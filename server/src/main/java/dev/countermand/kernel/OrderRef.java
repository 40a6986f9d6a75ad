package dev.countermand.kernel;

/// Which order: our identifier, and the seller and number by which people know it.
public record OrderRef(OrderId id, SellerId seller, String number) {

    /// The part that holds everything about this order.
    public int part() {
        return id.part();
    }
}
