package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.Payout;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Option;
import dev.countermand.site.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// What somebody fills in to cancel: how many of each line, why, and what if it cannot be stopped.
///
/// @param quantities as typed, in the order of the lines
/// @param reason as chosen; empty for none
/// @param ifUnable as chosen; empty for none
/// @param payout as chosen; empty for money back to where it came from
public record AskForm(List<String> quantities, String reason, String note, String ifUnable, String payout) {

    private static final String WHOLE_NUMBER = "[0-9]{1,9}";

    /// An untouched form: everything that can be canceled is proposed, or only the named line.
    static AskForm proposing(Order order, List<Option> options, @Nullable String onlyLine) {
        var quantities = order.lines().stream()
                .map(line -> onlyLine == null || onlyLine.equals(line.line()) ? cancelable(line, options) : 0)
                .map(String::valueOf)
                .toList();
        return new AskForm(quantities, "", "", "", "");
    }

    static AskForm of(Order order, MultiValueMap<String, String> form) {
        var quantities = new java.util.ArrayList<String>();
        for (int i = 0; i < order.lines().size(); i++) {
            quantities.add(text(form, "q" + i));
        }
        return new AskForm(
                List.copyOf(quantities),
                text(form, "reason"),
                text(form, "note"),
                text(form, "ifUnable"),
                text(form, "payout"));
    }

    /// How many units of a line may be asked for with any hope.
    static int cancelable(Order.Line line, List<Option> options) {
        return options.stream()
                .filter(option ->
                        option.remedy().equals("cancel") && line.line().equals(option.line()))
                .filter(option -> !option.decision().equals("refused"))
                .mapToInt(Option::quantity)
                .sum();
    }

    /// How many units of a line the store may take back: the terms bind the customer only.
    static int stoppable(Order.Line line) {
        return line.units().in(Stage.OPEN) + line.units().in(Stage.RELEASED);
    }

    /// What has to be looked at again: id of the field → sentence.
    ///
    /// @param mustSay whether a reason must be chosen
    Map<String, String> errors(Order order, boolean mustSay, Texts texts) {
        var errors = new LinkedHashMap<String, String>();
        int sum = 0;
        for (int i = 0; i < quantities.size(); i++) {
            var typed = quantities.get(i);
            if (!typed.isEmpty() && !typed.matches(WHOLE_NUMBER)) {
                errors.put("q" + i, texts.say("cancellations.ask.quantity.wrong"));
            } else if (quantity(i) > order.lines().get(i).quantity()) {
                errors.put(
                        "q" + i,
                        texts.say(
                                "cancellations.ask.quantity.more",
                                Map.of("count", order.lines().get(i).quantity())));
            } else {
                sum += quantity(i);
            }
        }
        if (sum == 0 && errors.isEmpty()) {
            errors.put("q0", texts.say("cancellations.ask.quantity.none"));
        }
        if (RequestReason.of(reason).isEmpty() && (mustSay || !reason.isEmpty())) {
            errors.put("reason", texts.say("cancellations.ask.reason.none"));
        }
        if (note.length() > Cancellations.NOTE_MAX) {
            errors.put("note", texts.say("cancellations.invalid.note", Map.of("max", Cancellations.NOTE_MAX)));
        }
        return errors;
    }

    /// Line → how many are meant.
    Map<String, Integer> units(Order order) {
        var units = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < quantities.size(); i++) {
            if (quantity(i) > 0) {
                units.put(order.lines().get(i).line(), quantity(i));
            }
        }
        return units;
    }

    /// The same as a request. Only for a form without errors.
    Cancellations.Request request(Order order) {
        return new Cancellations.Request(
                order.ref(),
                units(order),
                RequestReason.of(reason).orElse(RequestReason.NOT_GIVEN),
                note.isEmpty() ? null : note,
                ifUnable.isEmpty() ? null : ifUnable,
                chosen());
    }

    /// Store credit only for whoever chose it; the store's own reasons know no such choice.
    private Payout chosen() {
        boolean byStore = RequestReason.of(reason).map(RequestReason::isStores).orElse(false);
        return byStore ? Payout.SOURCE : Payout.of(payout).orElse(Payout.SOURCE);
    }

    private int quantity(int line) {
        var typed = quantities.get(line);
        return typed.isEmpty() || !typed.matches(WHOLE_NUMBER) ? 0 : Integer.parseInt(typed);
    }

    private static String text(MultiValueMap<String, String> form, String name) {
        var value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
