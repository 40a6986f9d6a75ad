package dev.countermand.connectors.sandbox.web;

import dev.countermand.connectors.sandbox.town.Odds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.MultiValueMap;

/// The odds of a company as a form holds them: as they were typed.
///
/// @param values field → what stands in it
/// @param wrong fields that must be looked at again; `sum` when the first three do not make a hundred
public record OddsForm(Map<String, String> values, List<String> wrong) {

    /// In the order of the form.
    public static final List<String> PERCENTS = List.of("yes", "no", "never", "late", "twice", "early", "lost");

    /// What only the payment provider does, in percent; empty means never.
    public static final List<String> QUIRKS = List.of("fails", "balance", "dispute");

    /// Seconds and the seed.
    public static final List<String> NUMBERS = List.of("delay", "later", "seed");

    static OddsForm of(Odds odds) {
        var values = new LinkedHashMap<String, String>();
        values.put("yes", Integer.toString(odds.yes()));
        values.put("no", Integer.toString(odds.no()));
        values.put("never", Integer.toString(odds.never()));
        values.put("late", Integer.toString(odds.late()));
        values.put("twice", Integer.toString(odds.twice()));
        values.put("early", Integer.toString(odds.early()));
        values.put("lost", Integer.toString(odds.lost()));
        values.put("delay", Integer.toString(odds.delaySeconds()));
        values.put("later", Integer.toString(odds.lateSeconds()));
        values.put("seed", Long.toString(odds.seed()));
        values.put("fails", Integer.toString(odds.quirks().failsLater()));
        values.put("balance", Integer.toString(odds.quirks().balance()));
        values.put("dispute", Integer.toString(odds.quirks().dispute()));
        return new OddsForm(values, List.of());
    }

    static OddsForm of(MultiValueMap<String, String> form) {
        var values = new LinkedHashMap<String, String>();
        var wrong = new ArrayList<String>();
        for (var field : PERCENTS) {
            values.put(field, text(form, field));
            if (!values.get(field).matches("\\d{1,2}|100")) {
                wrong.add(field);
            }
        }
        for (var field : QUIRKS) {
            values.put(field, text(form, field).isEmpty() ? "0" : text(form, field));
            if (!values.get(field).matches("\\d{1,2}|100")) {
                wrong.add(field);
            }
        }
        for (var field : NUMBERS) {
            values.put(field, text(form, field));
            if (!values.get(field).matches(field.equals("seed") ? "-?\\d{1,18}" : "\\d{1,8}")) {
                wrong.add(field);
            }
        }
        if (wrong.isEmpty() && sum(values) != 100) {
            wrong.add("sum");
        }
        return new OddsForm(values, wrong);
    }

    private static int sum(Map<String, String> values) {
        return PERCENTS.subList(0, 3).stream()
                .mapToInt(field -> Integer.parseInt(values.get(field)))
                .sum();
    }

    private static String text(MultiValueMap<String, String> form, String field) {
        var value = form.getFirst(field);
        return value == null
                ? ""
                : value.strip().substring(0, Math.min(20, value.strip().length()));
    }

    /// Empty while something must be looked at again.
    Optional<Odds> odds() {
        if (!wrong.isEmpty()) {
            return Optional.empty();
        }
        var odds = new Odds(
                number("yes"),
                number("no"),
                number("never"),
                number("late"),
                number("twice"),
                number("early"),
                number("lost"),
                number("delay"),
                number("later"),
                Long.parseLong(values.get("seed")),
                new Odds.Quirks(number("fails"), number("balance"), number("dispute")));
        return Optional.of(odds).filter(Odds::isSound);
    }

    private int number(String field) {
        return Integer.parseInt(values.get(field));
    }
}
