package dev.countermand.policies;

import dev.countermand.orders.Stage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is otherwise for some goods. Of several that hold, the first decides.
///
/// @param name what people call it, unique in its list; part of every answer that it decides
/// @param when for which goods
/// @param stages stage → what may be done there; a stage that is not named is as usual
/// @param window how long; null as usual
/// @param unlimited true when no window runs, whatever is usual; null for no
/// @param because the shop's reason, for customers; null for none
/// @param fee what is withheld; null as usual
/// @param sendingBack who pays for the way back; null as usual
public record SpecialTerms(
        String name,
        Condition when,
        Map<Stage, Terms.Rule> stages,
        @Nullable Window window,
        @Nullable Boolean unlimited,
        @Nullable String because,
        @Nullable Fee fee,
        @Nullable SendingBack sendingBack) {

    /// The longest name, in characters.
    public static final int NAME_MAX = 100;

    /// How many a list has at most.
    public static final int LIST_MAX = 200;

    /// Keeps the stages in their order; what is not said is as usual.
    public SpecialTerms {
        when = when == null ? Condition.ALWAYS : when;
        var ordered = new EnumMap<Stage, Terms.Rule>(Stage.class);
        ordered.putAll(stages == null ? Map.of() : stages);
        stages = Collections.unmodifiableMap(ordered);
    }

    /// What it costs is as usual.
    public SpecialTerms(
            String name,
            Condition when,
            Map<Stage, Terms.Rule> stages,
            @Nullable Window window,
            @Nullable Boolean unlimited,
            @Nullable String because) {
        this(name, when, stages, window, unlimited, because, null, null);
    }

    boolean hasNoLimit() {
        return Boolean.TRUE.equals(unlimited);
    }
}
