package dev.countermand.notifications.web;

import dev.countermand.accounts.Throttle;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.notifications.Message;
import dev.countermand.notifications.Messages;
import dev.countermand.orders.Orders;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/// Reads what was told about an order, and tells it again.
@Controller
class MessageCommands {

    private static final Throttle.Limit REPEATS = new Throttle.Limit("repeat-message", 5, Duration.ofMinutes(10));

    private final Messages messages;
    private final Orders orders;
    private final Answers answers;
    private final Throttle throttle;

    MessageCommands(Messages messages, Orders orders, Answers answers, Throttle throttle) {
        this.throttle = throttle;
        this.messages = messages;
        this.orders = orders;
        this.answers = answers;
    }

    /// Oldest first.
    record Listing(List<MessageJson> messages) {}

    @GetMapping("/v1/orders/{number}/messages")
    @ResponseBody
    Listing list(Actor actor, @PathVariable String number, @RequestParam(required = false) @Nullable String seller) {
        var order = orders.ref(actor.seller(seller), number).filter(actor::sees).orElseThrow(Problem::notFound);
        staffOnly(actor);
        actor.require(Right.SEE_ORDERS);
        return new Listing(messages.of(order).stream()
                .map(message -> MessageJson.of(message, actor.may(Right.SEE_MONEY)))
                .toList());
    }

    /// 202: it goes again as soon as the other side takes it. 409 `no_address` when there is nobody to
    /// send it to.
    @PostMapping("/v1/messages/{id}/resend")
    ResponseEntity<String> resend(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        boolean money = actor.may(Right.SEE_MONEY);
        var answer = again(find(actor, id), money, "notifications.resend", key);
        // A kept answer was made for who asked first.
        return (money ? answer : answer.without(Set.of("text"))).toResponse();
    }

    @PostMapping("/desk/messages/{id}/resend")
    ResponseEntity<String> press(@PathVariable String id, @RequestParam(required = false) @Nullable String once) {
        var message = find(Visitor.current().atDesk(), id);
        // One page has one key for all its buttons: the message belongs to the operation.
        var answer = again(message, false, "desk.resend." + id, once);
        var page = "/desk/orders/" + message.order().id();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(page + (answer.status() < 300 ? "?done=notifications.resent" : "")))
                .build();
    }

    /// The customer has a confirmation sent once more, to the address it went to.
    @PostMapping("/o/{order}/messages/{id}/resend")
    ResponseEntity<String> repeat(
            @PathVariable String order,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String once) {
        var asked = OrderId.parse(order).orElseThrow(Problem::notFound);
        var customer = Visitor.current().on(asked);
        var message = messages.find(id)
                .filter(m -> m.order().id().equals(asked) && customer.sees(m.order()) && isConfirmation(m))
                .orElseThrow(Problem::notFound);
        throttle.count(REPEATS, order);
        again(message, false, "page.resend." + id, once);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/o/" + order + "?done=notifications.repeated"))
                .build();
    }

    /// What a customer may have again: what has reached him, and is no link that he asked for.
    static boolean isConfirmation(Message message) {
        return message.status() == Message.Status.SENT && !message.kind().equals("order.link_requested");
    }

    private Message find(Actor actor, String id) {
        var message = messages.find(id).filter(m -> actor.sees(m.order())).orElseThrow(Problem::notFound);
        staffOnly(actor);
        actor.require(Right.TELL);
        return message;
    }

    private Answer again(Message message, boolean money, String operation, @Nullable String once) {
        var order = message.order();
        var key = new Answers.Key(order.part(), order.seller(), order.number(), operation, once);
        return answers.once(
                key,
                message.id().getBytes(StandardCharsets.UTF_8),
                () -> Answer.json(202, MessageJson.of(messages.resend(message.id()), money)));
    }

    private static void staffOnly(Actor actor) {
        if (!actor.isStaff()) {
            throw Problem.of(Problem.Kind.FORBIDDEN, "forbidden", "Only the shop reads and resends messages.");
        }
    }
}
