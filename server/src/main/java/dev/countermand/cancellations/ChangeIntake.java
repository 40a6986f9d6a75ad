package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Takes a request to change an order under its lock: decides it, changes what can be changed at once, and writes it
/// down.
@Component
class ChangeIntake {

    private final Goods goods;
    private final Policies policies;
    private final CancellationStore store;
    private final ChangeStore changes;
    private final Replacing replacing;
    private final Stoppers stoppers;
    private final CancellationRights rights;
    private final OverrideLimits limits;
    private final CancellationNews news;

    ChangeIntake(
            Goods goods,
            Policies policies,
            CancellationStore store,
            ChangeStore changes,
            Replacing replacing,
            Stoppers stoppers,
            CancellationRights rights,
            OverrideLimits limits,
            CancellationNews news) {
        this.goods = goods;
        this.policies = policies;
        this.store = store;
        this.changes = changes;
        this.replacing = replacing;
        this.stoppers = stoppers;
        this.rights = rights;
        this.limits = limits;
        this.news = news;
    }

    /// Decides and carries out a request. Fails with INVALID for what cannot be meant.
    Cancellation take(Order order, Changes.Request request, Actor actor, Instant at) {
        var terms = ChangeTerms.of(policies.inForce(order.ref().seller(), order.boundAt()));
        return request.address() == null
                ? units(order, request, terms, actor, at)
                : address(order, request, request.address(), terms, actor, at);
    }

    private Cancellation units(Order order, Changes.Request request, Terms terms, Actor actor, Instant at) {
        var meant = ChangeRules.read(order, request.entries(), actor.kind() == Actor.Kind.SHOPPER);
        if (order.lines().size() + meant.replacements().size() > Goods.LINES_MAX) {
            throw Problem.invalid("too_many", "/lines", "An order has at most " + Goods.LINES_MAX + " lines.");
        }
        if (meant.priced()) {
            rights.checkPrices(actor);
        }
        var change = new Change(meant.replacements(), null, 0);
        var seen = seen(order, request, terms, meant.units(), at).wanting(meant.offered());
        var ruling = CancellationRules.decide(seen);
        return take(order, request, change, seen, ruling, terms, actor, meant.priced());
    }

    private Cancellation address(
            Order order, Changes.Request request, Order.Address address, Terms terms, Actor actor, Instant at) {
        var here = order.shippingAddress() == null ? order.billingAddress() : order.shippingAddress();
        if (address.equals(here)) {
            throw Problem.invalid("no_change", "/shippingAddress", "The order goes there already.");
        }
        var decided = AddressRules.decide(order, units -> seen(order, request, terms, units, at));
        // What is held or stopped for it comes again as the same goods.
        var change = new Change(
                decided.ruling().lines().stream()
                        .filter(l -> l.requested() > l.refused())
                        .map(l -> ChangeRules.same(order.line(l.line()).orElseThrow(), l.requested() - l.refused()))
                        .toList(),
                address,
                0);
        return take(order, request, change, decided.seen(), decided.ruling(), terms, actor, false);
    }

    private Seen seen(Order order, Changes.Request request, Terms terms, Map<String, Integer> units, Instant at) {
        return Seen.of(order, terms, at, request.reason(), units, policies.around(order, terms))
                .withoutLaw();
    }

    private Cancellation take(
            Order order,
            Changes.Request request,
            Change change,
            Seen seen,
            Ruling ruling,
            Terms terms,
            Actor actor,
            boolean priced) {
        var asked = Changes.asked(request, seen.requested());
        var draft = CancellationIntake.draft(order, asked, terms, seen, ruling, actor)
                .with(change);
        if (ruling.refusal() == null && (priced || request.reason().isStores())) {
            limits.checkChange(order, terms, draft, actor);
        }
        var moved = goods.move(order, ruling.moves(), Verdicts.cause(draft));
        var units = ruling.units(Ruling.Line::atOnce);
        var begun = draft.with(replacing.nothing(moved, draft));
        var elsewhere = ruling.refusal() == null && ruling.lines().isEmpty() ? change.address() : null;
        var done = units.isEmpty()
                ? new Replacing.Done(elsewhere == null ? moved : goods.readdress(moved, elsewhere), begun)
                : replacing.giveBack(moved, begun, units, actor);
        store.insert(done.cancellation());
        changes.insert(done.cancellation());
        var asks = ruling.units(Ruling.Line::attempt);
        if (!asks.isEmpty()) {
            stoppers.planAsk(done.cancellation(), asks, seen.at());
        }
        news.asked(done.order(), done.cancellation(), actor);
        return done.cancellation();
    }
}
