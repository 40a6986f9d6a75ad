package dev.countermand.orders.web;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What the warehouse fills in at the desk: how many of each line, and for a parcel how it goes.
///
/// @param quantities as typed, in the order of the lines
/// @param left whether the parcel has left already
public record GoodsForm(List<String> quantities, String parcel, String carrier, String tracking, boolean left) {

    private static final String WHOLE_NUMBER = "[0-9]{1,9}";

    static GoodsForm proposing(Order order, String parcel, ToIntFunction<Order.Line> units) {
        return new GoodsForm(quantities(order, units), parcel, "", "", false);
    }

    static GoodsForm of(Order order, MultiValueMap<String, String> form) {
        var quantities = new java.util.ArrayList<String>();
        for (int i = 0; i < order.lines().size(); i++) {
            quantities.add(text(form, "q" + i));
        }
        return new GoodsForm(
                List.copyOf(quantities),
                text(form, "parcel"),
                text(form, "carrier"),
                text(form, "tracking"),
                form.containsKey("left"));
    }

    /// The same with other quantities.
    GoodsForm with(Order order, ToIntFunction<Order.Line> units) {
        return new GoodsForm(quantities(order, units), parcel, carrier, tracking, left);
    }

    /// What may go into a parcel without any doubt: nobody tries to cancel it.
    public static int packable(Order.Line line) {
        return line.units().in(Stage.OPEN) + line.units().in(Stage.RELEASED);
    }

    static int open(Order.Line line) {
        return line.units().in(Stage.OPEN);
    }

    private static List<String> quantities(Order order, ToIntFunction<Order.Line> units) {
        return order.lines().stream()
                .map(line -> units.applyAsInt(line) == 0 ? "" : String.valueOf(units.applyAsInt(line)))
                .toList();
    }

    /// What has to be looked at again: id of the field → sentence.
    Map<String, String> errors(Order order, Texts texts) {
        var errors = new LinkedHashMap<String, String>();
        int sum = 0;
        for (int i = 0; i < quantities.size(); i++) {
            if (!quantities.get(i).isEmpty() && !quantities.get(i).matches(WHOLE_NUMBER)) {
                errors.put("q" + i, texts.say("orders.goods.quantity.wrong"));
            } else if (quantity(i) > order.lines().get(i).quantity()) {
                errors.put(
                        "q" + i,
                        texts.say(
                                "orders.goods.quantity.more",
                                Map.of("count", order.lines().get(i).quantity())));
            }
            sum += quantity(i);
        }
        if (sum == 0 && errors.isEmpty()) {
            errors.put("q0", texts.say("orders.goods.quantity.none"));
        }
        return errors;
    }

    /// The same for a parcel, which also needs a name and a carrier.
    Map<String, String> parcelErrors(Order order, Texts texts) {
        var errors = new LinkedHashMap<String, String>();
        if (parcel.isEmpty()) {
            errors.put("parcel", texts.say("orders.goods.parcel.none"));
        }
        if (carrier.isEmpty()) {
            errors.put("carrier", texts.say("orders.goods.carrier.none"));
        }
        errors.putAll(errors(order, texts));
        return errors;
    }

    Map<String, Integer> units(Order order) {
        var units = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < quantities.size(); i++) {
            if (quantity(i) > 0) {
                units.put(order.lines().get(i).line(), quantity(i));
            }
        }
        return units;
    }

    /// The parcel in the form of the API, so that the same rules read it.
    JsonNode json(Order order, @Nullable Instant leftAt) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", parcel).put("carrier", carrier);
        if (!tracking.isEmpty()) {
            json.put("tracking", tracking);
        }
        if (leftAt != null) {
            json.put("shippedAt", leftAt.toString());
        }
        var lines = json.putArray("lines");
        units(order)
                .forEach((line, quantity) -> lines.addObject().put("line", line).put("quantity", quantity));
        return json;
    }

    /// Where the API's faults stand on the form.
    Map<String, String> errors(Problem problem) {
        var errors = new LinkedHashMap<String, String>();
        for (var error : problem.errors()) {
            var field = switch (error.pointer()) {
                case "/id" -> "parcel";
                case "/carrier" -> "carrier";
                case "/tracking" -> "tracking";
                default -> "q0";
            };
            errors.put(field, error.message());
        }
        return errors;
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
