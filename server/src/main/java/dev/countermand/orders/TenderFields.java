package dev.countermand.orders;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The payments of a snapshot.
final class TenderFields {

    private TenderFields() {}

    /// Reads the payments of a snapshot; faults are kept in `in`.
    static List<Order.Tender> payments(Fields in) {
        var given = in.objects("payments", 0, SnapshotReader.PAYMENTS_MAX);
        if (given == null) {
            if (in.member("payments") == null) {
                in.missing("payments");
            }
            return List.of();
        }
        var ids = new HashSet<String>();
        var payments = new ArrayList<Order.Tender>();
        for (var fields : given) {
            var payment = payment(fields);
            if (!payment.id().isEmpty() && !ids.add(payment.id())) {
                fields.fault("id", "duplicate", "Another payment has this id: give each payment its own.");
            }
            payments.add(payment);
        }
        return payments;
    }

    private static Order.Tender payment(Fields in) {
        var gateway = in.parsed(
                "gateway",
                40,
                word -> word.matches("[a-z0-9][a-z0-9_-]*") ? word : null,
                "value",
                "Give the name of a gateway, such as manual.");
        var payment = new Order.Tender(
                in.required("id", in.text("id", 200)),
                in.required(
                        "tender",
                        in.parsed(
                                "tender",
                                40,
                                word -> Order.TENDERS.contains(word) ? word : null,
                                "value",
                                SnapshotReader.oneOf(Order.TENDERS))),
                gateway == null ? "manual" : gateway,
                in.requiredWhole("amount", in.whole("amount", 0, SnapshotReader.AMOUNT_MAX)),
                in.flag("captured", false),
                in.text("reference", 200),
                in.parsed(
                        "scheme",
                        40,
                        word -> word.matches("[a-z0-9][a-z0-9_]*") ? word : null,
                        "value",
                        "Give the name of a card scheme in lower case, such as visa, mastercard or amex."));
        in.end();
        return payment;
    }
}
