package dev.countermand.payments.journal;

import dev.countermand.cases.Entry;
import dev.countermand.kernel.OrderRef;
import dev.countermand.payments.OrderMoney;
import dev.countermand.site.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What each fact means in debits and credits. A pure reading of the case log, so the journal of a period is
/// the same whenever it is made.
///
/// Taking an order debits the customer with what it costs; what he pays credits him and debits where the money
/// is. What is given back credits him again, and is his when the money has moved. So an order at rest leaves
/// nothing on the customer's account.
final class JournalRules {

    /// The kinds of facts that it understands; all others move no money.
    static final Set<String> KINDS = Set.of(
            "order.taken",
            "order.amended",
            "payment.captured",
            "payment.voided",
            "payment.refunded",
            "payment.credited",
            "payment.failed",
            "payment.planned",
            "payment.exchanged",
            "payment.superseded",
            "payment.disputed",
            "payment.dispute_won");

    private static final JsonNode NONE = MissingNode.getInstance();

    private JournalRules() {}

    /// @param money how an order's money stands, asked only for what its facts do not say
    static List<Booking> bookings(Entry entry, Function<OrderRef, OrderMoney> money) {
        var body = entry.body();
        return switch (entry.kind()) {
            case "order.taken" -> taken(entry, body, money);
            case "order.amended" -> amended(entry, body, money);
            case "payment.planned" -> planned(entry, body);
            case "payment.exchanged" -> exchanged(entry, body);
            case "payment.captured", "payment.voided", "payment.refunded", "payment.credited" -> moved(entry, body);
            case "payment.failed" -> failed(entry, body);
            case "payment.disputed", "payment.dispute_won" -> disputed(entry, body);
            case "payment.superseded" -> superseded(entry, body);
            default -> List.of();
        };
    }

    private static List<Booking> taken(Entry entry, JsonNode body, Function<OrderRef, OrderMoney> money) {
        var bookings = new Bookings(entry, body.path("currency").asString(""));
        bookings.move(
                "order_taken",
                Account.CUSTOMER,
                Account.ORDER,
                body.path("total").asLong(0),
                NONE,
                NONE);
        body.path("payments").forEach(tender -> paid(bookings, tender));
        var canceled = canceled(body);
        if (!canceled.isEmpty()) {
            settledBefore(bookings, money.apply(entry.order()), canceled);
        }
        return bookings.written();
    }

    private static void paid(Bookings bookings, JsonNode tender) {
        boolean captured = tender.path("captured").asBoolean(false);
        var place = captured ? Account.of(tender.path("tender").asString("")) : Account.HELD;
        bookings.move(
                captured ? "captured" : "held",
                place,
                Account.CUSTOMER,
                tender.path("amount").asLong(0),
                tender,
                NONE);
    }

    private static Map<String, Integer> canceled(JsonNode body) {
        var canceled = new HashMap<String, Integer>();
        for (var move : body.path("moves")) {
            if (move.path("to").asString("").equals("canceled")) {
                canceled.merge(
                        move.path("line").asString(""), move.path("quantity").asInt(0), Integer::sum);
            }
        }
        return canceled;
    }

    /// What had gone back before the order came to us stands in the payments' journals only.
    private static void settledBefore(Bookings bookings, OrderMoney money, Map<String, Integer> canceled) {
        bookings.move("given_back", Account.ORDER, Account.CUSTOMER, worth(money, canceled), NONE, NONE);
        for (var payment : money.payments()) {
            var tender =
                    Json.treeOf(Map.of("id", payment.id(), "tender", payment.tender(), "gateway", payment.gateway()));
            for (var movement : payment.events()) {
                boolean before = movement.origin().equals("snapshot");
                if (before && movement.type().equals("voided")) {
                    bookings.move("not_charged", Account.CUSTOMER, Account.HELD, movement.amount(), tender, NONE);
                } else if (before && movement.type().equals("refunded")) {
                    var place = Account.of(payment.tender());
                    bookings.move("refunded", Account.CUSTOMER, place, movement.amount(), tender, NONE);
                }
            }
        }
    }

    /// What the first units of each line cost; shipping and fees go with the last unit of the order.
    static long worth(OrderMoney money, Map<String, Integer> canceled) {
        boolean all = money.lines().stream().allMatch(line -> canceled.getOrDefault(line.line(), 0) >= line.units());
        long worth = 0;
        for (var line : money.lines()) {
            int count = canceled.getOrDefault(line.line(), 0);
            long goods = first(line.goods(), line.units(), count) - first(line.orderDiscount(), line.units(), count);
            long tax = money.taxIncluded() ? 0 : first(line.tax(), line.units(), count);
            worth += all ? line.total() : goods + tax;
        }
        return worth;
    }

