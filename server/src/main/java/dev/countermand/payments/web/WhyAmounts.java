package dev.countermand.payments.web;

import dev.countermand.kernel.Money;
import dev.countermand.payments.MoneyBack.Withheld;
import dev.countermand.payments.OrderMoney;
import dev.countermand.payments.web.GivenBack.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why so much came back, and what each item cost: the arithmetic of an order in the words of one reader.
///
/// @param back what was given back at once, the oldest first
/// @param items what each item of the order cost; null when the same stands in `back` already
public record WhyAmounts(List<Back> back, @Nullable ShareTable items) {

    /// Units that were given back at once.
    ///
    /// @param outcome what became of the total, with the reason of what was kept
    /// @param withoutShipping whether shipping was paid for these units and waits for the last item
    public record Back(String caption, ShareTable shares, List<Outcome> outcome, boolean withoutShipping) {}

    /// A part of a total and what became of it.
    public record Outcome(String what, String amount) {}

    static WhyAmounts of(OrderMoney money, List<GivenBack> given, Map<String, String> titles, Amounts amounts) {
        var back = given.stream()
                .map(each -> new Back(
                        caption(each, amounts),
                        ShareTable.of(each.lines(), amounts),
                        outcome(each, amounts),
                        isWithoutShipping(each, money)))
                .toList();
        return new WhyAmounts(back, isWhole(given, money) ? null : items(money, titles, amounts));
    }

    private static ShareTable items(OrderMoney money, Map<String, String> titles, Amounts amounts) {
        var lines = money.lines().stream()
                .map(line -> new Line(
                        line.line(),
                        titles.getOrDefault(line.line(), line.line()),
                        line.givenBack() == 0
                                ? ""
                                : amounts.texts().say("payments.why.back", Map.of("count", line.givenBack())),
                        line.units(),
                        line.goods(),
                        line.orderDiscount(),
                        line.shipping(),
                        line.fees(),
                        line.tax() + line.shippingTax(),
                        line.total()))
                .toList();
        return ShareTable.of(lines, amounts);
    }

    private static String caption(GivenBack back, Amounts amounts) {
        boolean refund = back.sums().containsKey("refunded") || back.sums().containsKey("credited");
        return amounts.texts().say("payments.given.at", Map.of("at", back.at(), "what", refund ? "refund" : "other"));
    }

    private static List<Outcome> outcome(GivenBack back, Amounts amounts) {
        var outcome = new ArrayList<Outcome>();
        for (var sum : back.sums().keySet()) {
            if (sum.equals("kept") && !back.kept().isEmpty()) {
                back.kept()
                        .forEach(kept -> outcome.add(new Outcome(reason(kept, amounts), amounts.of(-kept.amount()))));
            } else {
                outcome.add(new Outcome(amounts.texts().say("payments.given." + sum), amounts.of(back.signed(sum))));
            }
        }
        return outcome;
    }

    private static String reason(Withheld kept, Amounts amounts) {
        // A fee that is not simply a share of this amount is only named here: /money/… says how it is counted.
        var which = switch (kept.rule()) {
            case "cancellation_fee.percent" -> "percent";
            case String rule when rule.startsWith("cancellation_fee") -> "fee";
            case String rule -> rule;
        };
        var percent = BigDecimal.valueOf(kept.basisPoints(), 2).stripTrailingZeros();
        return amounts.texts()
                .say(
                        "payments.given.kept." + which,
                        Map.of("percent", percent, "of", new Money(kept.of(), amounts.currency())));
    }

    // Where each unit takes its share along, there is at least a cent for each.
    private static boolean isWithoutShipping(GivenBack back, OrderMoney money) {
        return back.lines().stream().allMatch(line -> line.shipping() == 0)
                && money.lines().stream()
                        .filter(line -> line.shipping() >= line.units() && line.units() > 0)
                        .anyMatch(line -> back.lines().stream()
                                .anyMatch(each -> each.line().equals(line.line())));
    }

    private static boolean isWhole(List<GivenBack> given, OrderMoney money) {
        return given.size() == 1
                && money.lines().stream()
                        .allMatch(line -> given.getFirst().lines().stream()
                                .anyMatch(each -> each.line().equals(line.line()) && each.quantity() == line.units()));
    }
}
