package dev.countermand.cancellations;

import dev.countermand.kernel.OrderId;
import dev.countermand.payments.OrderMoney;
import dev.countermand.policies.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// By when the money of a cancellation must be back by law.
///
/// @param law which law wants it, and by when if nothing is waited for; null while nobody has looked
/// @param startedAt when the buyer said so: its evidence is the cancellation itself
/// @param pauses when it stood still, the first one first; the last one may last still
/// @param warnedAt when somebody was first told that it is still out; null before
/// @param missedAt when it was found to be late; null while it is not
/// @param endedAt when all of it was found to be back, or no law to want it; null while it runs or
///     stands still
public record RefundClock(
        CancellationId cancellation,
        OrderId order,
        @Nullable Due law,
        Instant startedAt,
        List<RefundPause> pauses,
        @Nullable Instant warnedAt,
        @Nullable Instant missedAt,
        @Nullable Instant endedAt) {

    /// So long after the buyer asked somebody looks for the first time: soon enough for every law, and late enough
    /// that most money is back.
    static final Duration FIRST = Duration.ofHours(12);

    /// So long before its time somebody is told.
    static final Duration WARNING = Duration.ofDays(3);

    /// So often it is looked at again once somebody was told.
    static final Duration AGAIN = Duration.ofHours(1);

    /// So long it may stand still before somebody is asked whether that is right.
    static final Duration STANDING = Duration.ofDays(14);

    /// Keeps what it is given.
    public RefundClock {
        pauses = List.copyOf(pauses);
    }

    /// The pause that lasts; empty while the clock runs.
    public Optional<RefundPause> standing() {
        return pauses.stream().filter(pause -> pause.endedAt() == null).findFirst();
    }

    /// The last instant that is in time: as the law says, and later by what was waited for. Empty while
    /// it stands still, and while nobody has looked which law wants it.
    public Optional<Instant> dueAt() {
        return law == null || standing().isPresent()
                ? Optional.empty()
                : Optional.of(law.at().plus(waited()));
    }

    private Duration waited() {
        return pauses.stream().map(RefundPause::length).reduce(Duration.ZERO, Duration::plus);
    }

    /// When somebody of the shop is told: three days before its time, or halfway there if it is shorter.
    Instant warnsAt(Instant due) {
        var warned = due.minus(WARNING);
        var halfway = startedAt.plus(Duration.between(startedAt, due).dividedBy(2));
        return warned.isAfter(halfway) ? warned : halfway;
    }

    /// The same with what was found out.
    RefundClock with(Due wants, @Nullable Instant warned, @Nullable Instant missed) {
        return new RefundClock(cancellation, order, wants, startedAt, pauses, warned, missed, null);
    }

    /// What is still to go back for it, in minor units: what is promised, on its way, unknown, or failed and not yet
    /// promised again. 0 when all of it is back.
    static long open(OrderMoney money, CancellationId cancellation) {
        return money.payments().stream()
                .flatMap(payment -> payment.effects().stream())
                .filter(effect -> effect.cause().equals(cancellation.toString())
                        && !effect.kind().equals("void"))
                .filter(effect -> !effect.replaced() && !effect.state().equals("superseded"))
                .mapToLong(effect -> effect.amount() - effect.done())
                .sum();
    }
}
