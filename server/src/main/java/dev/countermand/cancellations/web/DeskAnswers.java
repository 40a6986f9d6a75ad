package dev.countermand.cancellations.web;

import dev.countermand.accounts.Visitor;
import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationId;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.Cancellations.Outcome;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.orders.Orders;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Back;
import dev.countermand.site.Pages;
import dev.countermand.site.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Answering an attempt at the desk, and withdrawing one: the question with its consequences first, as a
/// verdict never changes; then the answer, and back to where the question was opened.
@Controller
class DeskAnswers {

    /// Not an answer of anybody, but asked about in the same way.
    private static final String WITHDRAWN = "withdrawn";

    private static final String WHOLE_NUMBER = "[0-9]{1,9}";

    private final Cancellations cancellations;
    private final Orders orders;
    private final Quotes quotes;
    private final Answers answers;
    private final Pages pages;

    DeskAnswers(Cancellations cancellations, Orders orders, Quotes quotes, Answers answers, Pages pages) {
        this.cancellations = cancellations;
        this.orders = orders;
        this.quotes = quotes;
        this.answers = answers;
        this.pages = pages;
    }

    /// A question about one attempt.
    ///
    /// @param outcome an answer's word, or [#WITHDRAWN]
    /// @param back where it was asked from
    private record Question(
            Cancellation attempt, String outcome, String back, Actor actor, HttpServletRequest request) {}

    @GetMapping("/desk/cancellations/{id}/answer")
    ResponseEntity<String> ask(
            @PathVariable String id,
            @RequestParam String outcome,
            @RequestParam(required = false) @Nullable String back,
            HttpServletRequest request) {
        return question(HttpStatus.OK, of(id, outcome, back, request), Map.of(), null);
    }

    @GetMapping("/desk/cancellations/{id}/withdraw")
    ResponseEntity<String> askToWithdraw(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String back,
            HttpServletRequest request) {
        return question(HttpStatus.OK, of(id, WITHDRAWN, back, request), Map.of(), null);
    }

    @PostMapping("/desk/cancellations/{id}/answer")
    ResponseEntity<String> answer(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        var question = of(id, text(form, "outcome"), form.getFirst("back"), request);
        return settle(question, form);
    }

    @PostMapping("/desk/cancellations/{id}/withdraw")
    ResponseEntity<String> withdraw(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> form, HttpServletRequest request) {
        return settle(of(id, WITHDRAWN, form.getFirst("back"), request), form);
    }

