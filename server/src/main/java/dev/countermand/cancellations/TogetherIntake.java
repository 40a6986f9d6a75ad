package dev.countermand.cancellations;

import dev.countermand.cancellations.Cancellations.Granted;
import dev.countermand.cancellations.Cancellations.Wanted;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.payments.Payments;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes many requests about different orders in one transaction with few statements: those that the rules
/// grant at once. They leave the same rows, facts and chains as requests that are taken one by one.
/// Whatever is not that plain (an attempt, a person's decision, a refusal, an order with something pending,
/// a request with a mistake) is left out and nothing is written of it.
@Component
class TogetherIntake {

    private record Name(SellerId seller, String number) {}

    /// A request that the rules grant at once, decided under its order's lock.
    private record Plain(int place, Wanted wanted, Order order, Terms terms, Ruling ruling, Cancellation draft) {}

    private final Goods goods;
    private final Payments payments;
    private final Policies policies;
    private final CancellationRights rights;
    private final CancellationStore store;
    private final BulkCancellationStore written;
    private final CaseLog log;
    private final OverrideLimits limits;

    TogetherIntake(
            Goods goods,
            Payments payments,
            Policies policies,
            CancellationRights rights,
            CancellationStore store,
            BulkCancellationStore written,
            CaseLog log,
            OverrideLimits limits) {
        this.goods = goods;
        this.payments = payments;
        this.policies = policies;
        this.rights = rights;
        this.store = store;
        this.written = written;
        this.log = log;
        this.limits = limits;
    }

    List<Optional<Granted>> take(List<Wanted> all, Instant at) {
        var results = new ArrayList<Optional<Granted>>(Collections.nCopies(all.size(), Optional.empty()));
        var plain = plain(all, at);
        if (plain.isEmpty()) {
            return results;
        }
        var moved = goods.move(plain.stream().map(p -> plan(p, at)).toList());
        var given = payments.giveBack(owed(plain, moved));
        var done = new ArrayList<Cancellation>();
        var news = new ArrayList<>(given.news());
        for (int i = 0; i < plain.size(); i++) {
            var each = plain.get(i);
            var cancellation = each.draft().with(given.monies().get(i));
            done.add(cancellation);
            news.add(new CaseLog.News(
                    each.order().ref(),
                    each.wanted().actor(),
                    CancellationNews.beginning(moved.get(i), cancellation),
                    at));
            results.set(each.place(), Optional.of(new Granted(cancellation, moved.get(i))));
        }
        written.insert(done);
        log.record(news);
        return results;
    }

    private List<Plain> plain(List<Wanted> all, Instant at) {
        var orders = new HashMap<Name, Order>();
        goods.lockNamed(all.stream()
                        .map(w -> new Goods.Named(w.seller(), w.number()))
                        .toList())
                .forEach(order ->
                        orders.put(new Name(order.ref().seller(), order.ref().number()), order));
        var pending = store.withPending(
                orders.values().stream().map(order -> order.ref().id()).toList());
        var terms = new TermsAtHand(policies);
        var plain = new ArrayList<Plain>();
        for (int i = 0; i < all.size(); i++) {
            var decided = decide(i, all.get(i), orders, pending, terms, at);
            if (decided != null) {
                plain.add(decided);
            }
        }
        return plain;
    }

    /// Null for what is not granted at once.
    private @Nullable Plain decide(
            int place, Wanted wanted, Map<Name, Order> orders, Set<OrderId> pending, TermsAtHand terms, Instant at) {
        var order = orders.get(new Name(wanted.seller(), wanted.number()));
        if (order == null || pending.contains(order.ref().id())) {
            return null;
        }
        var request = wanted.of(order.ref());
        var inForce = terms.of(order);
        try {
            rights.checkAsk(request, wanted.actor());
            CancellationIntake.checkUnits(order, request.units());
            RefundRules.check(inForce.cancellation(), request.reason(), request.payout());
        } catch (Problem mistake) {
            return null;
        }
        boolean unsaid = request.reason() == RequestReason.NOT_GIVEN
                && inForce.cancellation().needsReason();
        if (unsaid || limits.concerns(order, inForce, request.reason(), wanted.actor())) {
            return null;
        }
        var seen = Seen.of(order, inForce, at, request.reason(), request.units(), policies.around(order, inForce));
        var ruling = CancellationRules.decide(seen);
        if (ruling.status() != CancellationStatus.CANCELED) {
            return null;
        }
        var draft = CancellationIntake.draft(order, request, inForce, seen, ruling, wanted.actor());
        return new Plain(place, wanted, order, inForce, ruling, draft);
    }

    private static Goods.Plan plan(Plain plain, Instant at) {
        return new Goods.Plan(plain.order(), plain.ruling().moves(), Verdicts.cause(plain.draft()), at);
    }

    private static List<Payments.Owed> owed(List<Plain> plain, List<Order> moved) {
        var owed = new ArrayList<Payments.Owed>();
        for (int i = 0; i < plain.size(); i++) {
            var each = plain.get(i);
            owed.add(new Payments.Owed(
                    moved.get(i),
                    each.ruling().units(Ruling.Line::atOnce),
                    RefundRules.of(each.terms(), each.order(), each.draft()),
                    Verdicts.cause(each.draft()),
                    each.wanted().actor()));
        }
        return owed;
    }
}
