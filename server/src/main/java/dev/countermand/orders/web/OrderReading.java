package dev.countermand.orders.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Orders.Share;
import dev.countermand.orders.Shipment;
import dev.countermand.orders.Stage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Reads orders.
@RestController
class OrderReading {

    private static final int LIMIT_DEFAULT = 50;
    private static final int LIMIT_MAX = 200;
    private static final int Q_CHARACTERS_MAX = 200;

    private final Orders orders;

    OrderReading(Orders orders) {
        this.orders = orders;
    }

    /// @param next pass as `after`; absent on the last page
    record Listing(List<OrderJson> orders, @Nullable String next) {}

    @GetMapping("/v1/orders/{number}")
    OrderJson read(Actor actor, @PathVariable String number, @RequestParam(required = false) @Nullable String seller) {
        var ref = Actors.readable(orders, actor, seller, number);
        return OrderJson.of(find(ref.id()), orders.shipments(ref), actor);
    }

    /// Newest first; with `q` by number, then by e-mail address, then by name.
    @GetMapping("/v1/orders")
    Listing list(
            Actor actor,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "" + LIMIT_DEFAULT) int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.invalid("range", "limit", "Give a number from 1 to " + LIMIT_MAX + ".");
        }
        actor.require(Right.SEE_ORDERS);
        var page = orders.list(new Orders.Search(sellers(actor, seller), stage(stage), q(q), after, limit));
        return new Listing(
                page.orders().stream()
                        .map(order -> OrderJson.of(order, page.shipments().getOrDefault(order.ref(), List.of()), actor))
                        .toList(),
                page.next());
    }

    /// Whether these lines, or all, may be packed, labelled and shipped.
    ///
    /// @param lines each a line's id, or id:quantity; several separated by commas or given several times
    @GetMapping("/v1/orders/{number}/ship-check")
    Orders.ShipCheck shipCheck(
            Actor actor,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(required = false) String @Nullable [] lines) {
        var order = find(Actors.readable(orders, actor, seller, number).id());
        return orders.shipCheck(order, lines == null ? null : units(order, lines));
    }

    @GetMapping("/v1/shipments/{id}")
    ShipmentJson shipment(Actor actor, @PathVariable String id) {
        var shipment = shipment(orders, actor, id);
        actor.require(Right.SEE_ORDERS);
        return ShipmentJson.of(shipment, find(shipment.order().id()));
    }

    static Shipment shipment(Orders orders, Actor actor, String id) {
        return orders.shipment(id).filter(s -> actor.sees(s.order())).orElseThrow(Problem::notFound);
    }

    private Order find(dev.countermand.kernel.OrderId id) {
        return orders.find(id).orElseThrow(Problem::notFound);
    }

    private static List<SellerId> sellers(Actor actor, @Nullable String named) {
        return named == null ? List.copyOf(actor.sellers()) : List.of(actor.seller(named));
    }

    private static @Nullable Stage stage(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return null;
        }
        return Arrays.stream(Stage.values())
                .filter(s -> s.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "value",
                        "stage",
                        "Give one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Stage.values())
                                                .map(Stage::word)
                                                .toList())
                                + "."));
    }

    private static @Nullable String q(@Nullable String q) {
        if (q == null || q.isBlank()) {
            return null;
        }
        if (q.length() > Q_CHARACTERS_MAX) {
            throw Problem.invalid("too_long", "q", "Give at most " + Q_CHARACTERS_MAX + " characters.");
        }
        return q.strip();
    }

    /// A line's id may itself have a comma or colon, so a whole value that is an id is read as one.
    private static Map<String, Integer> units(Order order, String[] values) {
        var units = new LinkedHashMap<String, Integer>();
        for (var value : values) {
            var names = order.line(value).isPresent() ? List.of(value) : List.of(value.split(","));
            for (var name : names) {
                var share = share(order, name.strip());
                units.merge(share.line(), share.quantity(), Integer::sum);
            }
        }
        return units;
    }

    private static Share share(Order order, String name) {
        var line = order.line(name);
        if (line.isPresent()) {
            return new Share(name, line.get().quantity());
        }
        int colon = name.lastIndexOf(':');
        if (colon > 0 && name.substring(colon + 1).matches("[1-9]\\d{0,6}")) {
            return new Share(name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)));
        }
        throw Problem.invalid("unknown_line", "lines", "The order has no line " + name + ".");
    }
}
