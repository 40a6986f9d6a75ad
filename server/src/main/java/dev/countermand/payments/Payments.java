package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.payments.GiveBackRules.GiveBack;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The money of an order: what was paid with what, what each unit cost, and every release of a
/// hold and refund, exactly once.
@Component
public class Payments {

    /// So long an unknown outcome is only asked for; then a person is told.
    public static final Duration UNKNOWN_SHOWN_AFTER = EffectRounds.VISIBLE_AFTER;

    /// What became of a report.
    ///
    /// @param money as it stands now
    /// @param repeated whether it had been told before; nothing changed then
    public record Reported(OrderMoney money, boolean repeated) {}

    /// What became of a retry.
    ///
    /// @param money as it stands now
    /// @param payment public id of the payment
    /// @param effects the effects that promise again; empty when the payment had nothing left to
    ///     promise
    /// @param repeated whether it had been retried before; nothing changed then
    public record Retried(OrderMoney money, String payment, List<String> effects, boolean repeated) {}

    /// Units of which another system's records say that they were canceled and that their money went back.
    ///
    /// @param units line → how many; at most what has not been given back before
    /// @param cause what the money went back for
    /// @param at when
    public record Before(Order locked, Map<String, Integer> units, RefundTerms terms, Goods.Cause cause, Instant at) {}

    private final BillStore bills;
    private final PaymentStore payments;
    private final EffectStore effects;
    private final LedgerReader ledgers;
    private final MoneyJournal journal;
    private final MoneyQueue queue;
    private final MoneyTogether together;
    private final SecondThoughts again;
    private final PaymentReports reports;
    private final MoneyBefore before;
    private final Goods goods;
    private final CaseLog log;
    private final Clock clock;

    Payments(
            BillStore bills,
            PaymentStore payments,
            EffectStore effects,
            LedgerReader ledgers,
            MoneyJournal journal,
            MoneyQueue queue,
            MoneyTogether together,
            SecondThoughts again,
            PaymentReports reports,
            MoneyBefore before,
            Goods goods,
            CaseLog log,
            Clock clock) {
        this.bills = bills;
        this.payments = payments;
        this.effects = effects;
        this.ledgers = ledgers;
        this.journal = journal;
        this.queue = queue;
        this.together = together;
        this.again = again;
        this.reports = reports;
        this.before = before;
        this.goods = goods;
        this.log = log;
        this.clock = clock;
    }

    /// What giving these units back would mean now. Reads only.
    ///
    /// @param units line → how many units; at most what has not been given back before, else it
    ///     fails with `IllegalArgumentException`
    public MoneyBack quote(Order order, Map<String, Integer> units, RefundTerms terms) {
        var bill = bill(order);
        return decide(order, bill, units, terms).money();
    }

    /// Plans the effects for units that were canceled, inside the caller's transaction and under
    /// the order's lock. Nothing is sent here. A cause may give back in several steps, as an
    /// attempt does; no unit is given back twice: more than is left fails with
    /// `IllegalArgumentException`, as the caller has seen the counters.
    ///
    /// @param cause what the money goes back for, such as `cancellation` and `can_…`
    @Transactional(propagation = Propagation.MANDATORY)
    public MoneyBack giveBack(
            Order locked, Map<String, Integer> units, RefundTerms terms, Goods.Cause cause, Actor actor) {
        var bill = bill(locked);
        var decided = decide(locked, bill, units, terms);
        if (units.isEmpty()) {
            return decided.money();
        }
        var scene = scene(locked.ref(), bill, actor);
        var counts = decided.changed().stream()
                .map(s -> units.getOrDefault(s.line(), 0))
                .toList();
        boolean written = bills.giveBack(locked.ref(), decided.changed(), counts) == units.size()
                && bills.update(locked.ref(), bill, decided.bill());
        if (!written) {
            throw new IllegalStateException("the money of " + locked.ref() + " moved under its order's lock");
        }
        queue.due(scene, bill, decided.bill());
        var promised = journal.promise(scene, decided.promises(), cause, null);
        log.record(locked.ref(), actor, new PaymentFact.Planned(cause.kind(), cause.id(), decided.money(), promised));
        return decided.money();
    }

    /// Units that were canceled and whose money is to go back, of one of many orders.
    ///
    /// @param units line → how many, as for the single one
    public record Owed(Order locked, Map<String, Integer> units, RefundTerms terms, Goods.Cause cause, Actor actor) {}

    /// What goes back to many.
    ///
    /// @param monies in the given order
    /// @param news what is to be recorded of it, by the caller in the same transaction, before anything
    ///     else about these orders: so that all of a command is recorded by the same statements
    public record Given(List<MoneyBack> monies, List<CaseLog.News> news) {}

    /// Plans the effects for units of many orders, each order at most once, as the single one does, with
    /// few statements; only the facts are left to the caller. Fails as it does, and then for all.
    @Transactional(propagation = Propagation.MANDATORY)
    public Given giveBack(List<Owed> all) {
        return together.giveBack(all);
    }

