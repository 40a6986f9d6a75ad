package dev.countermand.policies.simulation;

import dev.countermand.kernel.Decision;
import dev.countermand.orders.Order;
import dev.countermand.orders.PastOrder;
import dev.countermand.orders.PastOrders;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyRules;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.spi.Replays;
import dev.countermand.policies.spi.Replays.Asked;
import dev.countermand.policies.spi.Replays.Question;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Answers the questions of the past once under the terms that are tried, and once under those beside them: by the
/// rules that decide live, page by page, with a few statements for each page and no more memory than one needs.
@Component
public class Simulator {

    /// Where a simulation stands.
    ///
    /// @param next where its next page begins; null at its end
    public record Point(PastOrders.@Nullable Cursor next, Figures figures) {

        /// Before the first page.
        public static final Point START = new Point(null, Figures.NONE);
    }

    /// Is told while it runs.
    public interface Watcher {

        /// An order got another answer.
        void different(Difference difference);

        /// A page is done; false ends the simulation there.
        boolean page(Point point);
    }

    private static final int PAGE = 500;
    private static final int VERSIONS_MAX = 1000;
    private static final List<Stage> TO_ASK_ABOUT = List.of(Stage.OPEN, Stage.RELEASED, Stage.SHIPPED, Stage.DELIVERED);

    private final PastOrders orders;
    private final Replays replays;
    private final Policies policies;
    private final Clock clock;

    Simulator(PastOrders orders, Replays replays, Policies policies, Clock clock) {
        this.orders = orders;
        this.replays = replays;
        this.policies = policies;
        this.clock = clock;
    }

    /// How many orders there are to look at.
    public long count(Trial trial) {
        return orders.count(trial.seller(), trial.from(), trial.to());
    }

    /// Goes on from a point to the end, or until the watcher wants no more.
    public Figures run(Trial trial, Point from, Watcher watcher) {
        var tally = new Tally(from.figures());
        var versions = policies.versions(trial.seller(), VERSIONS_MAX);
        var cursor = from.next();
        while (true) {
            var page = orders.placed(trial.seller(), trial.from(), trial.to(), cursor, PAGE);
            for (var question : questions(trial, page)) {
                decide(trial, question, versions, tally, watcher);
            }
            tally.orders(page.orders().size());
            cursor = page.next();
            boolean wanted = watcher.page(new Point(cursor, tally.figures()));
            if (cursor == null || !wanted) {
                return tally.figures();
            }
        }
    }

    /// Something to be answered, and who answers about its order.
    private record Posed(String name, Question question, Replays.Answers answers) {}

    private List<Posed> questions(Trial trial, PastOrders.Page page) {
        var posed = new ArrayList<Posed>();
        if (trial.asking() == Asking.MOMENTS) {
            var answers = replays.over(page.orders());
            var now = clock.instant();
            orders.read(page.orders()).forEach(past -> moments(past, now, answers, posed));
            return posed;
        }
        var asked = replays.asked(page.orders());
        var refs = asked.stream().map(Asked::order).distinct().toList();
        var answers = replays.over(refs);
        var read = orders.read(refs).stream()
                .collect(Collectors.toMap(past -> past.order().ref(), past -> past));
        for (var each : asked) {
            var past = read.get(each.order());
            if (past != null) {
                var order = past.as(each.units(), each.accessed());
                posed.add(new Posed(name(each), question(past, order, each.at(), each), answers));
            }
        }
        return posed;
    }

    private static String name(Asked asked) {
        return asked.remedy().equals(Remedy.CHANGE.word()) ? Figures.CHANGE : Figures.REQUEST;
    }

    private void moments(PastOrder past, Instant now, Replays.Answers answers, List<Posed> posed) {
        for (var moment : Moment.values()) {
            moment.of(past).filter(at -> !at.isAfter(now)).ifPresent(at -> {
                var order = past.at(at);
                boolean left = TO_ASK_ABOUT.stream().anyMatch(stage -> order.unitsIn(stage) > 0);
                if (left) {
                    posed.add(new Posed(moment.word(), question(past, order, at, null), answers));
                }
            });
        }
    }

