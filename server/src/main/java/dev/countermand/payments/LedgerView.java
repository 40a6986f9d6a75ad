package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import dev.countermand.payments.OrderMoney.DisputeMoney;
import dev.countermand.payments.OrderMoney.EffectMoney;
import dev.countermand.payments.OrderMoney.LineMoney;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.OrderMoney.ProviderSays;
import dev.countermand.payments.OrderMoney.Step;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ledger in the words of pages and API.
record LedgerView(Ledger ledger, Map<UUID, List<Step>> steps) {

    OrderMoney money() {
        var bill = ledger.bill();
        return new OrderMoney(
                ledger.order(),
                bill.currency(),
                bill.taxIncluded(),
                bill.total() - bill.carried(),
                bill.remaining(),
                bill.due(),
                bill.notDue(),
                bill.kept(),
                bill.fee(),
                bill.already(),
                ledger.shares().stream().map(this::line).toList(),
                ledger.payments().stream().map(this::payment).toList());
    }

    private LineMoney line(Share share) {
        long total = share.whole(ledger.bill().taxIncluded());
        return new LineMoney(
                share.line(),
                share.units(),
                share.givenBack(),
                share.goods(),
                share.orderDiscount(),
                share.tax(),
                share.shipping(),
                share.shippingTax(),
                share.fees(),
                total);
    }

    private PaymentMoney payment(Payment payment) {
        var effects = ledger.effectsOf(payment);
        var credits =
                effects.stream().filter(e -> e.kind() == EffectKind.CREDIT).toList();
        long unknown = effects.stream()
                .filter(e -> e.state() == EffectStatus.UNKNOWN)
                .mapToLong(Effect::open)
                .sum();
        return new PaymentMoney(
                payment.publicId(),
                payment.callerId(),
                payment.tender(),
                payment.gateway(),
                payment.authorized(),
                payment.captured(),
                payment.voided(),
                payment.refunded(),
                payment.voidOpen(),
                payment.refundOpen(),
                credits.stream().mapToLong(Effect::done).sum(),
                credits.stream()
                        .filter(e -> e.state().isOpen())
                        .mapToLong(Effect::open)
                        .sum(),
                unknown,
                payment.failed(),
                effects.stream()
                        .filter(e -> e.delivery().heldFor() != null)
                        .mapToLong(Effect::open)
                        .sum(),
                payment.disputed(),
                payment.lost(),
                provider(payment),
                ledger.disputesOf(payment).stream().map(LedgerView::dispute).toList(),
                effects.stream().map(this::effect).toList(),
                ledger.movementsOf(payment).stream().map(LedgerView::movement).toList());
    }

    private static ProviderSays provider(Payment payment) {
        var said = payment.provider();
        var ends = HoldLifeRules.ends(payment);
        return new ProviderSays(
                said.reference(),
                said.scheme(),
                said.takenAt(),
                ends == null ? null : ends.at(),
                ends != null && ends.byProvider(),
                said.expiredAt(),
                said.lookedAt());
    }

    private static DisputeMoney dispute(Dispute dispute) {
        return new DisputeMoney(
                dispute.publicId(),
                dispute.reference(),
                dispute.state().word(),
                dispute.amount(),
                dispute.counted(),
                dispute.refunding(),
                dispute.reason(),
                dispute.openedAt(),
                dispute.answerBy(),
                dispute.closedAt());
    }

    private EffectMoney effect(Effect effect) {
        return new EffectMoney(
                effect.publicId(),
                effect.kind().word(),
                effect.amount(),
                effect.done(),
                effect.state().word(),
                effect.delivery().action(),
                effect.cause().kind(),
                effect.cause().id(),
                publicId(effect.follows()),
                effect.replaced(),
                effect.delivery().reference(),
                effect.delivery().message(),
                effect.delivery().reasonWord(),
                effect.delivery().holdWord(),
                effect.plannedAt(),
                steps.getOrDefault(effect.id(), List.of()));
    }

    private static OrderMoney.Movement movement(Movement movement) {
        return new OrderMoney.Movement(
                movement.seq(),
                movement.type().word(),
                movement.amount(),
                publicId(movement.effect()),
                movement.reference(),
                movement.toldId(),
                movement.origin(),
                movement.at(),
                movement.recordedAt(),
                movement.actor());
    }

    private static @Nullable String publicId(@Nullable UUID effect) {
        return effect == null ? null : Ids.text(Effect.PREFIX, effect);
    }
}
