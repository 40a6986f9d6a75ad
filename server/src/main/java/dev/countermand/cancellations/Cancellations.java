package dev.countermand.cancellations;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import dev.countermand.cancellations.AnswerRules.Given;
import dev.countermand.cancellations.AnswerRules.Reply;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Stops an order before it arrives, or says why it cannot. The one door for page, desk, API, feed and
/// agent.
///
/// Every command here must run inside a transaction (the callers' `Answers.once`, or a worker's own),
/// locks the order, and sends nothing outside. Whatever a command fails with, attempts whose deadline
/// had passed are settled by silence first; a caller who commits in spite of the failure keeps that.
@Component
public class Cancellations {

    /// How many characters a note may have.
    public static final int NOTE_MAX = 2000;

    /// How many of an order's cancellations are listed at most.
    public static final int LIST_MAX = 200;

    /// A request to cancel.
    ///
    /// @param units line → how many, in the order of the request; null means all open and released
    ///     units
    /// @param note what the requester wrote, at most 2000 characters
    /// @param ifUnable `intercept`, `refuse`, `return` or `keep`, or null
    /// @param payout as what taken money comes back
    public record Request(
            OrderRef order,
            @Nullable Map<String, Integer> units,
            RequestReason reason,
            @Nullable String note,
            @Nullable String ifUnable,
            Payout payout) {}

    /// A request about an order that is known by its number only.
    ///
    /// @param units as in a [Request]
    public record Wanted(
            SellerId seller,
            String number,
            @Nullable Map<String, Integer> units,
            RequestReason reason,
            @Nullable String note,
            @Nullable String ifUnable,
            Payout payout,
            Actor actor) {

        /// The same, about this order.
        public Request of(OrderRef order) {
            return new Request(order, units, reason, note, ifUnable, payout);
        }
    }

    /// What was canceled at once.
    ///
    /// @param order as it stands after it
    public record Granted(Cancellation cancellation, Order order) {}

    /// A cancellation that happened before we were told: history from another system's records.
    ///
    /// @param units line → how many, all of them open as far as we know
    /// @param at when it happened
    /// @param tell whether the customer is told of it now, as if it happened today
    public record Past(
            OrderRef order,
            Map<String, Integer> units,
            RequestReason reason,
            @Nullable String note,
            Instant at,
            boolean tell) {}

    /// What the warehouse or a person answers.
    public enum Outcome {
        STOPPED,
        TOO_LATE,
        APPROVED,
        DENIED;

