package dev.countermand.notifications.webhooks.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.notifications.webhooks.Deliveries;
import dev.countermand.notifications.webhooks.Webhooks;
import dev.countermand.notifications.webhooks.Webhooks.Wish;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The buttons of the desk's pages about webhooks; each leads back to its page, which says what was done.
@Controller
@RequestMapping("/desk/webhooks")
class WebhookButtons {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookCommands commands;
    private final Pages pages;

    WebhookButtons(Webhooks webhooks, Deliveries deliveries, WebhookCommands commands, Pages pages) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.commands = commands;
        this.pages = pages;
    }

    @PostMapping("/{id}/enabled")
    ResponseEntity<String> enable(
            @PathVariable String id,
            @RequestParam boolean enabled,
            @RequestParam(required = false) @Nullable String once) {
        commands.change(actor(), id, new Wish(null, null, null, null, enabled), once);
        return back(id, enabled ? "enabled" : "disabled");
    }

    @PostMapping("/{id}/test")
    ResponseEntity<String> test(@PathVariable String id) {
        try {
            return back(id, deliveries.test(actor(), id).arrived() ? "test_arrived" : "test_failed");
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.TOO_MANY) {
                return back(id, "test_too_soon");
            }
            throw problem;
        }
    }

    @PostMapping("/{id}/rotate")
    ResponseEntity<String> rotate(@PathVariable String id, @RequestParam(required = false) @Nullable String once) {
        commands.rotate(actor(), id, new Bodies.Rotation(null), once);
        return back(id, "rotated");
    }

    @PostMapping("/{id}/delete")
    ResponseEntity<String> delete(@PathVariable String id, @RequestParam(required = false) @Nullable String once) {
        var seller = webhooks.get(actor(), id).seller();
        commands.delete(actor(), id, once);
        return goTo("/desk/webhooks?seller=" + seller + "&done=webhooks.deleted");
    }

    /// @param since as the browser's field writes it, in the reader's zone; empty for all that was given up
    @PostMapping("/{id}/replay")
    ResponseEntity<String> replay(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(required = false) @Nullable String once) {
        if (since.isEmpty()) {
            commands.replay(actor(), id, new Bodies.Replay(true, null, null, null), once);
            return back(id, "replay_failed");
        }
        Instant from;
        try {
            from = LocalDateTime.parse(since)
                    .atZone(pages.words(request).zone())
                    .toInstant();
        } catch (DateTimeParseException e) {
            return back(id, "replay_when");
        }
        commands.replay(actor(), id, new Bodies.Replay(null, null, from, all), once);
        return back(id, "replay_begun");
    }

    @PostMapping("/deliveries/{id}/replay")
    ResponseEntity<String> replayOne(@PathVariable String id, @RequestParam(required = false) @Nullable String once) {
        try {
            commands.replayOne(actor(), id, once);
            return back("deliveries/" + id, "replayed");
        } catch (Problem problem) {
            return back("deliveries/" + id, decided(problem, "waits"));
        }
    }

    @PostMapping("/deliveries/{id}/skip")
    ResponseEntity<String> skip(@PathVariable String id, @RequestParam(required = false) @Nullable String once) {
        try {
            commands.skip(actor(), id, once);
            return back("deliveries/" + id, "skipped");
        } catch (Problem problem) {
            return back("deliveries/" + id, decided(problem, "not_failed"));
        }
    }

    private static String decided(Problem problem, String code) {
        if (!problem.code().equals(code)) {
            throw problem;
        }
        return code;
    }

    private static Actor actor() {
        return Visitor.current().atDesk();
    }

    private static ResponseEntity<String> back(String to, String done) {
        return goTo("/desk/webhooks/" + to + "?done=webhooks." + done);
    }

    static ResponseEntity<String> goTo(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}
