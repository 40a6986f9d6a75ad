package dev.countermand.payments;

import dev.countermand.kernel.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes what the shop tells about disputes at gateways that do not tell us themselves. Known by the
/// provider's name of the dispute; told twice is fine.
@Component
class DisputeReports {

    static final Set<PaymentEvent.Type> TYPES =
            EnumSet.of(PaymentEvent.Type.DISPUTED, PaymentEvent.Type.DISPUTE_WON, PaymentEvent.Type.DISPUTE_LOST);

    private final DisputeJournal journal;

    DisputeReports(DisputeJournal journal) {
        this.journal = journal;
    }

    /// Takes an event under the order's lock. Fails with INVALID for what cannot be meant, CONFLICT
    /// `exceeds_captured`, `dispute_differs` or `dispute_final` for what contradicts the figures.
    ///
    /// @return false when it had been told before
    boolean take(Scene scene, Ledger ledger, Payment payment, PaymentEvent event, Told told) {
        var reference = event.reference();
        if (reference == null) {
            throw Problem.invalid("required", "/reference", "Give the provider's name of the dispute.");
        }
        var known = ledger.disputesOf(payment).stream()
                .filter(dispute -> dispute.reference().equals(reference))
                .findFirst()
                .orElse(null);
        if (event.type() == PaymentEvent.Type.DISPUTED) {
            return opened(scene, ledger, payment, event, known, told);
        }
        if (known == null) {
            throw Problem.invalid(
                    "unknown_dispute", "/reference", "This payment has no such dispute: report `disputed` first.");
        }
        if (event.amount() != null && event.amount() != known.amount()) {
            throw differs(known);
        }
        return ended(scene, ledger, payment, known, event.type(), told);
    }

    private boolean opened(
            Scene scene, Ledger ledger, Payment payment, PaymentEvent event, @Nullable Dispute known, Told told) {
        var amount = event.amount();
        if (amount == null) {
            throw Problem.invalid("required", "/amount", "Say how much is disputed, in minor units.");
        }
        if (amount <= 0) {
            throw Problem.invalid("not_positive", "/amount", "An amount is a whole number above 0, in minor units.");
        }
        if (known != null) {
            if (known.amount() != amount) {
                throw differs(known);
            }
            return false;
        }
        if (amount > payment.captured()) {
            throw PaymentReports.excess(
                    "exceeds_captured", payment, List.of(), "More would be disputed than was captured.");
        }
        journal.opened(scene, ledger, payment, amount, null, told);
        return true;
    }

    private boolean ended(
            Scene scene, Ledger ledger, Payment payment, Dispute dispute, PaymentEvent.Type type, Told told) {
        var how = type == PaymentEvent.Type.DISPUTE_WON ? Dispute.State.WON : Dispute.State.LOST;
        if (dispute.state() == how) {
            return false;
        }
        if (!dispute.state().mayBecome(how)) {
            throw Problem.conflict(
                    "dispute_final", "This dispute was won. Nothing was recorded: a new one has a name of its own.");
        }
        if (how == Dispute.State.WON) {
            journal.won(scene, payment, dispute, told);
        } else {
            journal.lost(scene, ledger, payment, dispute, told);
        }
        return true;
    }

    private static Problem differs(Dispute known) {
        return Problem.conflict(
                "dispute_differs",
                "The dispute " + known.reference() + " is about " + known.amount() + ". Nothing was recorded.");
    }
}
