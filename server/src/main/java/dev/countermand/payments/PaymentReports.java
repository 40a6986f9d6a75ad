package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes what the shop or a provider tells about a payment. What was told before changes nothing;
/// what cannot be is refused with the figures that stand and the way on, and nothing is written.
@Component
class PaymentReports {

    private static final Duration CLOCKS_DIFFER_AT_MOST = Duration.ofMinutes(5);
    private static final String REFERENCE = "/reference";
    private static final String AMOUNT = "/amount";

    private final MoneyJournal journal;
    private final DisputeReports disputes;

    PaymentReports(MoneyJournal journal, DisputeReports disputes) {
        this.journal = journal;
        this.disputes = disputes;
    }

    /// Takes an event under the order's lock.
    ///
    /// @return false when it had been told before
    boolean take(Scene scene, Ledger ledger, Payment payment, PaymentEvent event) {
        if (DisputeReports.TYPES.contains(event.type())) {
            return disputes.take(scene, ledger, payment, event, told(scene, event));
        }
        var effect = effect(ledger, payment, event);
        long amount = amount(ledger, payment, event, effect);
        var told = told(scene, event);
        if (isRepeated(ledger.movementsOf(payment), told.moved(scene, event.type(), amount, effect))) {
            return false;
        }
        switch (event.type()) {
            case AUTHORIZED -> authorized(scene, payment, amount, told);
            case CAPTURED -> captured(scene, ledger, payment, amount, effect, told);
            case VOIDED -> moved(scene, ledger, payment, EffectKind.VOID, amount, effect, told);
            case REFUNDED -> moved(scene, ledger, payment, EffectKind.REFUND, amount, effect, told);
            case FAILED -> failed(scene, ledger, payment, amount, effect, told);
            case DISPUTED, DISPUTE_WON, DISPUTE_LOST -> throw new IllegalStateException("told above: " + event);
        }
        return true;
    }

