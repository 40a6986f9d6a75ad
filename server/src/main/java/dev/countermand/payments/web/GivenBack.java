package dev.countermand.payments.web;

import dev.countermand.cases.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static final List<String> SUMS = List.of("notCharged", "refunded", "credited", "notDue", "already", "kept");

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
        var sums = new TreeMap<String, Long>();
        for (var sum : SUMS) {
            if (minor(money, sum) != 0) {
                sums.put(sum, minor(money, sum));
            }
        }
        return new GivenBack(entry.at(), entry.body().path("cause").asString(""), lines, minor(money, "total"), sums);
    }

    /// Whether fees were among it.
    public boolean hasFees() {
        return lines.stream().anyMatch(line -> line.fees() != 0);
    }

    private static long minor(JsonNode of, String member) {
        return of.path(member).asLong(0);
    }
}
