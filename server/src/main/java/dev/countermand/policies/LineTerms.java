package dev.countermand.policies;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Terms of cancellation as they hold for one line.
///
/// @param exception the name of the exception that holds for it; null when none does
/// @param open what the exception says of units that the warehouse has not got; null: as usual
/// @param released what it says of units being picked, packed, labelled; null: as usual
/// @param because what the exception gives as its reason, in the shop's own words; null for none
/// @param until the last instant of the window; null when none runs, or it has not begun
/// @param rights what the law gives the buyer whatever the terms say; none in what was stored before there were any
public record LineTerms(
        @Nullable String exception,
        Terms.@Nullable Rule open,
        Terms.@Nullable Rule released,
        @Nullable String because,
        @Nullable Instant until,
        List<LineRight> rights) {

    /// Keeps what it is given.
    public LineTerms {
        rights = rights == null ? List.of() : List.copyOf(rights);
    }

    /// Where no law is looked at.
    public LineTerms(
            @Nullable String exception,
            Terms.@Nullable Rule open,
            Terms.@Nullable Rule released,
            @Nullable String because,
            @Nullable Instant until) {
        this(exception, open, released, because, until, List.of());
    }

    /// The same for a buyer who has these rights.
    public LineTerms with(List<LineRight> given) {
        return new LineTerms(exception, open, released, because, until, given);
    }
}
