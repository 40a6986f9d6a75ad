package dev.countermand.cancellations.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationId;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.RefundClock;
import dev.countermand.cancellations.RefundDeadlines;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.site.Back;
import dev.countermand.site.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The clock of a refund at the desk: why it may stand still, and when it stood. Asking twice changes
/// nothing more, so the forms need no word of their own to be sent once.
@Controller
class RefundClockPages {

    private final RefundDeadlines deadlines;
    private final Cancellations cancellations;
    private final Pages pages;
    private final TransactionTemplate transaction;

    RefundClockPages(
            RefundDeadlines deadlines,
            Cancellations cancellations,
            Pages pages,
            PlatformTransactionManager transactions) {
        this.deadlines = deadlines;
        this.cancellations = cancellations;
        this.pages = pages;
        this.transaction = new TransactionTemplate(transactions);
    }

    @GetMapping("/desk/cancellations/{id}/clock")
    ResponseEntity<String> show(@PathVariable String id, HttpServletRequest request) {
        var found = find(id, reader(Right.SEE_MONEY));
        return page(HttpStatus.OK, found, request, Map.of(), null);
    }

    @PostMapping("/desk/cancellations/{id}/clock")
    ResponseEntity<String> decide(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var actor = reader(Right.REPORT_MONEY);
        var found = find(id, actor);
        boolean resume = form.containsKey("resume");
        try {
            transaction.executeWithoutResult(_ -> {
                if (resume) {
                    deadlines.resume(found.id(), actor);
                } else {
                    deadlines.pause(
                            found.id(),
                            RefundClockRequests.because(form.getFirst("because")),
                            RefundClockRequests.note(form.getFirst("note"), pages.words(request)),
                            actor);
                }
            });
        } catch (Problem problem) {
            return switch (problem.kind()) {
                case CONFLICT -> page(HttpStatus.CONFLICT, found, request, form.toSingleValueMap(), problem);
                case INVALID ->
                    page(HttpStatus.UNPROCESSABLE_CONTENT, found, request, form.toSingleValueMap(), problem);
                case MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, TOO_LARGE, TOO_MANY, UNAVAILABLE ->
                    throw problem;
            };
        }
        var done = resume ? "cancellations.clock_resumed" : "cancellations.clock_paused";
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(Back.saying("/desk/orders/" + found.order().id(), done)))
                .build();
    }

    private ResponseEntity<String> page(
            HttpStatus status,
            Cancellation found,
            HttpServletRequest request,
            Map<String, String> typed,
            @Nullable Problem problem) {
        RefundClock clock = deadlines.of(found.id()).orElseThrow(Problem::notFound);
        var actor = Visitor.current().atDesk();
        var page = pages.page(
                request,
                actor,
                "cancellations.clock.title",
                Map.of("number", found.order().number()));
        var model = new HashMap<String, Object>();
        model.put("clock", clock);
        model.put("order", found.order());
        model.put("typed", typed);
        model.put("problem", problem == null ? "" : sentence(problem));
        return pages.answer(status, "cancellations/clockPage", page, model);
    }

    private static String sentence(Problem problem) {
        return problem.errors().isEmpty()
                ? Objects.requireNonNull(problem.detail())
                : problem.errors().getFirst().message();
    }

    private Cancellation find(String id, Actor actor) {
        return CancellationId.parse(id)
                .flatMap(cancellations::find)
                .filter(found -> actor.sees(found.order()))
                .orElseThrow(Problem::notFound);
    }

    private static Actor reader(Right right) {
        var reader = Visitor.current().atDesk();
        reader.require(right);
        return reader;
    }
}
