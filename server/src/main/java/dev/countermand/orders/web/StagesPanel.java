package dev.countermand.orders.web;

import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Stage;
import dev.countermand.site.OrderPanel;
import dev.countermand.site.Page;
import dev.countermand.site.Pages;
import gg.jte.Content;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where the units of an order are: the way from placed to delivered, and the branches that left it.
@Component
class StagesPanel implements OrderPanel {

    private static final Set<Stage> BRANCHES =
            EnumSet.of(Stage.STOPPING, Stage.CANCELED, Stage.RETURNING, Stage.RETURNED, Stage.LOST);

    private final Orders orders;
    private final Pages pages;

    StagesPanel(Orders orders, Pages pages) {
        this.orders = orders;
        this.pages = pages;
    }

    @Override
    public int position() {
        return 200;
    }

    @Override
    public @Nullable Content panel(OrderRef ref, Page page, boolean desk) {
        // The desk's page says it in its head.
        return desk
                ? null
                : orders.find(ref.id())
                        .map(order -> pages.part(
                                "orders/stages",
                                Map.of(
                                        "page",
                                        page,
                                        "steps",
                                        steps(order),
                                        "branches",
                                        branches(order),
                                        "desk",
                                        false)))
                        .orElse(null);
    }

    private static List<Step> steps(Order order) {
        var way = List.of(Stage.OPEN, Stage.RELEASED, Stage.SHIPPED, Stage.DELIVERED);
        var icons = List.of("cart", "parcel", "truck", "home");
        int furthest = 0;
        for (int i = 0; i < way.size(); i++) {
            furthest = order.unitsIn(way.get(i)) > 0 ? i : furthest;
        }
        // Units being stopped are with the warehouse still.
        furthest = Math.max(furthest, order.unitsIn(Stage.STOPPING) > 0 ? 1 : 0);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < way.size(); i++) {
            var state = i < furthest ? "reached" : i == furthest ? "reached here" : "";
            var stage = way.get(i);
            steps.add(new Step(stage.word(), icons.get(i), state, order.unitsIn(stage)));
        }
        return steps;
    }

    private static Map<Stage, Integer> branches(Order order) {
        var branches = new EnumMap<Stage, Integer>(Stage.class);
        BRANCHES.stream()
                .filter(stage -> order.unitsIn(stage) > 0)
                .forEach(stage -> branches.put(stage, order.unitsIn(stage)));
        return branches;
    }
}
