package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationId;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cases.CaseLog;
import dev.countermand.cases.Entry;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.Payments;
import dev.countermand.site.Json;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Why so much came back for a cancellation: the arithmetic of the order's page, for programs. Both read what
/// the case log said when the money was planned.
@RestController
class CancellationMoney {

    private static final String PLANNED = "payment.planned";

    /// An order has few; more are the page's affair.
    private static final int PLANNED_MAX = 1_000;

    /// The arithmetic of one cancellation.
    ///
    /// @param money all of it, as `GET /v1/cancellations/{id}` says it
    /// @param words the same in sentences: where each amount goes, and by which rule something is withheld
    /// @param steps each time units of it were given back: at once, and with the verdict
    /// @param effects what was promised for it, and how far that got
    record View(
            String cancellation,
            String order,
            SellerId seller,
            MoneyBack money,
            List<Words> words,
            List<Step> steps,
            List<Promised> effects) {}

    /// @param amount in minor units
    record Words(String sentence, long amount) {}

    /// @param money the shares of these units, and what became of their sum
    record Step(Instant at, MoneyBack money) {}

    /// @param payment the shop's id of the payment
    /// @param done how much of it is known to have moved
    /// @param follows the effect that it replaces; what is `replaced` is counted there
    record Promised(
            String effect,
            String payment,
            String kind,
            long amount,
            long done,
            String state,
            @Nullable String follows,
            boolean replaced) {}

    private final Cancellations cancellations;
    private final Payments payments;
    private final CaseLog log;
    private final Texts texts;

    CancellationMoney(Cancellations cancellations, Payments payments, CaseLog log, Texts texts) {
        this.cancellations = cancellations;
        this.payments = payments;
        this.log = log;
        this.texts = texts;
    }

    @GetMapping("/v1/cancellations/{id}/money")
    View why(Actor actor, @PathVariable String id) {
        var found = CancellationId.parse(id)
                .flatMap(cancellations::find)
                .filter(cancellation -> actor.sees(cancellation.order()))
                .orElseThrow(Problem::notFound);
        actor.require(Right.SEE_MONEY);
        return new View(
                found.id().toString(),
                found.order().number(),
                found.order().seller(),
                found.money(),
                words(found.money()),
                steps(found),
                effects(found));
    }

    private List<Words> words(MoneyBack money) {
        var words = new MoneyWords(texts.here(), money);
        return Stream.concat(
                        money.tenders().stream().map(tender -> new Words(words.of(tender), tender.amount())),
                        words.withheld().stream().map(row -> new Words(row.sentence(), row.minor())))
                .toList();
    }

    private List<Step> steps(Cancellation of) {
        return log.latest(of.order().id(), PLANNED, PLANNED_MAX).reversed().stream()
                .filter(entry -> isFor(entry, of))
                .map(entry -> new Step(entry.at(), Json.read(entry.body().path("money"), MoneyBack.class)))
                .toList();
    }

    private static boolean isFor(Entry entry, Cancellation cancellation) {
        return entry.body().path("cause").asString("").equals(cancellation.id().toString());
    }

    private List<Promised> effects(Cancellation of) {
        return payments.of(of.order()).payments().stream()
                .flatMap(payment -> payment.effects().stream()
                        .filter(effect -> effect.cause().equals(of.id().toString()))
                        .map(effect -> new Promised(
                                effect.id(),
                                payment.id(),
                                effect.kind(),
                                effect.amount(),
                                effect.done(),
                                effect.state(),
                                effect.follows(),
                                effect.replaced())))
                .toList();
    }
}
