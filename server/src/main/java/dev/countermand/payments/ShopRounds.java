package dev.countermand.payments;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.payments.EffectStore.Claimed;
import dev.countermand.payments.spi.PaymentGateway;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells the shop's people many instructions at once. They read the fact and the queue, which commit with the
/// intent, so intent and answer are one step; what is written is what telling them one by one writes.
@Component
class ShopRounds {

    private static final Actor WORKER = Actor.system("payments");

    /// An instruction and whose money it moves.
    ///
    /// @param effect as it stands when it was told
    record Instructed(Scene scene, Payment payment, Effect effect) {}

    private final Goods goods;
    private final PaymentStore payments;
    private final BulkEffectStore effects;
    private final MoneyQueue queue;
    private final Gateways gateways;
    private final CaseLog log;
    private final Clock clock;

    ShopRounds(
            Goods goods,
            PaymentStore payments,
            BulkEffectStore effects,
            MoneyQueue queue,
            Gateways gateways,
            CaseLog log,
            Clock clock) {
        this.goods = goods;
        this.payments = payments;
        this.effects = effects;
        this.queue = queue;
        this.gateways = gateways;
        this.log = log;
        this.clock = clock;
    }

    /// Whether people move the money of this gateway.
    boolean isTheirs(Claimed claimed) {
        return gateways.find(claimed.gateway())
                .filter(PaymentGateway::movedByShop)
                .isPresent();
    }

    /// Tells what can be told without a second look, inside the caller's transaction: fresh promises on
    /// payments of which nothing came back before and that nobody disputes.
    ///
    /// @return what is left to be told one by one
    List<Claimed> tell(List<Claimed> all) {
        var orders = goods.lock(all.stream().map(Claimed::order).distinct().toList()).stream()
                .collect(Collectors.toMap(order -> order.ref().id(), Function.identity()));
        var refs = orders.values().stream().map(Order::ref).toList();
        var tenders = payments.payments(refs);
        var promises = effects.of(refs);
        var told = new ArrayList<Instructed>();
        var left = new ArrayList<Claimed>();
        for (var claimed : all) {
            var each = told(claimed, orders, tenders, promises);
            if (each == null) {
                left.add(claimed);
            } else {
                told.add(each);
            }
        }
        effects.told(told);
        log.record(told.stream().map(ShopRounds::news).toList());
        queue.instructed(told);
        return left;
    }

    /// Null for what needs a second look.
    private @Nullable Instructed told(
            Claimed claimed,
            Map<OrderId, Order> orders,
            Map<OrderId, List<Payment>> tenders,
            Map<OrderId, List<Effect>> promises) {
        var order = orders.get(claimed.order());
        var all = promises.getOrDefault(claimed.order(), List.of());
        var effect = all.stream().filter(e -> e.id().equals(claimed.effect())).findFirst();
        var payment = effect.flatMap(e -> tenders.getOrDefault(claimed.order(), List.of()).stream()
                .filter(p -> p.id().equals(e.paymentId()))
                .findFirst());
        if (order == null || payment.isEmpty() || !isPlain(payment.get(), effect.get())) {
            return null;
        }
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var sent = effect.get().sent(ActionRules.action(payment.get(), effect.get(), all), at, null);
        var currency = claimed.payment().currency();
        return new Instructed(
                new Scene(order.ref(), currency, WORKER, at),
                payment.get(),
                sent.takenOver(sent.delivery().answered(null, null, at, null)));
    }

    private static boolean isPlain(Payment payment, Effect effect) {
        return effect.state() == EffectStatus.PLANNED
                && effect.delivery().heldFor() == null
                && payment.refunded() == 0
                && payment.disputed() == 0
                && payment.lost() == 0;
    }

    private static CaseLog.News news(Instructed told) {
        var effect = told.effect();
        var scene = told.scene();
        return new CaseLog.News(
                scene.order(),
                scene.actor(),
                PaymentFact.Instructed.of(scene, told.payment(), effect, true),
                scene.at());
    }
}
