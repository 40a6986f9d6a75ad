package dev.countermand.policies;

/// Whether customers say why they cancel.
public enum AskReason {
    /// They must. Nobody must who cancels by a right that the law gives him.
    REQUIRED,
    /// They may.
    OPTIONAL,
    /// They are not asked.
    NOT_ASKED
}
