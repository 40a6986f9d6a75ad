package dev.countermand.policies;

import dev.countermand.kernel.Decision;
import dev.countermand.orders.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides whether a remedy of a document can be had for goods at a stage. Pure: no clock, no database.
public final class RemedyRules {

    /// The life of goods, as far as remedies speak of it.
    public static final List<Stage> LIFE = List.of(Stage.OPEN, Stage.RELEASED, Stage.SHIPPED, Stage.DELIVERED);

    private RemedyRules() {}

    /// What was decided.
    ///
    /// @param exception the name of the exception that holds for the goods; null when none does
    /// @param because the shop's own words for it; null for none
    /// @param until the last instant of the window; null when none runs, or it has not begun
    /// @param from the stage from which on it can be had, of what cannot be had yet; else null
    /// @param sendingBack who pays for the way back; null where nothing is said of it
    /// @param fee what is withheld of the money that goes back; null for nothing
    public record Ruling(
            Decision<RemedyReason> decision,
            @Nullable String exception,
            @Nullable String because,
            @Nullable Instant until,
            @Nullable Stage from,
            @Nullable SendingBack sendingBack,
            @Nullable Fee fee) {}

    /// Decides about goods at one of the stages of [#LIFE].
    ///
    /// @param begun what has begun windows
    public static Ruling decide(
            RemedyTerms terms, Facts facts, Stage stage, Begun begun, WorkingDays calendar, Instant at) {
        var special = terms.exception(facts, calendar.zone());
        var window = window(terms, special);
        var until = window == null ? null : window.end(begun, calendar).orElse(null);
        var from = later(terms, special, stage);
        return new Ruling(
                decide(rule(terms, special, stage), speaks(special, stage), from, until != null && at.isAfter(until)),
                special.map(SpecialTerms::name).orElse(null),
                special.map(SpecialTerms::because).orElse(null),
                until,
                from,
                special.map(SpecialTerms::sendingBack).orElse(terms.sendingBack()),
                special.map(SpecialTerms::fee).orElse(terms.fee()));
    }

    private static Decision<RemedyReason> decide(
            Terms.Rule rule, boolean special, @Nullable Stage later, boolean closed) {
        if (rule == Terms.Rule.NEVER) {
            var reason = later != null
                    ? RemedyReason.NOT_YET
                    : special ? RemedyReason.ITEM_EXCLUDED : RemedyReason.STAGE_EXCLUDED;
            return new Decision.Refused<>(reason);
        }
        if (closed) {
            return new Decision.Refused<>(RemedyReason.WINDOW_CLOSED);
        }
        return rule == Terms.Rule.PERSON
                ? new Decision.NeedsPerson<>(special ? RemedyReason.ITEM_NEEDS_PERSON : RemedyReason.STAGE_NEEDS_PERSON)
                : new Decision.Granted<>();
    }

    /// The first stage after this one at which it can be had; null when it can be had now, or never more.
    private static @Nullable Stage later(RemedyTerms terms, Optional<SpecialTerms> special, Stage stage) {
        if (rule(terms, special, stage) != Terms.Rule.NEVER) {
            return null;
        }
        return LIFE.stream()
                .filter(each -> each.compareTo(stage) > 0 && rule(terms, special, each) != Terms.Rule.NEVER)
                .findFirst()
                .orElse(null);
    }

    private static Terms.Rule rule(RemedyTerms terms, Optional<SpecialTerms> special, Stage stage) {
        var usual = terms.stages().getOrDefault(stage, Terms.Rule.NEVER);
        return special.map(each -> each.stages().getOrDefault(stage, usual)).orElse(usual);
    }

    private static boolean speaks(Optional<SpecialTerms> special, Stage stage) {
        return special.filter(each -> each.stages().containsKey(stage)).isPresent();
    }

    private static @Nullable Window window(RemedyTerms terms, Optional<SpecialTerms> special) {
        if (special.filter(SpecialTerms::hasNoLimit).isPresent()) {
            return null;
        }
        return special.map(SpecialTerms::window).orElse(terms.window());
    }

    /// What may begin the windows of these terms.
    static List<Window.Start> starts(RemedyTerms terms) {
        return Stream.concat(
                        Optional.ofNullable(terms.window()).stream(),
                        terms.exceptions().stream()
                                .map(SpecialTerms::window)
                                .flatMap(window -> Optional.ofNullable(window).stream()))
                .map(Window::from)
                .distinct()
                .toList();
    }
}
