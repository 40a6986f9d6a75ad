package dev.countermand.policies;

import dev.countermand.orders.Stage;
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
/// @param sendingBack who pays for the way back; null where nothing is said of it
/// @param fee what is withheld of the money that goes back; null for nothing
public record RemedyTerms(
        Map<Stage, Terms.Rule> stages,
        @Nullable Window window,
        List<SpecialTerms> exceptions,
        @Nullable SendingBack sendingBack,
        @Nullable Fee fee) {

    /// Keeps the stages in their order.
    public RemedyTerms {
        var ordered = new EnumMap<Stage, Terms.Rule>(Stage.class);
        ordered.putAll(stages);
        stages = Collections.unmodifiableMap(ordered);
        exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
    }

    /// Nothing is said of what it costs.
    public RemedyTerms(Map<Stage, Terms.Rule> stages, @Nullable Window window, List<SpecialTerms> exceptions) {
        this(stages, window, exceptions, null, null);
    }

    /// The first exception that holds for these goods.
    public Optional<SpecialTerms> exception(Facts facts, ZoneId zone) {
        return exceptions.stream()
                .filter(special -> special.when().holds(facts, zone))
                .findFirst();
    }
}
