package dev.countermand.payments.reconcile;

import dev.countermand.payments.spi.ProviderMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A refund as they have it, told in one or several lines.
///
/// @param state `done`, `failed` or `pending`
record Theirs(
        String reference,
        String payment,
        @Nullable String key,
        long amount,
        String currency,
        String state,
        Instant at) {

    static final String DONE = "done";
    static final String FAILED = "failed";
    static final String PENDING = "pending";

    private static final Set<ProviderMovement.Kind> REFUNDS =
            Set.of(ProviderMovement.Kind.REFUNDED, ProviderMovement.Kind.REFUND_FAILED);

    /// The refunds among these lines, each once, with its latest state: what failed stays failed, and what is
    /// done is pending no more.
    static List<Theirs> refunds(List<ProviderMovement> lines) {
        var all = new LinkedHashMap<String, Theirs>();
        for (var line : lines) {
            if (REFUNDS.contains(line.kind())) {
                all.merge(line.payment() + '\n' + line.reference(), of(line), Theirs::with);
            }
        }
        return new ArrayList<>(all.values());
    }

    private static Theirs of(ProviderMovement line) {
        var state = line.kind() == ProviderMovement.Kind.REFUND_FAILED ? FAILED : line.pending() ? PENDING : DONE;
        return new Theirs(
                line.reference(), line.payment(), line.key(), line.amount(), line.currency(), state, line.at());
    }

    private Theirs with(Theirs other) {
        var certain = List.of(FAILED, DONE, PENDING);
        var later = certain.indexOf(other.state) < certain.indexOf(state) ? other.state : state;
        // The amount is the refund's own; a failure may be told with a fee or not at all.
        var first = state.equals(FAILED) ? other : this;
        var earlier = at.isBefore(other.at) ? at : other.at;
        return new Theirs(
                reference, payment, key == null ? other.key : key, first.amount, first.currency, later, earlier);
    }
}