    private static long first(long amount, int units, int count) {
        return amount / units * count + Math.min(count, amount % units);
    }

    private static List<Booking> amended(Entry entry, JsonNode body, Function<OrderRef, OrderMoney> money) {
        if (body.path("paymentsAdded").isEmpty()) {
            return List.of();
        }
        var bookings = new Bookings(entry, money.apply(entry.order()).currency());
        body.path("paymentsAdded").forEach(tender -> paid(bookings, tender));
        return bookings.written();
    }

    private static List<Booking> planned(Entry entry, JsonNode body) {
        var money = body.path("money");
        var bookings = new Bookings(entry, money.path("currency").asString(""));
        long total = money.path("total").asLong(0);
        long kept = money.path("kept").asLong(0);
        bookings.side("given_back", Account.ORDER, total, NONE, body);
        bookings.side("given_back", Account.CUSTOMER, kept - total, NONE, body);
        bookings.side("given_back", Account.KEPT, -kept, NONE, body);
        return bookings.written();
    }

    /// What a change makes the order cost more or less.
    private static List<Booking> exchanged(Entry entry, JsonNode body) {
        var bookings = new Bookings(entry, body.path("currency").asString(""));
        long more = body.path("more").asLong(0);
        long less = body.path("money").path("total").asLong(0);
        bookings.move("exchanged", Account.CUSTOMER, Account.ORDER, more, NONE, body);
        bookings.move("exchanged", Account.ORDER, Account.CUSTOMER, less, NONE, body);
        return bookings.written();
    }

    private static List<Booking> moved(Entry entry, JsonNode body) {
        var bookings = new Bookings(entry, body.path("currency").asString(""));
        var tender = body.path("payment");
        var place = Account.of(tender.path("tender").asString(""));
        long amount = body.path("amount").asLong(0);
        switch (entry.kind()) {
            case "payment.captured" -> bookings.move("captured", place, Account.HELD, amount, tender, body);
            case "payment.voided" -> bookings.move("not_charged", Account.CUSTOMER, Account.HELD, amount, tender, body);
            case "payment.credited" ->
                bookings.move("credited", Account.CUSTOMER, Account.STORE_CREDIT, amount, tender, body);
            default -> bookings.move("refunded", Account.CUSTOMER, place, amount, tender, body);
        }
        return bookings.written();
    }

    /// Only what had moved before comes back; what never moved moves nothing.
    private static List<Booking> failed(Entry entry, JsonNode body) {
        if (!body.path("reversal").asBoolean(false)) {
            return List.of();
        }
        var bookings = new Bookings(entry, body.path("currency").asString(""));
        var tender = body.path("payment");
        var place = switch (body.path("action").asString("")) {
            case "void" -> Account.HELD;
            case "credit" -> Account.STORE_CREDIT;
            default -> Account.of(tender.path("tender").asString(""));
        };
        bookings.move("came_back", place, Account.CUSTOMER, body.path("amount").asLong(0), tender, body);
        return bookings.written();
    }

    /// The bank takes the money when a dispute opens, and brings it back when it is won; what is lost stays.
    private static List<Booking> disputed(Entry entry, JsonNode body) {
        var bookings = new Bookings(entry, body.path("currency").asString(""));
        var tender = body.path("payment");
        var place = Account.of(tender.path("tender").asString(""));
        long amount = body.path("amount").asLong(0);
        if (entry.kind().equals("payment.disputed")) {
            bookings.move("disputed", Account.DISPUTED, place, amount, tender, body);
        } else {
            bookings.move("dispute_won", place, Account.DISPUTED, amount, tender, body);
        }
        return bookings.written();
    }

    /// What was promised, and went with a lost dispute, is back with the customer.
    private static List<Booking> superseded(Entry entry, JsonNode body) {
        long promised = 0;
        for (var instead : body.path("effects")) {
            promised += instead.path("amount").asLong(0);
        }
        if (!body.path("why").asString("").equals("lost")) {
            return List.of();
        }
        var bookings = new Bookings(entry, body.path("currency").asString(""));
        bookings.move(
                "lost_in_dispute",
                Account.CUSTOMER,
                Account.DISPUTED,
                body.path("amount").asLong(0) - promised,
                body.path("payment"),
                body);
        return bookings.written();
    }
}
