package dev.countermand.feeds;

import dev.countermand.feeds.Imports.Job;
import dev.countermand.feeds.Imports.Line;
import dev.countermand.feeds.RetailMatching.Purchase;
import dev.countermand.feeds.RetailStore.Invoice;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Orders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns invoices of purchases into orders. An invoice with a row that cannot be read is not taken at all:
/// half an order would be a wrong one.
@Component
class RetailPurchases {

    private final Orders orders;
    private final RetailLedgerStore ledger;

    RetailPurchases(Orders orders, RetailLedgerStore ledger) {
        this.orders = orders;
        this.ledger = ledger;
    }

    ImportPace.Done take(Job job, List<Invoice> invoices, List<RetailRow> rows, Actor actor) {
        var seller = Objects.requireNonNull(job.seller());
        var lines = new ArrayList<Line>();
        var whole = new ArrayList<List<RetailRow>>();
        var given = new ArrayList<Orders.Given>();
        for (var invoice : byInvoice(rows).values()) {
            var fault = fault(invoice);
            if (fault == null) {
                whole.add(invoice);
                given.add(given(job, seller, invoice));
            } else {
                invoice.forEach(row -> lines.add(row.isFaulty() ? faulty(row) : beside(row, fault)));
            }
        }
        var takings = orders.takeImported(given, actor);
        var bought = new ArrayList<RetailLedgerStore.Known>();
        for (int i = 0; i < takings.size(); i++) {
            var taking = takings.get(i);
            boolean first = true;
            for (var row : whole.get(i)) {
                lines.add(line(row, first, taking));
                first = false;
            }
            if (taking.outcome() == Orders.Outcome.TAKEN) {
                bought.addAll(bought(whole.get(i), taking.order().ref()));
            }
        }
        ledger.add(seller, bought);
        int taken = Math.toIntExact(takings.stream()
                .filter(taking -> taking.outcome() == Orders.Outcome.TAKEN)
                .count());
        var step = new ImportStore.Step("orders", invoices.getLast().place(), null, taken, 0, 0);
        return new ImportPace.Done(lines, step);
    }

    static Map<String, List<RetailRow>> byInvoice(List<RetailRow> rows) {
        var invoices = new LinkedHashMap<String, List<RetailRow>>();
        rows.forEach(row -> invoices.computeIfAbsent(row.invoice(), number -> new ArrayList<>())
                .add(row));
        return invoices;
    }

    private static @Nullable String fault(List<RetailRow> invoice) {
        return invoice.stream().anyMatch(RetailRow::isFaulty) ? "order_incomplete" : RetailOrders.fault(invoice);
    }

    private static Orders.Given given(Job job, SellerId seller, List<RetailRow> invoice) {
        var past = new Orders.Past(List.of(), new Goods.Cause("import", job.id()));
        return new Orders.Given(seller, invoice.getFirst().invoice(), RetailOrders.snapshot(invoice), past, true);
    }

    private static Line faulty(RetailRow row) {
        return new Line(row.row(), row.invoice(), "failed", row.code(), row.message(), null);
    }

    private static Line beside(RetailRow row, String fault) {
        var message = fault.equals("order_incomplete")
                ? "Another row of this invoice cannot be read: correct it, and send the file again."
                : "The rows of this invoice name different customers or countries.";
        return new Line(row.row(), row.invoice(), "failed", fault, message, null);
    }

    private static Line line(RetailRow row, boolean first, Orders.Taking taking) {
        var no = taking.refusal();
        if (no == null) {
            var outcome = taking.outcome().name().toLowerCase(Locale.ROOT);
            return new Line(row.row(), row.invoice(), outcome, null, null, null);
        }
        var errors = first && !no.errors().isEmpty() ? no.errors() : null;
        return new Line(row.row(), row.invoice(), "failed", no.code(), no.detail(), errors);
    }

    /// What a later cancellation may mean: goods of a customer who is known.
    private static List<RetailLedgerStore.Known> bought(
            List<RetailRow> invoice, dev.countermand.kernel.OrderRef order) {
        var bought = new ArrayList<RetailLedgerStore.Known>();
        var lines = RetailOrders.lines(invoice);
        for (int i = 0; i < lines.size(); i++) {
            var row = lines.get(i);
            if (!row.customer().isEmpty() && RetailOrders.isGoods(row.sku())) {
                var purchase = new Purchase(
                        row.customer(),
                        row.sku(),
                        row.at(),
                        row.invoice(),
                        String.valueOf(i + 1),
                        row.price(),
                        row.quantity());
                bought.add(new RetailLedgerStore.Known(purchase, order));
            }
        }
        return bought;
    }
}
