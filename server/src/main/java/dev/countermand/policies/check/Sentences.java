package dev.countermand.policies.check;

import dev.countermand.orders.Order;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Terms;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;

/// Examples in words.
public final class Sentences {

    private Sentences() {}

    /// `an order of 2026-11-22 for 50.00 EUR to DE; 1 x ITEM-1, physical, at 50.00 EUR`.
    public static String order(Facts facts) {
        var text = new StringBuilder("an order of ")
                .append(facts.placed().atOffset(ZoneOffset.UTC).toLocalDate())
                .append(" for ")
                .append(Space.money(facts.amount(), facts.currency()));
        add(text, " to ", facts.country());
        add(text, " through channel ", facts.channel());
        add(text, " by a customer of group ", facts.group());
        add(text, " with promotion ", String.join(" and ", facts.promotions()));
        add(text, " with metadata ", facts.order().isEmpty() ? "" : new TreeMap<>(facts.order()).toString());
        text.append("; ").append(facts.quantity()).append(" x ").append(facts.sku());
        text.append(", ").append(facts.kind().word());
        add(text, ", category ", facts.category());
        text.append(", at ").append(Space.money(facts.price(), facts.currency()));
        add(text, ", with metadata ", facts.line().isEmpty() ? "" : new TreeMap<>(facts.line()).toString());
        return text.toString();
    }

    /// What is usual, remedy by remedy, one to a line: `cancel: open allowed, released person; 2 exceptions`.
    public static List<String> summary(Terms terms) {
        return Book.of(terms).stream().map(Sentences::summary).toList();
    }

    private static String summary(Book book) {
        int exceptions = book.exceptions().size();
        return book.remedy().word() + ": " + book.answer(exceptions, Order.Kind.PHYSICAL)
                + (exceptions == 0 ? "" : "; " + exceptions + (exceptions == 1 ? " exception" : " exceptions"));
    }

    private static void add(StringBuilder text, String before, String value) {
        if (!value.isEmpty()) {
            text.append(before).append(value);
        }
    }
}
