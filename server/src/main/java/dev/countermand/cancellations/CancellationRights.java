package dev.countermand.cancellations;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.site.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who may ask, answer and withdraw, and how a "no" is told.
@Component
class CancellationRights {

    private static final Set<String> CHOICES = Set.of("intercept", "refuse", "return", "keep");

    private final OverrideLimits limits;
    private final Texts texts;

    CancellationRights(OverrideLimits limits, Texts texts) {
        this.limits = limits;
        this.texts = texts;
    }

    void checkAsk(Cancellations.Request request, Actor actor) {
        if (!actor.sees(request.order())) {
            throw Problem.notFound();
        }
        if (actor.kind() == Actor.Kind.SHOPPER && request.reason().isStores()) {
            throw Problem.invalid(
                    "unknown_reason",
                    "/reason",
                    texts.here().say("cancellations.invalid.reason", Map.of("known", known(false))));
        }
        if (!actor.may(toCancel(request.reason()))) {
            throw forbidden(
                    actor.kind() == Actor.Kind.WAREHOUSE
                            ? "cancellations.forbidden.ask"
                            : "cancellations.forbidden.right",
                    toCancel(request.reason()));
        }
        if (request.note() != null && request.note().length() > Cancellations.NOTE_MAX) {
            throw Problem.invalid(
                    "too_long",
                    "/note",
                    texts.here().say("cancellations.invalid.note", Map.of("max", Cancellations.NOTE_MAX)));
        }
        if (request.ifUnable() != null && !CHOICES.contains(request.ifUnable())) {
            throw Problem.invalid("unknown_choice", "/ifUnable", texts.here().say("cancellations.invalid.if_unable"));
        }
    }

    /// An amount that the shop does not offer is named in its name.
    void checkPrices(Actor actor) {
        if (actor.kind() == Actor.Kind.SHOPPER || !actor.may(Right.STORE_CANCEL)) {
            throw forbidden("changes.forbidden.price", Right.STORE_CANCEL);
        }
    }

    /// The reasons that somebody may give, as words.
    static String known(boolean staff) {
        return Arrays.stream(RequestReason.values())
                .filter(reason -> staff || !reason.isStores())
                .map(RequestReason::word)
                .collect(Collectors.joining(", "));
    }

    /// The warehouse says what it did; whether to cancel at all is for the shop, or after a late stop
    /// for who asked.
    void checkAnswer(
            Order order,
            Cancellation attempt,
            Cancellations.Outcome outcome,
            @Nullable Map<String, Integer> units,
            Actor actor) {
        boolean allowed = switch (actor.kind()) {
            case OPERATOR, SELLER, WAREHOUSE, SYSTEM -> actor.may(toAnswer(outcome));
            case SHOPPER ->
                outcome.isDecision()
                        && attempt.isLateStop()
                        && !attempt.reason().isStores();
        };
        if (!allowed) {
            throw forbidden("cancellations.forbidden.answer", toAnswer(outcome));
        }
        if (outcome == Cancellations.Outcome.APPROVED) {
            limits.checkApproval(order, attempt, units, actor);
        }
    }

    boolean mayApprove(Actor actor) {
        return actor.may(Right.APPROVE);
    }

    void checkWithdraw(Cancellation attempt, Actor actor) {
        boolean allowed = switch (actor.kind()) {
            case OPERATOR, SELLER, WAREHOUSE, SYSTEM -> actor.may(toCancel(attempt.reason()));
            case SHOPPER -> !attempt.reason().isStores();
        };
        if (!allowed) {
            throw forbidden("cancellations.forbidden.withdraw", toCancel(attempt.reason()));
        }
    }

    /// What one needs to ask for this reason, and to take it back.
    private static Right toCancel(RequestReason reason) {
        return reason.isStores() ? Right.STORE_CANCEL : Right.CANCEL;
    }

    private static Right toAnswer(Cancellations.Outcome outcome) {
        return outcome.isDecision() ? Right.APPROVE : Right.ANSWER;
    }

    private Problem forbidden(String key, Right needed) {
        return new Problem(
                Problem.Kind.FORBIDDEN,
                "forbidden",
                texts.here().say(key, Map.of("right", needed.word())),
                List.of(),
                Map.of("needs", needed.word()));
    }

    /// Says what happened instead, so that the caller need not ask.
    Problem contradiction(String code, Cancellation attempt) {
        var extra = new TreeMap<String, Object>();
        extra.put("cancellation", attempt.id().toString());
        extra.put("stands", attempt.status().word());
        if (attempt.verdictBy() != null) {
            extra.put("verdictBy", attempt.verdictBy());
        }
        if (attempt.next() != null) {
            extra.put("next", attempt.next());
        }
        var detail = texts.here()
                .say(
                        "cancellations.conflict." + code,
                        Map.of(
                                "status",
                                texts.here()
                                        .say("cancellations.status."
                                                + attempt.status().word())));
        return new Problem(Problem.Kind.CONFLICT, code, detail, List.of(), extra);
    }
}
