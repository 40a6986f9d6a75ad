package dev.countermand.cancellations;

import dev.countermand.cancellations.Cancellations.Past;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.payments.Payments;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Writes down cancellations that happened before we were told, many at once. They are decided by the same
/// rules as a request of today and leave the same rows, facts and chains; only the money has gone back
/// already, and nobody is told again unless the caller wants that.
@Component
class PastCancellations {

    /// A past cancellation that the rules grant.
    private record Granted(int place, Past past, Order order, Terms terms, Ruling ruling, Cancellation draft) {}

    private final Goods goods;
    private final Payments payments;
    private final Policies policies;
    private final BulkCancellationStore store;
    private final CaseLog log;

    PastCancellations(Goods goods, Payments payments, Policies policies, BulkCancellationStore store, CaseLog log) {
        this.goods = goods;
        this.payments = payments;
        this.policies = policies;
        this.store = store;
        this.log = log;
    }

    List<Optional<Cancellation>> record(List<Past> all, Map<OrderId, Order> locked, Actor actor) {
        var granted = granted(all, locked, actor);
        var results = new ArrayList<Optional<Cancellation>>();
        all.forEach(past -> results.add(Optional.empty()));
        if (granted.isEmpty()) {
            return results;
        }
        var moved = goods.move(granted.stream().map(PastCancellations::plan).toList());
        var monies = payments.wentBack(before(granted, moved), actor);
        var done = new ArrayList<Cancellation>();
        var news = new ArrayList<CaseLog.News>();
        for (int i = 0; i < granted.size(); i++) {
            var cancellation = granted.get(i).draft().with(monies.get(i));
            done.add(cancellation);
            news.add(news(moved.get(i), cancellation, granted.get(i).past(), actor));
            results.set(granted.get(i).place(), Optional.of(cancellation));
        }
        store.insert(done);
        log.record(news);
        return results;
    }

    private List<Granted> granted(List<Past> all, Map<OrderId, Order> locked, Actor actor) {
        var terms = new TermsAtHand(policies);
        var granted = new ArrayList<Granted>();
        for (int i = 0; i < all.size(); i++) {
            var past = all.get(i);
            var order = locked.get(past.order().id());
            if (order == null
                    || !order.lines().stream()
                            .map(Order.Line::line)
                            .toList()
                            .containsAll(past.units().keySet())) {
                continue;
            }
            var inForce = terms.of(order);
            var seen = Seen.of(order, inForce, past.at(), past.reason(), past.units(), policies.around(order, inForce));
            var ruling = CancellationRules.decide(seen);
            if (ruling.status() == CancellationStatus.CANCELED) {
                var request = new Cancellations.Request(
                        past.order(), past.units(), past.reason(), past.note(), null, Payout.SOURCE);
                var draft = CancellationIntake.draft(order, request, inForce, seen, ruling, actor);
                granted.add(new Granted(i, past, order, inForce, ruling, draft));
            }
        }
        return granted;
    }

    private static Goods.Plan plan(Granted granted) {
        return new Goods.Plan(
                granted.order(),
                granted.ruling().moves(),
                Verdicts.cause(granted.draft()),
                granted.past().at());
    }

    private static List<Payments.Before> before(List<Granted> granted, List<Order> moved) {
        var before = new ArrayList<Payments.Before>();
        for (int i = 0; i < granted.size(); i++) {
            var each = granted.get(i);
            before.add(new Payments.Before(
                    moved.get(i),
                    each.ruling().units(Ruling.Line::atOnce),
                    RefundRules.past(each.terms(), each.order(), each.past().reason()),
                    Verdicts.cause(each.draft()),
                    each.past().at()));
        }
        return before;
    }

    private static CaseLog.News news(Order order, Cancellation done, Past past, Actor actor) {
        return new CaseLog.News(order.ref(), actor, CancellationNews.canceled(order, done, past.tell()), past.at());
    }
}