    private ResponseEntity<String> settle(Question question, MultiValueMap<String, String> form) {
        try {
            var units = units(question.attempt(), form, pages.words(question.request()));
            var done = once(question, units, form.getFirst("once"));
            var address = Back.saying(question.back(), done);
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(address))
                    .build();
        } catch (Problem problem) {
            return switch (problem.kind()) {
                case CONFLICT -> question(HttpStatus.CONFLICT, again(question), form, problem);
                case INVALID -> question(HttpStatus.UNPROCESSABLE_CONTENT, again(question), form, problem);
                case MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, TOO_LARGE, TOO_MANY, UNAVAILABLE ->
                    throw problem;
            };
        }
    }

    /// Says what was done, as a key of the texts.
    private String once(Question question, @Nullable Map<String, Integer> units, @Nullable String once) {
        var order = question.attempt().order();
        var id = question.attempt().id();
        var key = new Answers.Key(
                order.part(),
                order.seller(),
                order.number(),
                "desk." + question.outcome(),
                once == null || once.isEmpty() ? null : once);
        var body = (id + " " + units).getBytes(StandardCharsets.UTF_8);
        var answer = answers.once(key, body, () -> {
            if (question.outcome().equals(WITHDRAWN)) {
                cancellations.withdraw(id, question.actor());
                return Answer.json(200, Map.of("done", "cancellations.withdrawn"));
            }
            var outcome = outcome(question.outcome());
            var given = cancellations.answer(id, outcome, units, units != null, question.actor());
            return Answer.json(200, Map.of("done", given.late() ? "cancellations.stopped_late" : notice(outcome)));
        });
        return dev.countermand.site.Json.tree(answer.body()).path("done").asString();
    }

    private static String notice(Outcome outcome) {
        return switch (outcome) {
            case STOPPED -> "cancellations.stopped";
            case TOO_LATE -> "cancellations.too_late";
            case APPROVED -> "cancellations.approved";
            case DENIED -> "cancellations.denied";
        };
    }

    private ResponseEntity<String> question(
            HttpStatus status, Question question, Map<String, List<String>> typed, @Nullable Problem problem) {
        var attempt = question.attempt();
        var model = new HashMap<String, @Nullable Object>();
        model.put("attempt", attempt);
        model.put("outcome", question.outcome());
        model.put("back", question.back());
        model.put("typed", typed);
        model.put("problem", problem);
        model.put("money", takes(question) ? money(question) : null);
        var page = pages.page(
                question.request(),
                question.actor(),
                "cancellations.confirm." + question.outcome(),
                Map.of("number", attempt.order().number()));
        return answer(status, page, model);
    }

    @SuppressWarnings("NullAway") // a template's parameter may be null
    private ResponseEntity<String> answer(
            HttpStatus status, dev.countermand.site.Page page, Map<String, @Nullable Object> model) {
        return pages.answer(status, "cancellations/deskAnswer", page, model);
    }

    private static boolean takes(Question question) {
        boolean stops =
                question.outcome().equals("stopped") || question.outcome().equals("approved");
        return stops
                && question.attempt().status().isPending()
                && question.actor().may(Right.SEE_MONEY);
    }

    private Object money(Question question) {
        var order = orders.find(question.attempt().order().id()).orElseThrow(Problem::notFound);
        return quotes.ofPending(order, question.attempt());
    }

    /// As things stand now.
    private Question again(Question before) {
        var attempt = cancellations.find(before.attempt().id()).orElseThrow(Problem::notFound);
        return new Question(attempt, before.outcome(), before.back(), before.actor(), before.request());
    }

    private Question of(String id, String outcome, @Nullable String back, HttpServletRequest request) {
        var actor = Visitor.current().atDesk();
        var attempt = CancellationId.parse(id)
                .flatMap(cancellations::find)
                .filter(found -> actor.sees(found.order()))
                .orElseThrow(Problem::notFound);
        actor.require(needed(outcome, attempt));
        return new Question(attempt, outcome, Back.to(back, "/desk/cancellations/" + attempt.id()), actor, request);
    }

    private static Right needed(String outcome, Cancellation attempt) {
        if (outcome.equals(WITHDRAWN)) {
            return attempt.reason().isStores() ? Right.STORE_CANCEL : Right.CANCEL;
        }
        return switch (outcome(outcome)) {
            case STOPPED, TOO_LATE -> Right.ANSWER;
            case APPROVED, DENIED -> Right.APPROVE;
        };
    }

    private static Outcome outcome(String word) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    /// The named units; null when all that wait are meant. Fails with INVALID for what is no number, or none
    /// at all.
    private static @Nullable Map<String, Integer> units(
            Cancellation attempt, MultiValueMap<String, String> form, Texts texts) {
        var units = new LinkedHashMap<String, Integer>();
        boolean all = true;
        for (int i = 0; i < attempt.lines().size(); i++) {
            var line = attempt.lines().get(i);
            if (line.pending() == 0 || !form.containsKey("q" + i)) {
                continue;
            }
            var typed = text(form, "q" + i);
            if (!typed.isEmpty() && !typed.matches(WHOLE_NUMBER)) {
                throw wrong(texts, "quantity.wrong", "q" + i, Map.of());
            }
            int quantity = typed.isEmpty() ? 0 : Integer.parseInt(typed);
            if (quantity > line.pending()) {
                throw wrong(texts, "quantity.waiting", "q" + i, Map.of("count", line.pending()));
            }
            all &= quantity == line.pending();
            if (quantity > 0) {
                units.put(line.line(), quantity);
            }
        }
        if (!all && units.isEmpty()) {
            throw wrong(texts, "quantity.none", "q0", Map.of());
        }
        return all ? null : units;
    }

    private static Problem wrong(Texts texts, String what, String field, Map<String, ?> values) {
        return Problem.invalid(what.replace('.', '_'), field, texts.say("cancellations.ask." + what, values));
    }

    private static String text(MultiValueMap<String, String> form, String name) {
        var value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
