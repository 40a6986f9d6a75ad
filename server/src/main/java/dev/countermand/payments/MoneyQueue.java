package dev.countermand.payments;

import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Money;
import dev.countermand.payments.spi.PaymentGateway;
import dev.countermand.site.Said;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who must act for an effect: one item of the desk's queue for each, with what to do in one
/// sentence.
@Component
class MoneyQueue {

    static final String KIND = "money";
    private static final String SELLER = "seller";
    private static final String OPERATOR = "operator";

    private final CaseQueue queue;
    private final Texts texts;

    MoneyQueue(CaseQueue queue, Texts texts) {
        this.queue = queue;
        this.texts = texts;
    }

    /// The shop must move the money and report it.
    void instructed(Scene scene, Payment payment, Effect effect) {
        queue.open(instruction(scene, payment, effect));
    }

    /// The same for many at once.
    void instructed(List<ShopRounds.Instructed> told) {
        queue.open(told.stream()
                .map(each -> instruction(each.scene(), each.payment(), each.effect()))
                .toList());
    }

    private CaseQueue.Item instruction(Scene scene, Payment payment, Effect effect) {
        var action = Objects.requireNonNull(effect.delivery().action());
        var needs = TenderKind.of(payment.tender()).way().needs();
        boolean needsMore = effect.kind() == EffectKind.REFUND && needs != null;
        return item(scene, payment, effect, SELLER, needsMore ? action + "." + needs : action, null);
    }

    /// It failed for certain: somebody decides whether it is tried again.
    void failed(Scene scene, Payment payment, Effect effect) {
        boolean balance = effect.delivery().reason() == PaymentGateway.Reason.INSUFFICIENT_BALANCE;
        open(scene, payment, effect, SELLER, balance ? "failed_balance" : "failed");
    }

    /// Nobody knows what became of it, for longer than can be waited for.
    ///
    /// @param alarmAt from then on it is an alarm
    void unknown(Scene scene, Payment payment, Effect effect, Instant alarmAt) {
        var what = scene.at().isBefore(alarmAt) ? "unknown" : "unknown_day";
        open(scene, payment, effect, OPERATOR, what, alarmAt);
    }

    /// The provider does not answer, or not about this payment; nothing was sent.
    void silent(Scene scene, Payment payment, Effect effect) {
        open(scene, payment, effect, OPERATOR, "silent");
    }

    /// More moved at the provider than the order's figures can hold.
    void beyond(Scene scene, Payment payment, long amount) {
        var values = Map.of(
                "amount", new Money(amount, scene.currency()),
                "payment", payment.callerId(),
                "tender", new Said("payments.tender." + payment.tender()));
        var said = new Said("payments.queue.beyond", values);
        queue.open(new CaseQueue.Item(scene.order(), KIND, payment.publicId(), SELLER, said, texts, scene.at(), null));
    }

    /// All that moved at the provider fits.
    void within(Scene scene, Payment payment) {
        queue.close(scene.order(), KIND, payment.publicId());
    }

    /// What a change made due is another amount now: the shop collects it. What was due before any change, on
    /// delivery or by invoice, is no task; so an amount that only grows or shrinks is said anew where there is one.
    void due(Scene scene, Bill before, Bill after) {
        if (after.carried() == 0 || before.stillDue() == after.stillDue()) {
            return;
        }
        if (after.stillDue() == 0) {
            queue.close(scene.order(), KIND, scene.order().id().toString());
        } else if (before.stillDue() == 0) {
            queue.open(owed(scene, after.stillDue()));
        } else {
            queue.reword(owed(scene, after.stillDue()));
        }
    }

    private CaseQueue.Item owed(Scene scene, long amount) {
        var said = new Said("payments.queue.owed", Map.of("amount", new Money(amount, scene.currency())));
        var subject = scene.order().id().toString();
        return new CaseQueue.Item(scene.order(), KIND, subject, SELLER, said, texts, scene.at(), null);
    }

    /// Two who must know say different things.
    void contradicted(Scene scene, Payment payment, Effect effect) {
        open(scene, payment, effect, OPERATOR, "contradicted");
    }

    /// Nothing is to be done any more.
    void close(Scene scene, Effect effect) {
        queue.close(scene.order(), KIND, effect.publicId());
    }

    private void open(Scene scene, Payment payment, Effect effect, String waitsFor, String what) {
        open(scene, payment, effect, waitsFor, what, null);
    }

    private void open(
            Scene scene, Payment payment, Effect effect, String waitsFor, String what, @Nullable Instant due) {
        queue.open(item(scene, payment, effect, waitsFor, what, due));
    }

    private CaseQueue.Item item(
            Scene scene, Payment payment, Effect effect, String waitsFor, String what, @Nullable Instant due) {
        var values = Map.of(
                "amount", new Money(effect.open(), scene.currency()),
                "payment", payment.callerId(),
                "tender", new Said("payments.tender." + payment.tender()),
                "kind", effect.kind().word(),
                "effect", effect.publicId());
        var said = new Said("payments.queue." + what, values);
        return new CaseQueue.Item(scene.order(), KIND, effect.publicId(), waitsFor, said, texts, scene.at(), due);
    }
}
