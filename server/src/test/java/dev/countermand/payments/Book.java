package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import dev.countermand.orders.Order;
import dev.countermand.orders.Order.Tender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The money of one order in memory: what the store keeps, changed as the rules say.
final class Book {

    final Order order;
    Bill bill;
    Map<String, Share> shares = new LinkedHashMap<>();
    Map<String, Payment> payments = new LinkedHashMap<>();
    List<MoneyBack> given = new ArrayList<>();

    Book(Order order) {
        this.order = order;
        var frozen = ShareRules.freeze(order);
        bill = frozen.bill();
        frozen.shares().forEach(s -> shares.put(s.line(), s));
        for (var tender : order.payments()) {
            payments.put(tender.id(), payment(order, tender, payments.size()));
        }
    }

    MoneyBack giveBack(Map<String, Integer> units, RefundTerms terms) {
        var decided =
                GiveBackRules.decide(bill, List.copyOf(shares.values()), List.copyOf(payments.values()), units, terms);
        bill = decided.bill();
        decided.changed().forEach(s -> shares.put(s.line(), s));
        decided.promises()
                .forEach(p -> payments.computeIfPresent(
                        p.payment().callerId(), (id, old) -> old.after(Change.promised(p.kind(), p.amount()))));
        given.add(decided.money());
        return decided.money();
    }

    /// Some units make place for others, as a change does it.
    Exchanged exchange(List<Swap> swaps, RefundTerms terms) {
        var decided =
                ExchangeRules.decide(bill, List.copyOf(shares.values()), List.copyOf(payments.values()), swaps, terms);
        bill = decided.bill();
        decided.changed().forEach(s -> shares.put(s.line(), s));
        decided.added().forEach(s -> shares.put(s.line(), s));
        decided.promises()
                .forEach(p -> payments.computeIfPresent(
                        p.payment().callerId(), (id, old) -> old.after(Change.promised(p.kind(), p.amount()))));
        given.add(decided.exchanged().money());
        return decided.exchanged();
    }

    int left() {
        return shares.values().stream().mapToInt(Share::left).sum();
    }

    Map<String, Integer> some(Random random) {
        var units = new LinkedHashMap<String, Integer>();
        while (units.isEmpty()) {
            for (var share : shares.values()) {
                if (share.left() > 0 && random.nextBoolean()) {
                    units.put(share.line(), 1 + random.nextInt(share.left()));
                }
            }
        }
        return units;
    }

    private static Payment payment(Order order, Tender tender, int position) {
        var id = Ids.derive(order.ref().id(), "pay", tender.id());
        var fresh = Payment.fresh(id, tender.id(), position, tender.tender(), tender.gateway(), tender.amount());
        return tender.captured() ? fresh.after(Change.captured(tender.amount())) : fresh;
    }
}
