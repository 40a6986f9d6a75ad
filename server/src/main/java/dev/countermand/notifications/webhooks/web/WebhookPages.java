package dev.countermand.notifications.webhooks.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.webhooks.Deliveries;
import dev.countermand.notifications.webhooks.Endpoint;
import dev.countermand.notifications.webhooks.Webhooks;
import dev.countermand.site.Json;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The desk's pages about webhooks.
@Controller
@RequestMapping("/desk/webhooks")
class WebhookPages {

    private static final int ROWS = 50;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookCommands commands;
    private final Sellers sellers;
    private final Pages pages;

    WebhookPages(Webhooks webhooks, Deliveries deliveries, WebhookCommands commands, Sellers sellers, Pages pages) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.commands = commands;
        this.sellers = sellers;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<String> list(HttpServletRequest request, @RequestParam(required = false) @Nullable String seller) {
        var actor = Visitor.current().atDesk();
        return list(actor, whose(actor, seller), WebhookForm.EMPTY, Map.of(), request);
    }

    @PostMapping
    ResponseEntity<String> create(HttpServletRequest request, @RequestParam MultiValueMap<String, String> form) {
        var actor = Visitor.current().atDesk();
        var seller = actor.seller(form.getFirst("seller"));
        var typed = WebhookForm.of(form);
        try {
            var made = Json.tree(commands.create(actor, seller, typed.wish(), form.getFirst("once"))
                    .body());
            return WebhookButtons.goTo("/desk/webhooks/" + made.path("id").asString() + "?done=webhooks.created");
        } catch (Problem problem) {
            return list(actor, seller, typed, errors(problem, request), request);
        }
    }

    private ResponseEntity<String> list(
            Actor actor, SellerId seller, WebhookForm form, Map<String, String> errors, HttpServletRequest request) {
        var model = new HashMap<String, Object>();
        model.put("seller", seller.value());
        model.put("sellers", sellers.of(actor));
        model.put("endpoints", webhooks.list(actor, seller));
        model.put("form", form);
        model.put("errors", errors);
        var page = pages.page(request, actor, "webhooks.title", Map.of());
        return pages.answer(status(errors), "notifications/webhooks/list", page, model);
    }

    /// Whose endpoints are shown: the one named, else the first that the reader may see.
    private SellerId whose(Actor actor, @Nullable String named) {
        actor.require(Right.MANAGE_SETTINGS);
        if (named != null || actor.sellers().size() == 1) {
            return actor.seller(named);
        }
        return sellers.of(actor).stream()
                .findFirst()
                .map(Sellers.Seller::id)
                .orElseThrow(() -> Problem.conflict("no_seller", "There is no seller yet."));
    }

    @GetMapping("/{id}")
    ResponseEntity<String> show(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable String before) {
        var actor = Visitor.current().atDesk();
        var endpoint = webhooks.get(actor, id);
        var log = new Log(status, before);
        return show(actor, endpoint, WebhookForm.of(endpoint), Map.of(), log, null, request);
    }

    @PostMapping("/{id}")
    ResponseEntity<String> change(
            HttpServletRequest request, @PathVariable String id, @RequestParam MultiValueMap<String, String> form) {
        var actor = Visitor.current().atDesk();
        var typed = WebhookForm.of(form);
        try {
            commands.change(actor, id, typed.wish(), form.getFirst("once"));
            return WebhookButtons.goTo("/desk/webhooks/" + id + "?done=webhooks.saved");
        } catch (Problem problem) {
            var endpoint = webhooks.get(actor, id);
            return show(actor, endpoint, typed, errors(problem, request), Log.LATEST, null, request);
        }
    }

    /// Shows the page once with the secret in it.
    @PostMapping("/{id}/secret")
    ResponseEntity<String> secret(HttpServletRequest request, @PathVariable String id) {
        var actor = Visitor.current().atDesk();
        var endpoint = webhooks.get(actor, id);
        var secret = webhooks.secret(actor, id);
        return show(actor, endpoint, WebhookForm.of(endpoint), Map.of(), Log.LATEST, secret, request);
    }

    private record Log(String status, @Nullable String before) {
        static final Log LATEST = new Log("", null);
    }

    private ResponseEntity<String> show(
            Actor actor,
            Endpoint endpoint,
            WebhookForm form,
            Map<String, String> errors,
            Log log,
            @Nullable String secret,
            HttpServletRequest request) {
        var from = log.before() == null ? null : (Long) Bodies.number("before", log.before(), 0, Long.MAX_VALUE);
        var found = deliveries.list(actor, endpoint.id(), Bodies.status(log.status()), from, ROWS + 1);
        var rows = found.stream().limit(ROWS).toList();
        var model = new HashMap<String, Object>();
        model.put("endpoint", endpoint);
        model.put("form", form);
        model.put("errors", errors);
        model.put("secret", secret);
        model.put("open", deliveries.open(actor, endpoint.id()));
        model.put("rows", rows);
        model.put("status", log.status());
        model.put("isFirst", log.before() == null);
        model.put("next", found.size() > ROWS ? Long.toString(rows.getLast().cursor()) : null);
        var page = pages.page(request, actor, "webhooks.endpoint.title", Map.of());
        return pages.answer(status(errors), "notifications/webhooks/endpoint", page, model);
    }

    @GetMapping("/deliveries/{id}")
    ResponseEntity<String> delivery(HttpServletRequest request, @PathVariable String id) {
        var actor = Visitor.current().atDesk();
        var detail = deliveries.get(actor, id);
        var page = pages.page(request, actor, "webhooks.delivery.title", Map.of());
        var endpoint = webhooks.get(actor, detail.delivery().endpoint());
        return pages.ok("notifications/webhooks/delivery", page, Map.of("detail", detail, "url", endpoint.url()));
    }

    private Map<String, String> errors(Problem problem, HttpServletRequest request) {
        if (problem.kind() != Problem.Kind.INVALID && problem.kind() != Problem.Kind.CONFLICT) {
            throw problem;
        }
        return WebhookForm.errors(problem, pages.words(request));
    }

    private static HttpStatus status(Map<String, String> errors) {
        return errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
    }
}
