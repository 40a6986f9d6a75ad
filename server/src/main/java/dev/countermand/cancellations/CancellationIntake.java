package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.Payments;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/// Takes a request under the order's lock: decides it, moves what can be moved at once, and writes it
/// down.
@Component
class CancellationIntake {

    private final Goods goods;
    private final Payments payments;
    private final Policies policies;
    private final CancellationStore store;
    private final Replacing replacing;
    private final Stoppers stoppers;
    private final CancellationNews news;
    private final OverrideLimits limits;

    CancellationIntake(
            Goods goods,
            Payments payments,
            Policies policies,
            CancellationStore store,
            Replacing replacing,
            Stoppers stoppers,
            CancellationNews news,
            OverrideLimits limits) {
        this.goods = goods;
        this.payments = payments;
        this.policies = policies;
        this.store = store;
        this.replacing = replacing;
        this.stoppers = stoppers;
        this.news = news;
        this.limits = limits;
    }

    /// Decides and carries out a request. Fails with INVALID for units that the order never had.
    Cancellation take(Order order, Cancellations.Request request, Actor actor, Instant at) {
        checkUnits(order, request.units());
        var terms = policies.inForce(order.ref().seller(), order.boundAt());
        RefundRules.check(terms.cancellation(), request.reason(), request.payout());
        var seen = Seen.of(order, terms, at, request.reason(), request.units(), policies.around(order, terms));
        ReasonRules.check(seen);
        var ruling = CancellationRules.decide(seen);
        var draft = draft(order, request, terms, seen, ruling, actor);
        limits.checkRequest(order, terms, draft, actor);
        var moved = goods.move(order, ruling.moves(), Verdicts.cause(draft));
        var cancellation = draft.with(money(moved, draft, terms, ruling, actor));
        store.insert(cancellation);
        var asks = ruling.units(Ruling.Line::attempt);
        if (!asks.isEmpty()) {
            stoppers.planAsk(cancellation, asks, at);
        }
        news.asked(moved, cancellation, actor);
        return cancellation;
    }

    static void checkUnits(Order order, @Nullable Map<String, Integer> units) {
        if (units == null) {
            return;
        }
        if (units.isEmpty()) {
            throw Problem.invalid(
                    "empty", "/lines", "Name at least one line, or leave `lines` out to mean the whole order.");
        }
        var violations = new ArrayList<Problem.Violation>();
        int index = 0;
        for (var named : units.entrySet()) {
            var line = order.line(named.getKey());
            if (line.isEmpty()) {
                violations.add(new Problem.Violation(
                        "/lines/" + index + "/line", "unknown_line", "The order has no such line."));
            } else if (named.getValue() < 1 || named.getValue() > line.get().quantity()) {
                violations.add(new Problem.Violation(
                        "/lines/" + index + "/quantity",
                        "quantity_out_of_range",
                        "Of this line " + line.get().quantity() + " were ordered; name 1 to "
                                + line.get().quantity() + "."));
            }
            index++;
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    static Cancellation draft(
            Order order, Cancellations.Request request, Terms terms, Seen seen, Ruling ruling, Actor actor) {
        var status = ruling.status();
        var silence = terms.cancellation().silence().name().toLowerCase(Locale.ROOT);
        return new Cancellation(
                CancellationId.mint(order.ref().part(), seen.at()),
                order.ref(),
                status,
                request.reason(),
                request.note(),
                ruling.refusal() == null ? ruling.person() : ruling.refusal(),
                actor.kind().name().toLowerCase(Locale.ROOT),
                waitsFor(status),
                request.ifUnable(),
                request.payout(),
                lines(order, ruling),
                seen.at(),
                status.isPending() ? seen.at().plus(terms.cancellation().deadline()) : null,
                status.isPending() ? silence : null,
                null,
                null,
                null,
                null,
                MoneyBack.nothing(order.currency(), 0),
                terms.version(),
                facts(seen, ruling));
    }

    private static @Nullable String waitsFor(CancellationStatus status) {
        return switch (status) {
            case ATTEMPTING -> "warehouse";
            case WAITING -> "seller";
            case CANCELED, SUCCESSFUL, UNABLE, PARTLY, WITHDRAWN, REFUSED -> null;
        };
    }

    private static List<Cancellation.Line> lines(Order order, Ruling ruling) {
        return ruling.lines().stream()
                .map(ruled -> {
                    var line = order.line(ruled.line()).orElseThrow();
                    return new Cancellation.Line(
                            ruled.line(),
                            line.sku(),
                            line.title(),
                            ruled.requested(),
                            ruled.atOnce(),
                            0,
                            ruled.attempt(),
                            ruled.heldOpen(),
                            ruled.heldReleased(),
                            0,
                            0,
                            0,
                            0,
                            ruled.refused(),
                            ruled.because());
                })
                .toList();
    }

    /// What the rules saw and what they decided: enough to decide it again.
    private static Map<String, Object> facts(Seen seen, Ruling ruling) {
        var facts =
                Stored.convert(Map.of("saw", seen, "decided", ruling), new TypeReference<TreeMap<String, Object>>() {});
        seen.byLaw().keep(facts);
        return facts;
    }

    private MoneyBack money(Order moved, Cancellation draft, Terms terms, Ruling ruling, Actor actor) {
        var units = ruling.units(Ruling.Line::atOnce);
        return units.isEmpty()
                ? payments.quote(moved, units, RefundRules.of(terms, moved, draft))
                : replacing.giveBack(moved, draft, units, actor).cancellation().money();
    }
}