        /// The name in API, SQL and facts: lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isDecision() {
            return this == APPROVED || this == DENIED;
        }
    }

    /// What became of an answer.
    ///
    /// @param cancellation the one that was answered, or the linked one that a late stop opened
    /// @param late whether a late stop opened a linked attempt, now or when it was told first
    /// @param repeated whether the same had been answered before; nothing moved
    public record Answered(Cancellation cancellation, boolean late, boolean repeated) {}

    private final CancellationStore store;
    private final WarehouseStore warehouse;
    private final CancellationIntake intake;
    private final TogetherIntake together;
    private final Verdicts verdicts;
    private final LateStops lateStops;
    private final CancellationRights rights;
    private final PastCancellations past;
    private final Goods goods;
    private final Rehearsal rehearsal;
    private final Clock clock;

    Cancellations(
            CancellationStore store,
            WarehouseStore warehouse,
            CancellationIntake intake,
            TogetherIntake together,
            Verdicts verdicts,
            LateStops lateStops,
            CancellationRights rights,
            PastCancellations past,
            Goods goods,
            Rehearsal rehearsal,
            Clock clock) {
        this.store = store;
        this.warehouse = warehouse;
        this.intake = intake;
        this.together = together;
        this.verdicts = verdicts;
        this.lateStops = lateStops;
        this.rights = rights;
        this.past = past;
        this.goods = goods;
        this.rehearsal = rehearsal;
        this.clock = clock;
    }

    /// Asks for a cancellation and decides at once under the order's lock. The result may be refused:
    /// that is a value. Fails with NOT_FOUND for another's order, FORBIDDEN for the warehouse, INVALID
    /// for unknown lines, too many units, a shopper who names a store's reason, a note that is too long,
    /// or store credit that is not offered.
    @Transactional(propagation = MANDATORY, noRollbackFor = Problem.class)
    public Cancellation ask(Request request, Actor actor) {
        return take(request, actor);
    }

    /// Asks for many cancellations, each of another order, and carries out those that the rules grant at
    /// once, as `ask` does. Left out, with nothing written, is everything else: an attempt, a person's
    /// decision, a refusal, a mistake, an order where something is pending.
    ///
    /// @return what was done for each, in the given order
    @Transactional(propagation = MANDATORY)
    public List<Optional<Granted>> ask(List<Wanted> all) {
        return together.take(all, now());
    }

    private Cancellation take(Request request, Actor actor) {
        var at = now();
        rights.checkAsk(request, actor);
        var order = verdicts.settleOverdue(goods.lock(request.order()), at);
        return intake.take(order, request, actor, at);
    }

    /// Writes down cancellations that happened before we were told, by the same rules as `ask`, each order
    /// at most once; its money counts as gone back already, so nothing is planned or sent. The orders must
    /// be locked and given as they stand. What the rules do not grant at once is not written at all.
    ///
    /// @return what was written for each, in the given order
    @Transactional(propagation = MANDATORY)
    public List<Optional<Cancellation>> record(List<Past> history, Map<OrderId, Order> locked, Actor actor) {
        return past.record(history, locked, actor);
    }

    /// What `ask` would do now, by doing it and rolling back. Opens its own transaction.
    public Cancellation preview(Request request, Actor actor) {
        return rehearsal.of(() -> take(request, actor));
    }

    /// Takes an answer for the named units, or for all that wait for it. The same answer again is fine,
    /// and so is one that agrees with what is known. Fails with NOT_FOUND, CONFLICT `verdict_final` when
    /// it contradicts what was decided, `not_waiting` when nobody asked for a decision, `approval_first`
    /// when the shop must decide before its warehouse; FORBIDDEN for the shopper (who may only decide
    /// about a late stop of his own) and for a warehouse that decides; INVALID for units the attempt
    /// never had.
    @Transactional(propagation = MANDATORY, noRollbackFor = Problem.class)
    public Answered answer(CancellationId id, Outcome outcome, @Nullable Map<String, Integer> units, Actor actor) {
        return answer(id, outcome, units, false, actor);
    }

    /// The same, for callers who can tell a new answer from one sent again.
    ///
    /// @param fresh whether this is for certain not an earlier answer sent again (it came with a key of
    ///     its own): then "1 of line 1 stopped" said twice means two units
    @Transactional(propagation = MANDATORY, noRollbackFor = Problem.class)
    public Answered answer(
            CancellationId id, Outcome outcome, @Nullable Map<String, Integer> units, boolean fresh, Actor actor) {
        var at = now();
        var order = locked(id, actor, at);
        var attempt = store.find(id).orElseThrow(Problem::notFound);
        rights.checkAnswer(order, attempt, outcome, units, actor);
        var given = new Given(outcome, units == null ? null : new LinkedHashMap<>(units));
        var earlier = warehouse.answers(id);
        return switch (AnswerRules.decide(attempt, given, rights.mayApprove(actor), earlier, fresh)) {
            case Reply.Repeated again -> repeated(attempt, outcome);
            case Reply.Contradicts no -> throw rights.contradiction(no.code(), attempt);
            case Reply.Settles news -> {
                warehouse.keep(id, earlier.size() + 1, given, actor, at);
                var done = verdicts.apply(order, attempt, news.steps(), by(outcome), actor, at);
                yield new Answered(done.cancellation(), false, false);
            }
            case Reply.Late late -> {
                var linked = lateStops
                        .hold(order, attempt, late.units(), actor, at)
                        .orElseThrow(() -> rights.contradiction("verdict_final", attempt));
                warehouse.keep(id, earlier.size() + 1, given, actor, at);
                yield new Answered(linked, true, false);
            }
        };
    }

    /// A late stop told again is answered with the attempt that it opened.
    private Answered repeated(Cancellation attempt, Outcome outcome) {
        boolean late = outcome == Outcome.STOPPED && attempt.lines().stream().anyMatch(line -> line.followed() > 0);
        return Optional.ofNullable(attempt.next())
                .filter(next -> late)
                .flatMap(CancellationId::parse)
                .flatMap(store::find)
                .map(linked -> new Answered(linked, true, true))
                .orElse(new Answered(attempt, false, true));
    }

    private static By by(Outcome outcome) {
        return switch (outcome) {
            case STOPPED, TOO_LATE -> By.ANSWER;
            case APPROVED -> By.APPROVAL;
            case DENIED -> By.DENIAL;
        };
    }

    /// The requester changes his mind, while it is still an attempt. Withdrawing twice is fine.
    /// Fails with NOT_FOUND, FORBIDDEN for the warehouse and for a shopper when the store canceled for
    /// its own reasons, CONFLICT `verdict_final` once there is another verdict.
    @Transactional(propagation = MANDATORY, noRollbackFor = Problem.class)
    public Cancellation withdraw(CancellationId id, Actor actor) {
        var at = now();
        var order = locked(id, actor, at);
        var attempt = store.find(id).orElseThrow(Problem::notFound);
        rights.checkWithdraw(attempt, actor);
        if (attempt.status() == CancellationStatus.WITHDRAWN) {
            return attempt;
        }
        if (!attempt.status().isPending()) {
            throw rights.contradiction("verdict_final", attempt);
        }
        return verdicts.withdraw(order, attempt, actor, at).cancellation();
    }

    /// Locks the order before anything of the attempt is believed.
    private Order locked(CancellationId id, Actor actor, Instant at) {
        var ref = store.find(id).map(Cancellation::order).filter(actor::sees).orElseThrow(Problem::notFound);
        return verdicts.settleOverdue(goods.lock(ref), at);
    }

    /// The cancellation as it stands; empty for unknown ones.
    public Optional<Cancellation> find(CancellationId id) {
        return store.find(id);
    }

    /// The cancellations of an order, newest first, at most 200.
    public List<Cancellation> of(OrderRef order) {
        return store.of(order.id(), LIST_MAX);
    }

    /// The database keeps microseconds; more would differ between the answer and a later read.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
