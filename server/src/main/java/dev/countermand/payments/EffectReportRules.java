package dev.countermand.payments;

import dev.countermand.kernel.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What may be told about an effect. Pure; a report that cannot be is a problem with the way on.
final class EffectReportRules {

    private EffectReportRules() {}

    /// Whether so much can have moved for this effect.
    static void check(Ledger ledger, Effect effect, EffectKind kind, long amount) {
        if (effect.kind().told() != kind.told()) {
            throw conflict(
                    ledger,
                    effect,
                    "wrong_effect",
                    "This effect is a " + effect.kind().word() + ", not a " + kind.word()
                            + ". If the hold was captured first, report `captured`: the refund then has a reference of"
                            + " its own.");
        }
        checkOpen(ledger, effect);
        if (amount > effect.open()) {
            throw conflict(
                    ledger,
                    effect,
                    "exceeds_effect",
                    "More would move than was asked for. What you moved on your own, report without this reference.");
        }
    }

    /// Whether so much of this effect can have failed.
    static void checkFailure(Ledger ledger, Effect effect, long amount) {
        if (effect.state() == EffectStatus.DONE) {
            if (amount > effect.done()) {
                throw conflict(ledger, effect, "exceeds_effect", "More would come back than went out.");
            }
            return;
        }
        checkOpen(ledger, effect);
        if (amount != effect.open()) {
            throw conflict(
                    ledger,
                    effect,
                    "exceeds_effect",
                    "What failed is all of it that has not moved. Report first what did move.");
        }
    }

    private static void checkOpen(Ledger ledger, Effect effect) {
        switch (effect.state()) {
            case PLANNED, SENT, UNKNOWN -> {}
            case DONE ->
                throw conflict(
                        ledger,
                        effect,
                        "exceeds_effect",
                        "All of it is done. What you moved beyond it, report without this reference.");
            case FAILED ->
                throw conflict(
                        ledger,
                        effect,
                        "effect_failed",
                        "It failed for certain. Plan it again by POST /v1/effects/" + effect.publicId()
                                + "/retry and report with the new reference.");
            case SUPERSEDED ->
                throw conflict(
                        ledger,
                        effect,
                        "effect_superseded",
                        "Other effects took its place, as the hold was captured first. Report with their references.");
        }
    }

    private static Problem conflict(Ledger ledger, Effect effect, String code, String what) {
        var figures = new TreeMap<String, Object>(Map.of(
                "effect", effect.publicId(),
                "state", effect.state().word(),
                "amount", effect.amount(),
                "done", effect.done(),
                "open", effect.state().isOpen() ? effect.open() : 0));
        var instead = ledger.effects().stream()
                .filter(e -> effect.id().equals(e.follows()))
                .map(Effect::publicId)
                .toList();
        if (!instead.isEmpty()) {
            figures.put("effects", instead);
        }
        return new Problem(Problem.Kind.CONFLICT, code, what + " Nothing was recorded.", List.of(), figures);
    }
}
