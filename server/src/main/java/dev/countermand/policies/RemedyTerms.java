package dev.countermand.policies;

import dev.countermand.orders.Stage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a remedy may be had: in which stages, how long, and what is otherwise for some goods.
///
/// @param stages stage → what may be done there; a stage that is not named: never
/// @param window how long; null for no limit
/// @param exceptions what is otherwise for some goods; the first that holds decides
public record RemedyTerms(
        Map<Stage, Terms.Rule> stages, @Nullable Window window, List<SpecialTerms> exceptions) {

    /// Keeps the stages in their order.
    public RemedyTerms {
        var ordered = new EnumMap<Stage, Terms.Rule>(Stage.class);
        ordered.putAll(stages);
        stages = Collections.unmodifiableMap(ordered);
        exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
    }

    /// The first exception that holds for these goods.
    public Optional<SpecialTerms> exception(Facts facts, ZoneId zone) {
        return exceptions.stream()
                .filter(special -> special.when().holds(facts, zone))
                .findFirst();
    }

    /// What may be done with these goods at a stage and an instant: as the first exception says that holds, and what it
    /// does not say as usual; never once the window has closed.
    public Terms.Rule rule(Stage stage, Facts facts, WorkingDays calendar, Begun begun, Instant at) {
        var special = exception(facts, calendar.zone()).orElse(null);
        var runs = special == null || special.window() == null ? window : special.window();
        boolean unlimited = special != null && special.hasNoLimit();
        var end = runs == null || unlimited ? null : runs.end(begun, calendar).orElse(null);
        if (end != null && at.isAfter(end)) {
            return Terms.Rule.NEVER;
        }
        var own = special == null ? null : special.stages().get(stage);
        return own == null ? stages.getOrDefault(stage, Terms.Rule.NEVER) : own;
    }
}