    private Question question(PastOrder past, Order order, Instant at, @Nullable Asked asked) {
        var reached = past.reached(at);
        return new Question(order, at, terms -> policies.around(order, terms, reached), asked);
    }

    private void decide(Trial trial, Posed posed, List<Policies.Version> versions, Tally tally, Watcher watcher) {
        var question = posed.question();
        var asked = question.asked();
        var own = bound(question.order(), versions);
        var beside = trial.beside() == null ? own : trial.beside();
        var before = posed.answers().answer(question, beside);
        var after = posed.answers().answer(question, trial.terms());
        if (asked != null && beside.version().equals(asked.version()) && !before.isLike(asked.given())) {
            tally.changedSince();
        }
        var saidBefore =
                Tally.said(beside.version(), before, exception(posed, before, beside), deadEnd(posed, before, beside));
        var saidAfter = Tally.said(
                trial.terms().version(),
                after,
                exception(posed, after, trial.terms()),
                deadEnd(posed, after, trial.terms()));
        if (tally.take(posed.name(), before, saidBefore, after, saidAfter)) {
            var ref = question.order().ref();
            watcher.different(new Difference(
                    ref.id(),
                    ref.number(),
                    posed.name(),
                    asked == null ? null : asked.id(),
                    question.at(),
                    saidBefore,
                    saidAfter));
        }
    }

    private Terms bound(Order order, List<Policies.Version> versions) {
        return versions.stream()
                .filter(version -> !version.inForceFrom().isAfter(order.boundAt()))
                .findFirst()
                .map(Policies.Version::terms)
                .orElseGet(policies::builtIn);
    }

    /// The exceptions of canceling that hold for the lines that were asked about, by their names.
    private static @Nullable String exception(Posed posed, Replays.Answer answer, Terms terms) {
        if (posed.name().equals(Figures.CHANGE)) {
            return null;
        }
        var order = posed.question().order();
        var names = answer.parts().stream()
                .flatMap(part -> order.line(part.line()).stream())
                .flatMap(
                        line -> terms
                                .cancellation()
                                .exception(
                                        Facts.of(order, line), terms.calendar().zone())
                                .stream())
                .map(SpecialTerms::name)
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? null : names;
    }

    /// Whether there is a line of which something was asked, nothing was granted, and where it stands the terms offer
    /// nothing else, not even by a person, and the law does not either. What cannot be changed may be canceled.
    private boolean deadEnd(Posed posed, Replays.Answer answer, Terms terms) {
        var question = posed.question();
        Set<String> without = new HashSet<>();
        answer.parts().stream().filter(Replays.Part::isNothing).forEach(part -> without.add(part.line()));
        if (!without.isEmpty() && posed.name().equals(Figures.CHANGE)) {
            var canceling = new Question(question.order(), question.at(), question.around(), null);
            posed.answers().answer(canceling, terms).parts().stream()
                    .filter(part -> !part.isNothing())
                    .forEach(part -> without.remove(part.line()));
        }
        return question.order().lines().stream()
                .filter(line -> without.contains(line.line()))
                .anyMatch(line -> stuck(question, line, terms));
    }

    private boolean stuck(Question question, Order.Line line, Terms terms) {
        var there = TO_ASK_ABOUT.stream()
                .filter(stage -> line.units().in(stage) > 0)
                .toList();
        if (there.isEmpty() || line.units().in(Stage.STOPPING) > 0) {
            return false;
        }
        var facts = Facts.of(question.order(), line);
        var around = question.around().apply(terms);
        var begun = around.begun(line);
        if (policies.law(terms).after(question.order(), line, around).stream()
                .anyMatch(right -> right.holds(question.at()))) {
            return false;
        }
        return terms.remedies().values().stream()
                .noneMatch(remedy -> there.stream()
                        .map(stage -> RemedyRules.decide(remedy, facts, stage, begun, terms.calendar(), question.at()))
                        .anyMatch(ruling -> !(ruling.decision() instanceof Decision.Refused)));
    }
}
