package dev.countermand.payments.web;

import dev.countermand.cases.Entry;
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
public record GivenBack(Instant at, String cause, List<Line> lines, long total, Map<String, Long> sums) {

    /// The shares of some units of a line.
    public record Line(
            String title, int quantity, long goods, long discount, long shipping, long fees, long tax, long total) {}

    /// What is taken off comes first; what is left after it is what moves.
    private static final List<String> SUMS = List.of("kept", "already", "notDue", "notCharged", "refunded", "credited");

    private static final Set<String> TAKEN_OFF = Set.of("kept", "already");

    /// Reads what a fact says.
    ///
    /// @param titles what lines are called
    static GivenBack of(Entry entry, Map<String, String> titles) {
        var money = entry.body().path("money");
        var lines = new ArrayList<Line>();
        for (var line : money.path("lines")) {
            var id = line.path("line").asString("");
            lines.add(new Line(
                    titles.getOrDefault(id, id),
                    line.path("quantity").asInt(0),
                    minor(line, "goods"),
                    minor(line, "orderDiscount"),
                    minor(line, "shipping"),
                    minor(line, "fees"),
                    minor(line, "tax") + minor(line, "shippingTax"),
                    minor(line, "total")));
        }
        var sums = new LinkedHashMap<String, Long>();
        for (var sum : SUMS) {
            if (minor(money, sum) != 0) {
                sums.put(sum, minor(money, sum));
            }
        }
        return new GivenBack(entry.at(), entry.body().path("cause").asString(""), lines, minor(money, "total"), sums);
    }

    /// A sum as the arithmetic has it: what is taken off is below 0.
    public long signed(String sum) {
        long amount = sums.getOrDefault(sum, 0L);
        return TAKEN_OFF.contains(sum) ? -amount : amount;
    }

    /// Whether a discount was taken off any of it.
    public boolean hasDiscount() {
        return lines.stream().anyMatch(line -> line.discount() != 0);
    }

    /// Whether shipping was among it.
    public boolean hasShipping() {
        return lines.stream().anyMatch(line -> line.shipping() != 0);
    }

    /// Whether tax was in it.
    public boolean hasTax() {
        return lines.stream().anyMatch(line -> line.tax() != 0);
    }

    /// Whether fees were among it.
    public boolean hasFees() {
        return lines.stream().anyMatch(line -> line.fees() != 0);
    }

    private static long minor(JsonNode of, String member) {
        return of.path(member).asLong(0);
    }
}