    /// The effect that the reference names; null when it is somebody's own name for the movement.
    private static @Nullable Effect effect(Ledger ledger, Payment payment, PaymentEvent event) {
        var reference = event.reference();
        if (reference == null || !reference.startsWith(Effect.PREFIX + "_")) {
            return null;
        }
        UUID id = Ids.parse(Effect.PREFIX, reference);
        return ledger.effectsOf(payment).stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "unknown_effect",
                        REFERENCE,
                        "This payment has no such effect. Take the reference from the instruction, or leave it out."));
    }

    private static long amount(Ledger ledger, Payment payment, PaymentEvent event, @Nullable Effect effect) {
        var amount = event.amount();
        if (amount == null && event.type() == PaymentEvent.Type.FAILED && effect != null) {
            return ledger.movementsOf(payment).stream()
                    .filter(m ->
                            m.type() == PaymentEvent.Type.FAILED && effect.id().equals(m.effect()))
                    .mapToLong(Movement::amount)
                    .reduce((one, other) -> other)
                    .orElseGet(() -> effect.state() == EffectStatus.DONE ? effect.done() : effect.open());
        }
        if (amount == null) {
            throw Problem.invalid("required", AMOUNT, "Say how much, in minor units.");
        }
        if (amount <= 0) {
            throw Problem.invalid("not_positive", AMOUNT, "An amount is a whole number above 0, in minor units.");
        }
        return amount;
    }

    private static Told told(Scene scene, PaymentEvent event) {
        var at = event.at();
        if (at != null && at.isAfter(scene.at().plus(CLOCKS_DIFFER_AT_MOST))) {
            throw Problem.invalid("in_future", "/at", "Tell what has happened, not what will.");
        }
        return new Told(Movement.REPORT, event.reference(), event.id(), at == null ? scene.at() : at, event.message());
    }

    private static boolean isRepeated(List<Movement> journal, Movement told) {
        if (journal.stream().anyMatch(told::isSame)) {
            return true;
        }
        if (told.toldId() != null
                && journal.stream().anyMatch(m -> told.toldId().equals(m.toldId()))) {
            throw Problem.conflict(
                    "event_conflict",
                    "Another event was told with the id " + told.toldId() + ". Nothing was recorded.");
        }
        return false;
    }

    private void authorized(Scene scene, Payment payment, long amount, Told told) {
        if (amount > payment.authorized()) {
            throw excess("exceeds_payment", payment, List.of(), "The order says that this payment is smaller.");
        }
        journal.authorized(scene, payment, amount, told);
    }

    private void captured(
            Scene scene, Ledger ledger, Payment payment, long amount, @Nullable Effect effect, Told told) {
        if (amount > payment.authorized() - payment.voided() - payment.captured()) {
            throw excess(
                    "exceeds_authorized",
                    payment,
                    List.of(),
                    "More would be captured than was authorized and not released.");
        }
        var overtaken =
                CaptureRules.overtaken(payment, amount, ledger.effectsOf(payment), effect == null ? null : effect.id());
        journal.captured(scene, payment, amount, overtaken, told);
    }

    private void moved(
            Scene scene,
            Ledger ledger,
            Payment payment,
            EffectKind kind,
            long amount,
            @Nullable Effect effect,
            Told told) {
        if (effect != null) {
            EffectReportRules.check(ledger, effect, kind, amount);
            var sent = effect.state() == EffectStatus.PLANNED
                    ? journal.sent(scene, effect, ActionRules.action(payment, effect, ledger.effects()), null)
                    : effect;
            journal.fulfilled(scene, payment, sent, amount, told);
            return;
        }
        long left = kind == EffectKind.VOID ? payment.held() : payment.refundable();
        if (amount > left) {
            throw excess(
                    kind == EffectKind.VOID ? "exceeds_authorized" : "exceeds_captured",
                    payment,
                    waiting(ledger, payment, kind),
                    kind == EffectKind.VOID
                            ? "More would be released than is held and not promised already."
                            : "More would be refunded than was captured and not promised already.");
        }
        journal.movedOutside(scene, payment, kind, amount, told);
    }

    private void failed(Scene scene, Ledger ledger, Payment payment, long amount, @Nullable Effect effect, Told told) {
        if (effect == null) {
            cameBack(scene, ledger, payment, amount, told);
            return;
        }
        EffectReportRules.checkFailure(ledger, effect, amount);
        if (effect.state() == EffectStatus.DONE) {
            journal.reversed(scene, payment, effect, amount, null, told);
            return;
        }
        var sent = effect.state() == EffectStatus.PLANNED
                ? journal.sent(scene, effect, ActionRules.action(payment, effect, ledger.effects()), null)
                : effect;
        journal.failed(scene, payment, sent, null, told);
    }

    /// A movement of the shop's own that was reversed: known by the name under which it was told.
    private void cameBack(Scene scene, Ledger ledger, Payment payment, long amount, Told told) {
        var own = ledger.movementsOf(payment).stream()
                .filter(m -> told.reference() != null && told.reference().equals(m.reference()))
                .toList();
        var kind =
                own.stream().anyMatch(m -> m.type() == PaymentEvent.Type.VOIDED) ? EffectKind.VOID : EffectKind.REFUND;
        long out = sum(own, kind == EffectKind.VOID ? PaymentEvent.Type.VOIDED : PaymentEvent.Type.REFUNDED);
        if (out == 0) {
            throw Problem.invalid(
                    "unknown_reference",
                    REFERENCE,
                    "Name what failed: our effect, or the reference under which it was told before.");
        }
        if (amount > out - sum(own, PaymentEvent.Type.FAILED)) {
            throw excess("exceeds_moved", payment, List.of(), "More would come back than went out under this name.");
        }
        journal.cameBack(scene, payment, kind, amount, told);
    }

    private static long sum(List<Movement> movements, PaymentEvent.Type type) {
        return movements.stream()
                .filter(m -> m.type() == type)
                .mapToLong(Movement::amount)
                .sum();
    }

    private static List<String> waiting(Ledger ledger, Payment payment, EffectKind kind) {
        return ledger.effectsOf(payment).stream()
                .filter(e -> e.kind().told() == kind.told() && e.state().isOpen())
                .map(Effect::publicId)
                .toList();
    }

    /// What stands, and the way on.
    static Problem excess(String code, Payment payment, List<String> waiting, String what) {
        var figures = new TreeMap<String, Object>();
        figures.put("authorized", payment.authorized());
        figures.put("captured", payment.captured());
        figures.put("voided", payment.voided());
        figures.put("refunded", payment.refunded());
        figures.put("releasing", payment.voidOpen());
        figures.put("refunding", payment.refundOpen());
        String way = "";
        if (!waiting.isEmpty()) {
            figures.put("effects", waiting);
            way = " If this is what was asked for, name it as reference: " + String.join(" or ", waiting) + ".";
        }
        return new Problem(Problem.Kind.CONFLICT, code, what + " Nothing was recorded." + way, List.of(), figures);
    }
}
