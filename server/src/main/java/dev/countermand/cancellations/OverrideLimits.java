package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Money;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.payments.Payments;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import dev.countermand.site.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How much money people may grant beyond what the terms grant by themselves: by approving, and by canceling for one
/// of the store's own reasons. Whoever manages the seller's settings has no limit; he could change it.
@Component
class OverrideLimits {

    private final Policies policies;
    private final Payments payments;
    private final Replacing replacing;
    private final Texts texts;

    OverrideLimits(Policies policies, Payments payments, Replacing replacing, Texts texts) {
        this.policies = policies;
        this.payments = payments;
        this.replacing = replacing;
        this.texts = texts;
    }

    /// Fails with FORBIDDEN `beyond_limit` when the store's reason gives back more than this person may grant.
    void checkRequest(Order order, Terms terms, Cancellation draft, Actor actor) {
        if (draft.reason().isStores()) {
            var units = new LinkedHashMap<String, Integer>();
            draft.lines().forEach(line -> units.put(line.line(), line.canceled() + line.pending()));
            check(order, terms, draft, units, actor);
        }
    }

    /// Fails with FORBIDDEN `beyond_limit` when approving gives back more than this person may grant.
    ///
    /// @param units line → units; null for all that wait
    void checkApproval(Order order, Cancellation attempt, @Nullable Map<String, Integer> units, Actor actor) {
        var waiting = new LinkedHashMap<String, Integer>();
        attempt.lines().forEach(line -> waiting.put(line.line(), line.pending()));
        var terms = policies.inForce(order.ref().seller(), order.boundAt());
        check(order, terms, attempt, units == null ? waiting : units, actor);
    }

    /// Whether there is a limit at all for what this person asks.
    boolean concerns(Order order, Terms terms, RequestReason reason, Actor actor) {
        return reason.isStores() && limit(order, terms, actor) != null;
    }

    private static @Nullable Long limit(Order order, Terms terms, Actor actor) {
        var limits = terms.conduct().overrideUpTo();
        return actor.kind() == Actor.Kind.SYSTEM || actor.may(Right.MANAGE_SETTINGS) || limits.isEmpty()
                ? null
                : limits.getOrDefault(order.currency(), 0L);
    }

    /// Fails as the others do when a change, whose amounts somebody named himself, gives back more than this person
    /// may grant.
    void checkChange(Order order, Terms terms, Cancellation draft, Actor actor) {
        check(order, terms, draft, Map.of(), actor);
    }

    /// Of a change it is the difference that comes back.
    private long back(Order order, Terms terms, Cancellation c, Map<String, Integer> units) {
        return c.change() == null
                ? payments.quote(order, units, RefundRules.of(terms, order, c)).total()
                : replacing
                        .quote(order, c)
                        .map(exchanged -> exchanged.money().total())
                        .orElse(0L);
    }

    private void check(Order order, Terms terms, Cancellation cancellation, Map<String, Integer> units, Actor actor) {
        var limit = limit(order, terms, actor);
        if (limit == null) {
            return;
        }
        var named = new LinkedHashMap<>(units);
        named.values().removeIf(count -> count == 0);
        long back = back(order, terms, cancellation, named);
        if (back > limit) {
            var values = Map.of(
                    "limit", new Money(limit, order.currency()),
                    "amount", new Money(back, order.currency()));
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "beyond_limit",
                    texts.here().say("cancellations.forbidden.limit", values),
                    List.of(),
                    Map.of("needs", Right.MANAGE_SETTINGS.word(), "limit", limit, "amount", back));
        }
    }
}
