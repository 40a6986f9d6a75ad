package dev.countermand.cases.web;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What happened to one order, for whoever may see it.
@RestController
class OrderTimeline {

    private final CaseLog log;

    OrderTimeline(CaseLog log) {
        this.log = log;
    }

    @GetMapping("/v1/orders/{number}/timeline")
    Event.Stretch timeline(
            Actor actor,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String seller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        var order = log.find(actor.seller(seller), number).filter(actor::sees).orElseThrow(Problem::notFound);
        actor.require(Right.SEE_ORDERS);
        var range = Range.read(after, limit);
        var found = log.timeline(order.id(), range.after(), range.limit() + 1);
        var read = found.stream().limit(range.limit()).toList();
        var events = read.stream()
                .filter(entry -> Event.isFor(actor, entry))
                .map(entry -> Event.of(entry, actor))
                .toList();
        long next = read.isEmpty() ? range.after() : read.getLast().seq();
        return new Event.Stretch(events, next, found.size() > range.limit());
    }
}
