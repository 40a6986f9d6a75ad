package dev.countermand.payments.web;

import dev.countermand.cases.Entry;
import dev.countermand.payments.MoneyBack.Withheld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Units that were taken back at once, and the arithmetic by which so much money came back for them: what the
/// case log said then.
///
/// @param cause what for, such as `can_…`
/// @param sums what became of the total: `notCharged`, `refunded`, `notDue`, `already`, `kept`; those above 0
/// @param kept of what was kept, each with its reason; empty where the log does not say, or says less than all
public record GivenBack(
        Instant at, String cause, List<Line> lines, long total, Map<String, Long> sums, List<Withheld> kept) {

    /// The shares of some units of a line.
    ///
    /// @param line the line's id
    /// @param note what else is said of it; empty for nothing
    public record Line(
            String line,
            String title,
            String note,
            int quantity,
            long goods,
            long discount,
            long shipping,
            long fees,
            long tax,
            long total) {}

    /// What is taken off comes first; what is left after it is what moves.
    private static final List<String> SUMS = List.of("kept", "already", "notDue", "notCharged", "refunded", "credited");

    private static final Set<String> TAKEN_OFF = Set.of("kept", "already");

    /// What the terms withhold; another word is not explained.
    private static final Set<String> REASONS = Set.of("shipping", "shipping_surcharge", "fees", "cancellation_fee");

    /// Reads what a fact says.
    ///
    /// @param titles what lines are called
    static GivenBack of(Entry entry, Map<String, String> titles) {
        var money = entry.body().path("money");
        var sums = new LinkedHashMap<String, Long>();
        for (var sum : SUMS) {
            if (minor(money, sum) != 0) {
                sums.put(sum, minor(money, sum));
            }
        }
        return new GivenBack(
                entry.at(),
                entry.body().path("cause").asString(""),
                lines(money, titles),
                minor(money, "total"),
                sums,
                kept(money));
    }

    private static List<Line> lines(JsonNode money, Map<String, String> titles) {
        var lines = new ArrayList<Line>();
        for (var line : money.path("lines")) {
            var id = line.path("line").asString("");
            lines.add(new Line(
                    id,
                    titles.getOrDefault(id, id),
                    "",
                    line.path("quantity").asInt(0),
                    minor(line, "goods"),
                    minor(line, "orderDiscount"),
                    minor(line, "shipping"),
                    minor(line, "fees"),
                    minor(line, "tax") + minor(line, "shippingTax"),
                    minor(line, "total")));
        }
        return lines;
    }

    private static List<Withheld> kept(JsonNode money) {
        var kept = new ArrayList<Withheld>();
        for (var each : money.path("withheld")) {
            kept.add(new Withheld(
                    each.path("what").asString(""),
                    minor(each, "amount"),
                    minor(each, "of"),
                    each.path("basisPoints").asInt(0),
                    minor(each, "fixed"),
                    minor(each, "before")));
        }
        kept.removeIf(each -> each.amount() == 0);
        boolean all = kept.stream().mapToLong(Withheld::amount).sum() == minor(money, "kept")
                && kept.stream().allMatch(each -> REASONS.contains(each.what()));
        return all ? List.copyOf(kept) : List.of();
    }

    /// A sum as the arithmetic has it: what is taken off is below 0.
    public long signed(String sum) {
        long amount = sums.getOrDefault(sum, 0L);
        return TAKEN_OFF.contains(sum) ? -amount : amount;
    }

    private static long minor(JsonNode of, String member) {
        return of.path(member).asLong(0);
    }
}
