package dev.countermand.policies;

import java.util.Locale;

/// Why a remedy cannot be had, or only from a person, in order of precedence: the first objection that stands decides.
public enum RemedyReason {
    /// An exception of the terms excludes these goods.
    ITEM_EXCLUDED,
    /// It can be had later in the life of the goods.
    NOT_YET,
    /// The terms do not give it at this stage, nor later.
    STAGE_EXCLUDED,
    /// The window of the terms has closed.
    WINDOW_CLOSED,
    /// An exception of the terms wants a person to decide about these goods.
    ITEM_NEEDS_PERSON,
    /// The terms want a person to decide.
    STAGE_NEEDS_PERSON;

    /// The name in API and texts: lower case.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
