package dev.countermand.payments;

import dev.countermand.kernel.OrderRef;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The money of an order as it stands in the database, read under the order's lock or for a page.
record Ledger(
        OrderRef order,
        Bill bill,
        List<Share> shares,
        List<Payment> payments,
        List<Effect> effects,
        Map<UUID, List<Movement>> movements,
        List<Dispute> disputes) {

    Optional<Payment> payment(UUID id) {
        return payments.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    Optional<Effect> effect(UUID id) {
        return effects.stream().filter(e -> e.id().equals(id)).findFirst();
    }

    List<Effect> effectsOf(Payment payment) {
        return effects.stream().filter(e -> e.paymentId().equals(payment.id())).toList();
    }

    /// The promised refunds of a payment that nobody was told yet, the newest first.
    List<Effect> untold(Payment payment) {
        return effectsOf(payment).stream()
                .filter(e -> e.kind() != EffectKind.VOID && e.state() == EffectStatus.PLANNED)
                .sorted(Comparator.comparingInt(Effect::seq).reversed())
                .toList();
    }

    List<Dispute> disputesOf(Payment payment) {
        return disputes.stream().filter(d -> d.paymentId().equals(payment.id())).toList();
    }

    List<Movement> movementsOf(Payment payment) {
        return movements.getOrDefault(payment.id(), List.of());
    }
}
