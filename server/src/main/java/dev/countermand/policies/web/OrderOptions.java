package dev.countermand.policies.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Orders;
import dev.countermand.policies.Option;
import dev.countermand.policies.Options;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What is possible for an order at this moment, for whoever may see it.
@RestController
class OrderOptions {

    record Answer(String order, OrderId orderId, List<Option> options) {}

    private final Orders orders;
    private final Options options;
    private final Clock clock;

    OrderOptions(Orders orders, Options options, Clock clock) {
        this.orders = orders;
        this.options = options;
        this.clock = clock;
    }

    @GetMapping("/v1/orders/{number}/options")
    Answer options(Actor actor, @PathVariable String number, @RequestParam(required = false) @Nullable String seller) {
        var order = orders.find(actor.seller(seller), number)
                .filter(found -> actor.sees(found.ref()))
                .orElseThrow(Problem::notFound);
        actor.require(Right.SEE_ORDERS);
        return new Answer(order.ref().number(), order.ref().id(), options.of(order, actor, clock.instant()));
    }
}
