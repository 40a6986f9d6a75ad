package dev.countermand.notifications.webhooks.web;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.webhooks.Deliveries;
import dev.countermand.notifications.webhooks.Endpoint;
import dev.countermand.notifications.webhooks.Webhooks;
import dev.countermand.notifications.webhooks.Webhooks.Wish;
import dev.countermand.notifications.webhooks.web.Bodies.EndpointJson;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The commands about webhooks, the same for programs and for the desk: each one transaction, once for
/// each key.
@Component
class WebhookCommands {

    private static final int OVERLAP_HOURS_DEFAULT = 24;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Answers answers;

    WebhookCommands(Webhooks webhooks, Deliveries deliveries, Answers answers) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.answers = answers;
    }

    Answer create(Actor actor, SellerId seller, Wish wish, @Nullable String key) {
        webhooks.list(actor, seller);
        webhooks.check(wish, true);
        return once(seller, "webhooks.create", key, wish, () -> {
            var made = webhooks.create(actor, seller, wish);
            return Answer.json(201, EndpointJson.of(made, webhooks.secret(actor, made.id())))
                    .withHeader("Location", "/v1/webhooks/endpoints/" + made.id());
        });
    }

    Answer change(Actor actor, String id, Wish wish, @Nullable String key) {
        var endpoint = webhooks.get(actor, id);
        webhooks.check(wish, false);
        return once(
                endpoint,
                "webhooks.change",
                key,
                wish,
                () -> Answer.json(200, EndpointJson.of(webhooks.change(actor, id, wish), null)));
    }

    Answer delete(Actor actor, String id, @Nullable String key) {
        return once(webhooks.get(actor, id), "webhooks.delete", key, id, () -> {
            webhooks.delete(actor, id);
            return Answer.json(200, Map.of("deleted", id));
        });
    }

    Answer rotate(Actor actor, String id, Bodies.Rotation rotation, @Nullable String key) {
        int hours = rotation.overlapHours() == null ? OVERLAP_HOURS_DEFAULT : rotation.overlapHours();
        return once(
                webhooks.get(actor, id),
                "webhooks.rotate",
                key,
                rotation,
                () -> Answer.json(200, new Bodies.Secret(webhooks.rotate(actor, id, Duration.ofHours(hours)))));
    }

    Answer replay(Actor actor, String id, Bodies.Replay replay, @Nullable String key) {
        boolean failed = Boolean.TRUE.equals(replay.failed());
        int ways = (failed ? 1 : 0) + (replay.after() == null ? 0 : 1) + (replay.since() == null ? 0 : 1);
        if (ways != 1) {
            throw Problem.invalid(
                    "one_of", "/failed", "Say one of `failed`: true, `after`: a cursor, `since`: an instant.");
        }
        boolean all = Boolean.TRUE.equals(replay.all());
        return once(webhooks.get(actor, id), "webhooks.replay", key, replay, () -> {
            if (failed) {
                return Answer.json(202, new Bodies.Replayed(deliveries.replayFailed(actor, id)));
            }
            deliveries.replayFrom(actor, id, replay.after(), replay.since(), all);
            return Answer.json(202, EndpointJson.of(webhooks.get(actor, id), null));
        });
    }

    Answer replayOne(Actor actor, String delivery, @Nullable String key) {
        var endpoint = endpointOf(actor, delivery);
        return once(
                endpoint,
                "webhooks.replay.one." + delivery,
                key,
                delivery,
                () -> Answer.json(202, Bodies.DeliveryJson.of(deliveries.replay(actor, delivery))));
    }

    Answer skip(Actor actor, String delivery, @Nullable String key) {
        var endpoint = endpointOf(actor, delivery);
        return once(
                endpoint,
                "webhooks.skip." + delivery,
                key,
                delivery,
                () -> Answer.json(200, Bodies.DeliveryJson.of(deliveries.skip(actor, delivery))));
    }

    private Endpoint endpointOf(Actor actor, String delivery) {
        return webhooks.get(actor, deliveries.get(actor, delivery).delivery().endpoint());
    }

    private Answer once(
            Endpoint endpoint, String operation, @Nullable String key, Object request, Supplier<Answer> command) {
        return once(endpoint.seller(), operation + '/' + endpoint.id(), key, request, command);
    }

    // No order: the seller's own part, under a name that no order can have.
    private Answer once(
            SellerId seller, String operation, @Nullable String key, Object request, Supplier<Answer> command) {
        var bytes = Json.write(request).getBytes(StandardCharsets.UTF_8);
        return answers.once(new Answers.Key(Ids.part(seller, ""), seller, "", operation, key), bytes, command);
    }
}
