package dev.countermand.notifications.webhooks.web;

import dev.countermand.kernel.Actor;
import dev.countermand.notifications.webhooks.Deliveries;
import dev.countermand.notifications.webhooks.Webhooks;
import dev.countermand.notifications.webhooks.Webhooks.Wish;
import dev.countermand.notifications.webhooks.web.Bodies.DeliveryDetail;
import dev.countermand.notifications.webhooks.web.Bodies.DeliveryJson;
import dev.countermand.notifications.webhooks.web.Bodies.DeliveryList;
import dev.countermand.notifications.webhooks.web.Bodies.EndpointJson;
import dev.countermand.notifications.webhooks.web.Bodies.Endpoints;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Webhooks over HTTP: endpoints, what they were told, and telling it again.
@RestController
@RequestMapping("/v1/webhooks")
class WebhookApi {

    private static final String KEY = "Idempotency-Key";
    private static final int LIMIT_MAX = 200;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookCommands commands;

    WebhookApi(Webhooks webhooks, Deliveries deliveries, WebhookCommands commands) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.commands = commands;
    }

    /// 201 with the secret, which signs what is sent there.
    @PostMapping("/endpoints")
    ResponseEntity<String> create(
            Actor actor,
            @RequestBody Bodies.NewEndpoint body,
            @RequestParam(required = false) @Nullable String seller,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var whose = actor.seller(body.seller() == null ? seller : body.seller());
        return commands.create(actor, whose, body.wish(), key).toResponse();
    }

    @GetMapping("/endpoints")
    Endpoints list(Actor actor, @RequestParam(required = false) @Nullable String seller) {
        var found = webhooks.list(actor, actor.seller(seller));
        return new Endpoints(
                found.stream().map(each -> EndpointJson.of(each, null)).toList());
    }

    @GetMapping("/endpoints/{id}")
    EndpointJson get(Actor actor, @PathVariable String id) {
        return EndpointJson.of(webhooks.get(actor, id), null);
    }

    /// Only what is named changes. `enabled: true` also puts what was given up back into line.
    @PatchMapping("/endpoints/{id}")
    ResponseEntity<String> change(
            Actor actor,
            @PathVariable String id,
            @RequestBody Wish wish,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return commands.change(actor, id, wish, key).toResponse();
    }

    @DeleteMapping("/endpoints/{id}")
    ResponseEntity<String> delete(
            Actor actor, @PathVariable String id, @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return commands.delete(actor, id, key).toResponse();
    }

    @GetMapping("/endpoints/{id}/secret")
    Bodies.Secret secret(Actor actor, @PathVariable String id) {
        return new Bodies.Secret(webhooks.secret(actor, id));
    }

    /// A new secret; the one before signs beside it for `overlapHours` (24).
    @PostMapping("/endpoints/{id}/rotate")
    ResponseEntity<String> rotate(
            Actor actor,
            @PathVariable String id,
            @RequestBody(required = false) Bodies.@Nullable Rotation body,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var rotation = body == null ? new Bodies.Rotation(null) : body;
        return commands.rotate(actor, id, rotation, key).toResponse();
    }

    /// Sends a test event now and answers what came of it.
    @PostMapping("/endpoints/{id}/test")
    Deliveries.Trial test(Actor actor, @PathVariable String id) {
        return deliveries.test(actor, id);
    }

    /// `{"failed": true}`: everything that was given up. `{"after": 17}` or `{"since":
    /// "2026-11-20T00:00:00Z"}`: everything from there that has not arrived, with `"all": true` also
    /// what has.
    @PostMapping("/endpoints/{id}/replay")
    ResponseEntity<String> replay(
            Actor actor,
            @PathVariable String id,
            @RequestBody Bodies.Replay body,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return commands.replay(actor, id, body, key).toResponse();
    }

    /// Latest first.
    @GetMapping("/endpoints/{id}/deliveries")
    DeliveryList deliveries(
            Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "50") String limit) {
        int most = (int) Bodies.number("limit", limit, 1, LIMIT_MAX);
        var from = before == null ? null : (Long) Bodies.number("before", before, 0, Long.MAX_VALUE);
        var found = deliveries.list(actor, id, Bodies.status(status), from, most + 1);
        var shown = found.stream().limit(most).toList();
        return new DeliveryList(
                shown.stream().map(DeliveryJson::of).toList(),
                found.size() > most ? (Long) shown.getLast().cursor() : null);
    }

    @GetMapping("/deliveries/{id}")
    DeliveryDetail delivery(Actor actor, @PathVariable String id) {
        return DeliveryDetail.of(deliveries.get(actor, id));
    }

    /// 202: it is sent again, the same id and the same bytes.
    @PostMapping("/deliveries/{id}/replay")
    ResponseEntity<String> replayOne(
            Actor actor, @PathVariable String id, @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return commands.replayOne(actor, id, key).toResponse();
    }

    /// Lets one go that was given up; the next of its order follows.
    @PostMapping("/deliveries/{id}/skip")
    ResponseEntity<String> skip(
            Actor actor, @PathVariable String id, @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return commands.skip(actor, id, key).toResponse();
    }
}
