package dev.countermand.payments.web;

import dev.countermand.kernel.Problem;
import dev.countermand.payments.MoneyStatus;
import dev.countermand.payments.OrderMoney;
import dev.countermand.site.Json;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The API's form of money: the figures as they stand, then everything they are made of.
final class PaymentViews {

    private PaymentViews() {}

    /// All payments of an order, with the sums.
    static ObjectNode order(OrderMoney money) {
        var view = head(money);
        view.put("status", MoneyStatus.of(money).word());
        view.put("taxIncluded", money.taxIncluded());
        view.put("total", money.total());
        view.put("remaining", money.remaining());
        view.put("due", money.stillDue());
        view.put("notDue", money.notDue());
        view.put("held", money.held());
        view.put("captured", money.captured());
        view.put("voided", money.voided());
        view.put("refunded", money.refunded());
        view.put("credited", money.credited());
        view.put("releasing", money.releasing());
        view.put("refunding", money.refunding());
        view.put("unknown", money.unknown());
        view.put("failed", money.failed());
        view.put("disputed", money.disputed());
        view.put("lost", money.lost());
        view.put("kept", money.kept());
        view.put("fee", money.fee());
        view.put("already", money.already());
        view.set("lines", Json.treeOf(money.lines()));
        view.set("payments", Json.treeOf(money.payments()));
        return view;
    }

    /// One payment. Fails with NOT_FOUND when the order has no such payment.
    static ObjectNode payment(OrderMoney money, String publicId) {
        var payment = money.payments().stream()
                .filter(p -> p.publicId().equals(publicId))
                .findFirst()
                .orElseThrow(Problem::notFound);
        var view = head(money);
        view.setAll((ObjectNode) Json.treeOf(payment));
        return view;
    }

    private static ObjectNode head(OrderMoney money) {
        var view = JsonNodeFactory.instance.objectNode();
        view.set("order", Json.treeOf(money.order()));
        view.put("currency", money.currency());
        return view;
    }
}
