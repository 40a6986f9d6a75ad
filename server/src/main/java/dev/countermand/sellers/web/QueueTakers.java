package dev.countermand.sellers.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.cases.CaseQueue;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Orders;
import dev.countermand.site.Back;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Taking an item of the queue upon oneself, and giving it back. Doing either twice changes nothing.
@Controller
class QueueTakers {

    private final CaseQueue queue;
    private final Orders orders;
    private final TransactionTemplate transaction;

    QueueTakers(CaseQueue queue, Orders orders, TransactionTemplate transaction) {
        this.queue = queue;
        this.orders = orders;
        this.transaction = transaction;
    }

    @PostMapping("/desk/queue/take")
    ResponseEntity<String> take(
            @RequestParam String order,
            @RequestParam String kind,
            @RequestParam String subject,
            @RequestParam(required = false) @Nullable String back,
            @RequestParam(defaultValue = "false") boolean release) {
        var actor = Visitor.current().atDesk();
        var found = OrderId.parse(order)
                .flatMap(orders::find)
                .filter(known -> actor.sees(known.ref()))
                .orElseThrow(Problem::notFound)
                .ref();
        actor.require(Right.SEE_ORDERS);
        // Who only reads takes nothing upon himself: others would wait for him.
        actor.require(Right.NOTE);
        boolean done = Boolean.TRUE.equals(transaction.execute(status ->
                release ? queue.giveBack(found, kind, subject, actor) : queue.take(found, kind, subject, actor)));
        var notice = !done ? "sellers.not_taken" : release ? "sellers.given_back" : "sellers.taken";
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(Back.saying(Back.to(back, "/desk"), notice)))
                .build();
    }
}
