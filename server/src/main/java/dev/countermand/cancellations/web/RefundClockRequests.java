package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationId;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.RefundClock;
import dev.countermand.cancellations.RefundDeadlines;
import dev.countermand.cancellations.RefundPause;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.site.Answer;
import dev.countermand.site.Answers;
import dev.countermand.site.Json;
import dev.countermand.site.Texts;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// The API of the clocks of refunds: by when a law wants money back, and what the shop waits for
/// meanwhile.
@RestController
class RefundClockRequests {

    private static final String KEY = "Idempotency-Key";

    /// What is waited for.
    record Wait(@Nullable String because, @Nullable String note) {}

    private final RefundDeadlines deadlines;
    private final Cancellations cancellations;
    private final Answers answers;
    private final Texts texts;

    RefundClockRequests(RefundDeadlines deadlines, Cancellations cancellations, Answers answers, Texts texts) {
        this.deadlines = deadlines;
        this.cancellations = cancellations;
        this.answers = answers;
        this.texts = texts;
    }

    @GetMapping("/v1/cancellations/{id}/refund-clock")
    RefundClockView read(Actor actor, @PathVariable String id) {
        var found = find(id, actor, Right.SEE_MONEY);
        return deadlines.of(found.id()).map(RefundClockView::of).orElseThrow(Problem::notFound);
    }

    @PostMapping("/v1/cancellations/{id}/refund-clock/pause")
    ResponseEntity<String> pause(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        byte[] bytes = body == null ? new byte[0] : body;
        var wait = Json.read(bytes, Wait.class);
        var because = because(wait.because());
        var note = note(wait.note(), texts);
        var found = find(id, actor, Right.REPORT_MONEY);
        return once(
                found,
                "cancellations.clock.pause",
                key,
                bytes,
                () -> deadlines.pause(found.id(), because, note, actor));
    }

    @PostMapping("/v1/cancellations/{id}/refund-clock/resume")
    ResponseEntity<String> resume(
            Actor actor,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        CancellationBodies.nothing(body);
        byte[] bytes = body == null ? new byte[0] : body;
        var found = find(id, actor, Right.REPORT_MONEY);
        return once(found, "cancellations.clock.resume", key, bytes, () -> deadlines.resume(found.id(), actor));
    }

    private ResponseEntity<String> once(
            Cancellation found, String operation, @Nullable String key, byte[] body, Supplier<RefundClock> command) {
        var order = found.order();
        var once = new Answers.Key(order.part(), order.seller(), order.number(), operation + "." + found.id(), key);
        return answers.once(once, body, () -> Answer.json(200, RefundClockView.of(command.get())))
                .toResponse();
    }

    private Cancellation find(String id, Actor actor, Right right) {
        var found = CancellationId.parse(id)
                .flatMap(cancellations::find)
                .filter(c -> actor.sees(c.order()))
                .orElseThrow(Problem::notFound);
        if (actor.kind() == Actor.Kind.SHOPPER) {
            throw Problem.notFound();
        }
        actor.require(right);
        return found;
    }

    /// What is waited for. Fails with INVALID, naming the known words.
    static RefundPause.Because because(@Nullable String word) {
        return RefundPause.Because.of(word == null ? "" : word)
                .orElseThrow(() -> Problem.invalid(
                        "unknown_because", "/because", "Say what is waited for: goods, customer or bank."));
    }

    /// What somebody wrote; null for nothing. Fails with INVALID for more than is kept.
    static @Nullable String note(@Nullable String text, Texts texts) {
        var note = text == null ? "" : text.strip();
        if (note.length() > Cancellations.NOTE_MAX) {
            throw Problem.invalid(
                    "too_long",
                    "/note",
                    texts.here().say("cancellations.invalid.note", Map.of("max", Cancellations.NOTE_MAX)));
        }
        return note.isEmpty() ? null : note;
    }
}
