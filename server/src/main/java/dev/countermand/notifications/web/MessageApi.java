package dev.countermand.notifications.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.notifications.Message;
import dev.countermand.notifications.Messages;
import dev.countermand.orders.Orders;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What was told about an order, when, to whom, and what became of it.
@RestController
class MessageApi {

    private final Messages messages;
    private final Orders orders;
    private final Answers answers;

    MessageApi(Messages messages, Orders orders, Answers answers) {
        this.messages = messages;
        this.orders = orders;
        this.answers = answers;
    }

    /// The messages of an order, oldest first.
    record Listing(List<View> messages) {}

    /// A message.
    record View(
            String id,
            String order,
            long seq,
            String kind,
            String channel,
            String recipient,
            String subject,
            String text,
            Message.Status status,
            int attempts,
            @Nullable Instant nextTry,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant sentAt) {

        static View of(Message m) {
            return new View(
                    m.id(),
                    m.order().number(),
                    m.seq(),
                    m.kind(),
                    m.channel(),
                    m.recipient(),
                    m.subject(),
                    m.text(),
                    m.status(),
                    m.attempts(),
                    m.nextTry(),
                    m.error(),
                    m.createdAt(),
                    m.sentAt());
        }
    }

    @GetMapping("/v1/orders/{number}/messages")
    Listing list(Actor actor, @PathVariable String number, @RequestParam(required = false) @Nullable String seller) {
        var order = orders.ref(actor.seller(seller), number).filter(actor::sees).orElseThrow(Problem::notFound);
        return new Listing(messages.of(order).stream().map(View::of).toList());
    }

    @PostMapping("/v1/messages/{id}/resend")
    ResponseEntity<String> resend(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var order = messages.find(id).map(Message::order).filter(actor::sees).orElseThrow(Problem::notFound);
        var once = new Answers.Key(order.part(), order.seller(), order.number(), "messages.resend", key);
        return answers.once(
                        once,
                        id.getBytes(StandardCharsets.UTF_8),
                        () -> Answer.json(200, View.of(messages.resend(id))))
                .toResponse();
    }
}
