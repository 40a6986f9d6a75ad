package dev.countermand.cancellations;

import dev.countermand.kernel.OrderId;
import dev.countermand.payments.OrderMoney;
import dev.countermand.policies.Due;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// By when the money of a cancellation must be back by law.
///
/// @param due null while nobody has looked which law wants it
/// @param startedAt when the buyer said so: its evidence is the cancellation itself
/// @param warnedAt when somebody was first told that it is still out; null before
/// @param missedAt when it was found to be late; null while it is not
record RefundClock(
        CancellationId cancellation,
        OrderId order,
        @Nullable Due due,
        Instant startedAt,
        @Nullable Instant warnedAt,
        @Nullable Instant missedAt) {

    /// So long after the buyer asked somebody looks for the first time: soon enough for every law, and late enough
    /// that most money is back.
    static final Duration FIRST = Duration.ofDays(2);

    /// So long before its time somebody is told.
    static final Duration WARNING = Duration.ofDays(3);

    /// So often it is looked at again once somebody was told.
    static final Duration AGAIN = Duration.ofHours(1);

    /// When somebody of the shop is told: three days before its time, or halfway there if it is shorter.
    Instant warnsAt(Due by) {
        var warned = by.at().minus(WARNING);
        var halfway = startedAt.plus(Duration.between(startedAt, by.at()).dividedBy(2));
        return warned.isAfter(halfway) ? warned : halfway;
    }

    /// The same with what was found out.
    RefundClock with(Due by, @Nullable Instant warned, @Nullable Instant missed) {
        return new RefundClock(cancellation, order, by, startedAt, warned, missed);
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
