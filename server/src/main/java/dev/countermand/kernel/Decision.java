package dev.countermand.kernel;

/// The answer of a pure rule: yes, no, or only a person can say.
///
/// @param <R> the reasons, an enum in order of precedence
public sealed interface Decision<R extends Enum<R>> {

    /// It may be done.
    record Granted<R extends Enum<R>>() implements Decision<R> {}

    /// It may not be done, and this is the first objection that stands.
    record Refused<R extends Enum<R>>(R reason) implements Decision<R> {}

    /// A person must decide, because of this.
    record NeedsPerson<R extends Enum<R>>(R reason) implements Decision<R> {}
}
