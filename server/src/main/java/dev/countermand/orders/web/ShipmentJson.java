package dev.countermand.orders.web;

import dev.countermand.orders.Order;
import dev.countermand.orders.Shipment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A parcel as programs read it.
///
/// @param id the warehouse's own id
/// @param publicId what `/v1/shipments/{id}` takes
/// @param order the order's number
/// @param report whether it was told after it had left
record ShipmentJson(
        String id,
        String publicId,
        String seller,
        String order,
        String orderId,
        String carrier,
        @Nullable String tracking,
        boolean report,
        @Nullable Instant shippedAt,
        Instant takenAt,
        String status,
        List<LineJson> lines,
        List<Shipment.Event> events) {

    /// @param quantity units in this parcel that this telling took
    /// @param fromStopping of them, units that an attempt to cancel was holding: it came too late for them
    /// @param fromCanceled of them, units that had been canceled and left all the same
    /// @param excess units told to be in it that had shipped before, as far as we know
    /// @param units where all units of the line are now
    record LineJson(
            String line,
            String sku,
            String title,
            int quantity,
            int fromStopping,
            int fromCanceled,
            int excess,
            int delivered,
            int lost,
            Map<String, Integer> units) {

        static LineJson of(Order order, Shipment.Line shipped) {
            var line = order.line(shipped.line()).orElseThrow();
            return new LineJson(
                    line.line(),
                    line.sku(),
                    line.title(),
                    shipped.quantity(),
                    shipped.fromStopping(),
                    shipped.fromCanceled(),
                    shipped.excess(),
                    shipped.delivered(),
                    shipped.lost(),
                    OrderJson.words(line.units()));
        }
    }

    static ShipmentJson of(Shipment shipment, Order order) {
        return new ShipmentJson(
                shipment.id(),
                shipment.publicId(),
                order.ref().seller().value(),
                order.ref().number(),
                order.ref().id().toString(),
                shipment.carrier(),
                shipment.tracking(),
                shipment.report(),
                shipment.shippedAt(),
                shipment.takenAt(),
                shipment.status(),
                shipment.lines().stream().map(l -> LineJson.of(order, l)).toList(),
                shipment.events());
    }
}
