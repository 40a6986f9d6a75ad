package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationReason;
import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.cancellations.Payout;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.cancellations.spi.CancellationReceipts.Receipted;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.payments.MoneyBack;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cancellation as the API shows it: the same after a command and when it is read.
///
/// @param order the shop's number
/// @param because why it was refused or needs a person
/// @param sentence the same as `status`, for people
/// @param refused units that were meant but not in a stage that can be canceled
/// @param money what comes back; absent for a reader who may not see money
/// @param payout as what taken money comes back: `source` or `store_credit`
/// @param next what follows: a linked attempt, or what the requester chose in advance
/// @param receipt the signed receipt of what was last asked or decided; it follows a moment after that
record CancellationView(
        String id,
        String order,
        OrderId orderId,
        SellerId seller,
        CancellationStatus status,
        String sentence,
        RequestReason reason,
        @Nullable String note,
        String requestedBy,
        @Nullable CancellationReason because,
        List<Line> lines,
        List<Elsewhere> refused,
        Instant askedAt,
        @Nullable String waitsFor,
        @Nullable Instant deadline,
        @Nullable String silence,
        @Nullable String ifUnable,
        Payout payout,
        @Nullable Verdict verdict,
        @Nullable MoneyBack money,
        @Nullable Next next,
        @Nullable String follows,
        String policyVersion,
        @Nullable Receipted receipt) {

    /// Units of a line: requested = canceled + pending + unable + refused.
    ///
    /// @param canceledAtOnce of the canceled ones, in the moment of asking
    /// @param units where all units of this line of the order are now
    record Line(
            String line,
            String sku,
            String title,
            int requested,
            int canceled,
            int canceledAtOnce,
            int pending,
            int unable,
            int refused,
            @Nullable CancellationReason because,
            Map<String, Integer> units) {}

    record Elsewhere(String line, int quantity, @Nullable CancellationReason reason) {}

    /// The one verdict.
    ///
    /// @param by `answer`, `claim`, `report`, `silence`, `approval`, `denial` or `withdrawal`
    record Verdict(CancellationStatus status, String by, Instant at) {}

    /// What follows.
    ///
    /// @param remedy `cancel` for a linked attempt, else the remedy
    /// @param chosen whether the requester chose it in advance
    /// @param status `opened`, or `announced` when people must take it up
    /// @param id public id of what was opened
    record Next(
            String remedy,
            boolean chosen,
            String status,
            @Nullable String id) {}

    static CancellationView of(Cancellation c, Order order, String sentence, Actor reader) {
        return new CancellationView(
                c.id().toString(),
                c.order().number(),
                c.order().id(),
                c.order().seller(),
                c.status(),
                sentence,
                c.reason(),
                c.note(),
                c.requestedBy(),
                c.refusal(),
                c.lines().stream().map(line -> line(line, order)).toList(),
                c.lines().stream()
                        .filter(line -> line.refused() > 0)
                        .map(line -> new Elsewhere(line.line(), line.refused(), line.because()))
                        .toList(),
                c.askedAt(),
                c.waitsFor(),
                c.deadline(),
                c.silence(),
                c.ifUnable(),
                c.payout(),
                verdict(c),
                reader.may(Right.SEE_MONEY) ? c.money() : null,
                next(c),
                c.follows() == null ? null : c.follows().toString(),
                c.policyVersion(),
                null);
    }

    CancellationView with(@Nullable Receipted other) {
        return new CancellationView(
                id,
                order,
                orderId,
                seller,
                status,
                sentence,
                reason,
                note,
                requestedBy,
                because,
                lines,
                refused,
                askedAt,
                waitsFor,
                deadline,
                silence,
                ifUnable,
                payout,
                verdict,
                money,
                next,
                follows,
                policyVersion,
                other);
    }

    private static Line line(Cancellation.Line line, Order order) {
        return new Line(
                line.line(),
                line.sku(),
                line.title(),
                line.requested(),
                line.canceled(),
                line.atOnce(),
                line.pending(),
                line.unable(),
                line.refused(),
                line.because(),
                units(order, line.line()));
    }

    private static Map<String, Integer> units(Order order, String line) {
        var units = new LinkedHashMap<String, Integer>();
        order.line(line).ifPresent(found -> {
            for (var stage : Stage.values()) {
                units.put(stage.word(), found.units().in(stage));
            }
        });
        return units;
    }

    private static @Nullable Verdict verdict(Cancellation c) {
        return c.verdictBy() == null || c.settledAt() == null
                ? null
                : new Verdict(c.status(), c.verdictBy(), c.settledAt());
    }

    private static @Nullable Next next(Cancellation c) {
        boolean chosen = c.ifUnable() != null && c.verdictBy() != null && c.unable() > 0;
        if (c.next() != null) {
            boolean linked = c.next().startsWith("can_");
            return new Next(
                    linked || c.ifUnable() == null ? "cancel" : c.ifUnable(), !linked && chosen, "opened", c.next());
        }
        return chosen && c.ifUnable() != null && c.status() != CancellationStatus.WITHDRAWN
                ? new Next(c.ifUnable(), true, "announced", null)
                : null;
    }
}
