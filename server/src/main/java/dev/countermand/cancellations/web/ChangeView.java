package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationReason;
import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.cancellations.Change;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.cancellations.spi.CancellationReceipts.Receipted;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Order;
import dev.countermand.payments.MoneyBack;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A change as the API shows it: the same after a command and when it is read.
///
/// @param status as of a cancellation, but `changed` for what was changed at once
/// @param lines the units that make place: requested = canceled + pending + unable + refused
/// @param wanted what is to come in their place; `added` what has come: lines of the order
/// @param shippingAddress where the order is to go; absent where it went
/// @param money what comes back, and `more` what is due; absent for a reader who may not see money
/// @param receipt the signed receipt of what was last asked or decided; it follows a moment after that
record ChangeView(
        String id,
        String order,
        String status,
        String sentence,
        RequestReason reason,
        @Nullable String note,
        String requestedBy,
        @Nullable CancellationReason because,
        List<CancellationView.Line> lines,
        List<Come> wanted,
        List<Come> added,
        Order.@Nullable Address shippingAddress,
        Instant askedAt,
        @Nullable String waitsFor,
        @Nullable Instant deadline,
        @Nullable String silence,
        CancellationView.@Nullable Verdict verdict,
        @Nullable MoneyBack money,
        @Nullable Long more,
        CancellationView.@Nullable Next next,
        @Nullable String follows,
        String policyVersion,
        @Nullable Receipted receipt) {

    /// Units that come.
    ///
    /// @param line the new line, or of what is wanted only the line that it replaces
    record Come(String line, String sku, String title, int quantity) {}

    /// @param receipt null where it is not known yet
    static ChangeView of(Cancellation c, Order order, String sentence, Actor reader, @Nullable Receipted receipt) {
        var v = CancellationView.of(c, order, sentence, reader);
        var change = Objects.requireNonNull(c.change());
        return new ChangeView(
                v.id(),
                v.order(),
                word(c.status()),
                sentence,
                v.reason(),
                v.note(),
                v.requestedBy(),
                v.because(),
                v.lines(),
                come(change.wanted()),
                come(change.made()),
                change.address(),
                v.askedAt(),
                v.waitsFor(),
                v.deadline(),
                v.silence(),
                v.verdict(),
                v.money(),
                reader.may(Right.SEE_MONEY) ? change.more() : null,
                v.next(),
                v.follows(),
                v.policyVersion(),
                receipt);
    }

    static String word(CancellationStatus status) {
        return status == CancellationStatus.CANCELED ? "changed" : status.word();
    }

    private static List<Come> come(List<Change.Made> made) {
        return made.stream()
                .map(each -> new Come(each.line(), each.sku(), each.title(), each.quantity()))
                .toList();
    }
}
