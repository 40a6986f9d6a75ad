package dev.countermand.orders.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.orders.Shipment;
import dev.countermand.orders.Stage;
import dev.countermand.orders.Units;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An order as programs read it: the snapshot's own form, our identifiers, and where each unit is. Amounts and
/// payments are absent for whoever may not see money.
record OrderJson(
        String id,
        String seller,
        String number,
        @Nullable Long version,
        @Nullable Instant placedAt,
        Instant takenAt,
        String currency,
        boolean taxIncluded,
        Order.Customer customer,
        Order.Address billingAddress,
        Order.@Nullable Address shippingAddress,
        List<LineJson> lines,
        @Nullable Long shipping,
        @Nullable Long shippingTax,
        @Nullable Long shippingStandard,
        @Nullable Long fees,
        @Nullable Long discount,
        @Nullable List<PaymentJson> payments,
        @Nullable Long amountDue,
        Map<String, Object> metadata,
        List<ParcelJson> shipments) {

    /// @param units how many are in each stage, all stages named
    /// @param replaces the line whose units it took the place of by a change; absent as it was ordered
    record LineJson(
            String line,
            String sku,
            String title,
            int quantity,
            @Nullable Long unitPrice,
            @Nullable Long discount,
            @Nullable Long tax,
            String kind,
            @Nullable Instant accessedAt,
            Map<String, Object> attributes,
            Map<String, Object> metadata,
            Map<String, Integer> units,
            @Nullable String replaces) {

        static LineJson of(Order.Line line, boolean money) {
            return new LineJson(
                    line.line(),
                    line.sku(),
                    line.title(),
                    line.quantity(),
                    money ? line.unitPrice() : null,
                    money ? line.discount() : null,
                    money ? line.tax() : null,
                    line.kind().word(),
                    line.accessedAt(),
                    line.attributes(),
                    line.metadata(),
                    words(line.units()),
                    line.replaces());
        }
    }

    /// @param publicId what `/v1/payments/{id}` takes
    record PaymentJson(
            String id,
            String publicId,
            String tender,
            String gateway,
            long amount,
            boolean captured,
            @Nullable String reference,
            @Nullable String scheme) {

        static PaymentJson of(Order order, Order.Tender payment) {
            return new PaymentJson(
                    payment.id(),
                    Ids.text("pay", Ids.derive(order.ref().id(), "pay", payment.id())),
                    payment.tender(),
                    payment.gateway(),
                    payment.amount(),
                    payment.captured(),
                    payment.reference(),
                    payment.scheme());
        }
    }

    /// @param publicId what `/v1/shipments/{id}` takes
    record ParcelJson(
            String id,
            String publicId,
            String carrier,
            @Nullable String tracking,
            boolean report,
            @Nullable Instant shippedAt,
            String status) {

        static ParcelJson of(Shipment shipment) {
            return new ParcelJson(
                    shipment.id(),
                    shipment.publicId(),
                    shipment.carrier(),
                    shipment.tracking(),
                    shipment.report(),
                    shipment.shippedAt(),
                    shipment.status());
        }
    }

    /// For this reader.
    static OrderJson of(Order order, List<Shipment> shipments, Actor reader) {
        boolean money = reader.may(Right.SEE_MONEY);
        return new OrderJson(
                order.ref().id().toString(),
                order.ref().seller().value(),
                order.ref().number(),
                order.version(),
                order.placedAt(),
                order.takenAt(),
                order.currency(),
                order.taxIncluded(),
                order.customer(),
                order.billingAddress(),
                order.shippingAddress(),
                order.lines().stream().map(line -> LineJson.of(line, money)).toList(),
                money ? order.shipping() : null,
                money ? order.shippingTax() : null,
                money ? order.shippingStandard() : null,
                money ? order.fees() : null,
                money ? order.discount() : null,
                money
                        ? order.payments().stream()
                                .map(p -> PaymentJson.of(order, p))
                                .toList()
                        : null,
                money ? order.amountDue() : null,
                order.metadata(),
                shipments.stream().map(ParcelJson::of).toList());
    }

    static Map<String, Integer> words(Units units) {
        var words = new LinkedHashMap<String, Integer>();
        for (var stage : Stage.values()) {
            words.put(stage.word(), units.in(stage));
        }
        return words;
    }
}
