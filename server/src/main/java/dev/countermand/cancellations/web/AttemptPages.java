package dev.countermand.cancellations.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationId;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.Cancellations.Outcome;
import dev.countermand.cancellations.spi.CancellationReceipts;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// A cancellation's own page, live while it is an attempt; and its buttons: answer, approve, deny,
/// withdraw.
@Controller
class AttemptPages {

    private final Cancellations cancellations;
    private final Answers answers;
    private final AttemptBoxes boxes;
    private final Pages pages;
    private final ObjectProvider<CancellationReceipts> receipts;

    AttemptPages(
            Cancellations cancellations,
            Answers answers,
            AttemptBoxes boxes,
            Pages pages,
            ObjectProvider<CancellationReceipts> receipts) {
        this.cancellations = cancellations;
        this.answers = answers;
        this.boxes = boxes;
        this.pages = pages;
        this.receipts = receipts;
    }

    @GetMapping({"/c/{id}", "/desk/cancellations/{id}"})
    ResponseEntity<String> page(@PathVariable String id, HttpServletRequest request) {
        boolean desk = isDesk(request);
        var found = find(id);
        var actor = actor(found, desk);
        var number = Map.of("number", found.order().number());
        var title = found.change() == null ? "cancellations.attempt.title" : "changes.page.title";
        var page = pages.page(request, actor, title, number);
        return pages.ok(
                "cancellations/attempt",
                page,
                Map.of(
                        "cancellation",
                        found,
                        "desk",
                        desk,
                        "box",
                        boxes.box(found, page, desk),
                        "receipts",
                        receipts(found, desk)));
    }

    private List<CancellationReceipts.Receipted> receipts(Cancellation found, boolean desk) {
        return receipts.stream()
                .flatMap(known -> known.of(found.order(), found.id().toString(), desk).stream())
                .toList();
    }

    /// The attempt's box alone, for the page that waits for its answer.
    @GetMapping("/c/{id}/live")
    ResponseEntity<String> live(@PathVariable String id, HttpServletRequest request) {
        var found = find(id);
        var page = pages.page(request, actor(found, false), "cancellations.attempt.title", Map.of("number", ""));
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noStore())
                .body(boxes.html(found, page, false));
    }

    @PostMapping("/c/{id}/withdraw")
    ResponseEntity<String> withdraw(
            @PathVariable String id, @RequestParam(defaultValue = "") String once, HttpServletRequest request) {
        return press(id, "withdraw", once, request, (found, actor) -> cancellations.withdraw(found.id(), actor));
    }

    @PostMapping("/c/{id}/answer")
    ResponseEntity<String> answer(
            @PathVariable String id,
            @RequestParam String outcome,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request) {
        var known = Arrays.stream(Outcome.values())
                .filter(o -> o.word().equals(outcome))
                .findFirst()
                .orElseThrow(Problem::notFound);
        return press(
                id,
                "answer." + outcome,
                once,
                request,
                (found, actor) ->
                        cancellations.answer(found.id(), known, null, actor).cancellation());
    }

    private interface Button {
        Cancellation press(Cancellation found, Actor actor);
    }

    private ResponseEntity<String> press(
            String id, String what, String once, HttpServletRequest request, Button button) {
        boolean desk = isDesk(request);
        var found = find(id);
        var actor = actor(found, desk);
        var order = found.order();
        var key = new Answers.Key(
                order.part(), order.seller(), order.number(), "page." + what, once.isEmpty() ? null : once);
        var answer = answers.once(key, id.getBytes(StandardCharsets.UTF_8), () -> {
            var done = button.press(found, actor);
            return Answer.json(200, Map.of("id", done.id().toString()));
        });
        var target = dev.countermand.site.Json.tree(answer.body()).path("id").asString();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create((desk ? "/desk/cancellations/" : "/c/") + target))
                .build();
    }

    /// Unknown and another's look the same to somebody without a link: both ask for one.
    private Cancellation find(String id) {
        return CancellationId.parse(id).flatMap(cancellations::find).orElseThrow(AttemptPages::unknown);
    }

    private static Problem unknown() {
        var visitor = Visitor.current();
        if (visitor.staff() != null) {
            return Problem.notFound();
        }
        return Problem.of(
                Problem.Kind.UNAUTHENTICATED,
                "link_needed",
                "Open this page by the link in one of our mails, or ask for a new link with your order number.");
    }

    private static Actor actor(Cancellation found, boolean desk) {
        var visitor = Visitor.current();
        var actor = desk ? visitor.atDesk() : visitor.on(found.order().id());
        if (!actor.sees(found.order())) {
            throw Problem.notFound();
        }
        actor.require(Right.SEE_ORDERS);
        return actor;
    }

    private static boolean isDesk(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/desk/");
    }
}
