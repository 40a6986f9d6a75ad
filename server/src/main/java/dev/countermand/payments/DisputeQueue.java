package dev.countermand.payments;

import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.Money;
import dev.countermand.site.Said;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who must decide when a bank disputes a payment, and about refunds that are held: items of the desk's
/// queue that say what can be done.
@Component
class DisputeQueue {

    private static final String DISPUTE = "dispute";
    private static final String SELLER = "seller";

    private final CaseQueue queue;
    private final Texts texts;

    DisputeQueue(CaseQueue queue, Texts texts) {
        this.queue = queue;
        this.texts = texts;
    }

    /// A dispute opened: accept it, contest it at the provider, or settle the refunds that wait elsewhere.
    void opened(Scene scene, Payment payment, Dispute dispute, long waiting) {
        var values = values(scene, payment, dispute.amount());
        values.put("refunding", new Money(dispute.refunding(), scene.currency()));
        values.put("waiting", new Money(waiting, scene.currency()));
        values.put("inFlight", dispute.refunding() > 0 ? "yes" : "no");
        values.put("held", waiting > 0 ? "yes" : "no");
        item(scene, DISPUTE, dispute.publicId(), say("dispute", values), dispute.answerBy());
    }

    void closed(Scene scene, Dispute dispute) {
        queue.close(scene.order(), DISPUTE, dispute.publicId());
    }

    /// Money went back twice, by a refund and by a lost dispute.
    void twice(Scene scene, Payment payment, Dispute dispute, long excess) {
        var summary = say("dispute_twice", values(scene, payment, excess));
        item(scene, DISPUTE, dispute.publicId(), summary, null);
    }

    /// Somebody refunded at the provider after this was promised: perhaps the same money.
    void discovered(Scene scene, Payment payment, Effect effect) {
        effect(scene, payment, effect, "discovered");
    }

    /// A dispute was lost while this waited: perhaps the customer has his money already.
    void stillHeld(Scene scene, Payment payment, Effect effect) {
        effect(scene, payment, effect, "still_held");
    }

    /// The marketplace has paid it out, and its gateway would take it from whoever has it now.
    void sellerBalance(Scene scene, Payment payment, Effect effect) {
        effect(scene, payment, effect, "seller_balance");
    }

    void close(Scene scene, Effect effect) {
        queue.close(scene.order(), MoneyQueue.KIND, effect.publicId());
    }

    private void effect(Scene scene, Payment payment, Effect effect, String what) {
        item(scene, MoneyQueue.KIND, effect.publicId(), say(what, values(scene, payment, effect.open())), null);
    }

    private void item(Scene scene, String kind, String subject, Said said, @Nullable Instant due) {
        queue.open(new CaseQueue.Item(scene.order(), kind, subject, SELLER, said, texts, scene.at(), due));
    }

    private static Said say(String what, Map<String, Object> values) {
        return new Said("payments.queue." + what, values);
    }

    private Map<String, Object> values(Scene scene, Payment payment, long amount) {
        return new HashMap<>(Map.of(
                "amount", new Money(amount, scene.currency()),
                "payment", payment.callerId(),
                "tender", new Said("payments.tender." + payment.tender())));
    }
}