    /// Writes down money that went back before we were told, inside the caller's transaction and under the
    /// orders' locks, each order at most once. Nothing is planned and nothing is sent: it counts as given
    /// back by other ways. Fails as `giveBack` does.
    ///
    /// @return what went back, in the given order
    @Transactional(propagation = Propagation.MANDATORY)
    public List<MoneyBack> wentBack(List<Before> all, Actor actor) {
        return before.settle(all, actor);
    }

    /// The money of an order as it stands. Fails with NOT_FOUND for an unknown one.
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public OrderMoney of(OrderRef order) {
        return new LedgerView(ledgers.read(order), effects.steps(order)).money();
    }

    /// Which order a payment belongs to; empty for anything that is not the public id of one.
    public Optional<OrderRef> orderOf(String payment) {
        return Optional.ofNullable(Ids.parse(Payment.PREFIX, payment)).flatMap(payments::orderOf);
    }

    /// Which order an effect belongs to; empty for anything that is not the public id of one.
    public Optional<OrderRef> orderOfEffect(String effect) {
        return Optional.ofNullable(Ids.parse(Effect.PREFIX, effect))
                .flatMap(effects::find)
                .map(Effect::paymentId)
                .flatMap(payments::orderOf);
    }

    /// Takes what was told about a payment, inside the caller's transaction; locks the order. The
    /// same event again is fine. Fails with NOT_FOUND for an unknown payment, INVALID for what
    /// cannot be meant, CONFLICT for what contradicts the figures (`exceeds_authorized`,
    /// `exceeds_captured`, `exceeds_effect`, `exceeds_payment`, `exceeds_moved`, `wrong_effect`,
    /// `effect_failed`, `effect_superseded`, `event_conflict`) with the figures.
    @Transactional(propagation = Propagation.MANDATORY)
    public Reported report(String payment, PaymentEvent event, Actor actor) {
        var order = orderOf(payment).orElseThrow(Problem::notFound);
        var id = Ids.parse(Payment.PREFIX, payment);
        goods.lock(order);
        var ledger = ledgers.read(order);
        var known = ledger.payments().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(Problem::notFound);
        boolean taken = reports.take(scene(order, ledger.bill(), actor), ledger, known, event);
        return new Reported(of(order), !taken);
    }

    /// Plans again what failed for certain, inside the caller's transaction; locks the order.
    /// Doing so twice is fine. Fails with NOT_FOUND for an unknown effect, CONFLICT `not_failed`
    /// for one that did not fail.
    @Transactional(propagation = Propagation.MANDATORY)
    public Retried retry(String effect, Actor actor) {
        var order = orderOfEffect(effect).orElseThrow(Problem::notFound);
        goods.lock(order);
        var ledger = ledgers.read(order);
        var failed = ledger.effects().stream()
                .filter(e -> e.publicId().equals(effect))
                .findFirst()
                .orElseThrow(Problem::notFound);
        if (failed.state() != EffectStatus.FAILED) {
            throw Problem.conflict(
                    "not_failed",
                    "This effect is " + failed.state().word()
                            + ". Only what failed for certain is planned again, so that no money moves twice.");
        }
        boolean repeated = failed.replaced();
        if (!repeated) {
            again.retry(scene(order, ledger.bill(), actor), ledger, failed);
        }
        var followers = effects.of(order).stream()
                .filter(e -> failed.id().equals(e.follows()))
                .map(Effect::publicId)
                .toList();
        return new Retried(of(order), Ids.text(Payment.PREFIX, failed.paymentId()), followers, repeated);
    }

    /// Sends a refund that is held, or settles without us what is held or has failed, inside the caller's
    /// transaction; locks the order. Doing so twice is fine. Fails with NOT_FOUND for an unknown effect,
    /// CONFLICT `not_held` for one that is neither held nor failed.
    ///
    /// @param send whether it is sent after all; else it went back by another way
    @Transactional(propagation = Propagation.MANDATORY)
    public Retried decide(String effect, boolean send, Actor actor) {
        var order = orderOfEffect(effect).orElseThrow(Problem::notFound);
        goods.lock(order);
        var ledger = ledgers.read(order);
        var held = ledger.effects().stream()
                .filter(e -> e.publicId().equals(effect))
                .findFirst()
                .orElseThrow(Problem::notFound);
        boolean done = again.decide(scene(order, ledger.bill(), actor), ledger, held, send);
        return new Retried(of(order), Ids.text(Payment.PREFIX, held.paymentId()), List.of(), !done);
    }

    private GiveBack decide(Order order, Bill bill, Map<String, Integer> units, RefundTerms terms) {
        return GiveBackRules.decide(bill, bills.shares(order.ref()), payments.payments(order.ref()), units, terms);
    }

    private Bill bill(Order order) {
        return bills.bill(order.ref())
                .orElseThrow(() -> new IllegalStateException("no bill was frozen for " + order.ref()));
    }

    private Scene scene(OrderRef order, Bill bill, Actor actor) {
        return new Scene(order, bill.currency(), actor, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
