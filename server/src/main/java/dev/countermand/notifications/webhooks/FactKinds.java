package dev.countermand.notifications.webhooks;

import java.util.List;
import java.util.stream.Stream;

/// The kinds of facts that an endpoint can choose from. A test compares them with what the code records.
public final class FactKinds {

    /// In the order in which people look for them.
    public static final List<String> ALL = List.of(
            "cancellation.canceled",
            "cancellation.store_canceled",
            "cancellation.attempting",
            "cancellation.waiting",
            "cancellation.answered",
            "cancellation.successful",
            "cancellation.unable",
            "cancellation.partly",
            "cancellation.refused",
            "cancellation.withdrawn",
            "cancellation.stopped_late",
            "cancellation.shipped_despite_cancel",
            "cancellation.clock_paused",
            "cancellation.clock_resumed",
            "change.changed",
            "change.attempting",
            "change.waiting",
            "change.answered",
            "change.successful",
            "change.unable",
            "change.partly",
            "change.refused",
            "change.withdrawn",
            "change.stopped_late",
            "order.taken",
            "order.amended",
            "order.released",
            "order.shipped",
            "order.shipment_reported",
            "order.tracked",
            "order.delivered",
            "order.lost",
            "order.noted",
            "order.link_requested",
            "payment.planned",
            "payment.exchanged",
            "payment.instructed",
            "payment.authorized",
            "payment.captured",
            "payment.voided",
            "payment.refunded",
            "payment.credited",
            "payment.failed",
            "payment.unknown",
            "payment.retried",
            "payment.superseded",
            "payment.overpaid",
            "payment.difference_found",
            "payment.difference_gone",
            "payment.held",
            "payment.resumed",
            "payment.expired",
            "payment.disputed",
            "payment.dispute_won",
            "payment.dispute_lost",
            "customer.erased");

    /// `cancellation.*`, `order.*`, …
    public static final List<String> GROUPS =
            ALL.stream().map(FactKinds::group).distinct().toList();

    private FactKinds() {}

    static boolean isKnown(String kind) {
        return Stream.concat(ALL.stream(), GROUPS.stream()).anyMatch(kind::equals);
    }

    private static String group(String kind) {
        return kind.substring(0, kind.indexOf('.')) + ".*";
    }
}
