package dev.countermand.payments;

import dev.countermand.payments.GiveBackRules.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/// Which payments promise how much, in which order, and as what. Pure.
///
/// The terms name tenders in the order of giving back; those that they do not name come last. Among
/// tenders of the same place, what is only held goes before what was taken, and the last payment of
/// the snapshot first, as that one paid the rest of the order. Without such terms all tenders have the
/// same place.
final class TenderRules {

    private TenderRules() {}

    /// Promises so much of what the payments still have, as far as it goes.
    static List<Promise> promises(List<Payment> payments, long amount, RefundTerms terms) {
        var places = new TreeMap<Integer, List<Payment>>();
        payments.stream()
                .sorted(Comparator.comparingInt(Payment::position).reversed())
                .forEach(p -> places.computeIfAbsent(terms.place(p.tender()), place -> new ArrayList<>())
                        .add(p));
        var promises = new ArrayList<Promise>();
        long rest = amount;
        for (var place : places.values()) {
            rest -= promise(promises, place, rest, terms.asStoreCredit());
        }
        return promises;
    }

    /// What the payments can still promise at all.
    static long available(List<Payment> payments) {
        long available = 0;
        for (var payment : payments) {
            long held = payment.voidable();
            available +=
                    held + payment.after(Change.promised(EffectKind.VOID, held)).freeToRefund();
        }
        return available;
    }

    /// Promises of one place, holds first; the answer is how much.
    private static long promise(List<Promise> promises, List<Payment> place, long amount, boolean asCredit) {
        var rest = amount;
        var voided = new HashMap<UUID, Payment>();
        for (var payment : place) {
            long part = Math.min(rest, payment.voidable());
            rest -= part;
            add(promises, payment, EffectKind.VOID, part);
            voided.put(payment.id(), payment.after(Change.promised(EffectKind.VOID, part)));
        }
        for (var payment : place) {
            long part =
                    Math.min(rest, voided.getOrDefault(payment.id(), payment).freeToRefund());
            rest -= part;
            boolean credit = asCredit && TenderKind.of(payment.tender()).mayBecomeCredit();
            add(promises, payment, credit ? EffectKind.CREDIT : EffectKind.REFUND, part);
        }
        return amount - rest;
    }

    private static void add(List<Promise> promises, Payment payment, EffectKind kind, long amount) {
        if (amount > 0) {
            promises.add(new Promise(payment, kind, amount));
        }
    }
}
