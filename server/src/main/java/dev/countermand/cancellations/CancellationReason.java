package dev.countermand.cancellations;

import java.util.Locale;

/// Why a cancellation is refused or needs a person, in order of precedence: the first objection that
/// stands decides.
public enum CancellationReason {
    /// Every unit meant is already canceled.
    ALREADY_CANCELED,
    /// An earlier attempt holds the units and waits for its answer.
    PENDING,
    /// Units meant have left the warehouse.
    ALREADY_SHIPPED,
    /// Units meant have arrived.
    ALREADY_DELIVERED,
    /// Units meant are on their way back, back, or lost.
    ALREADY_RETURNED,
    /// Digital goods were accessed.
    ALREADY_ACCESSED,
    /// An exception of the seller's terms excludes these goods.
    ITEM_EXCLUDED,
    /// The seller's terms exclude this kind of goods.
    KIND_EXCLUDED,
    /// The seller's terms do not allow it at this stage.
    STAGE_EXCLUDED,
    /// The window of the terms has closed.
    WINDOW_CLOSED,
    /// The seller's terms do not accept this reason.
    REASON_EXCLUDED,
    /// What is wanted in their place is nothing that the shop offers there.
    NOT_OFFERED,
    /// The window of the terms has closed, and a person decides from then on.
    LATE_NEEDS_PERSON,
    /// An exception of the terms wants a person to decide about these goods.
    ITEM_NEEDS_PERSON,
    /// The terms want a person to decide at this stage.
    STAGE_NEEDS_PERSON,
    /// The terms want a person to decide about this kind of goods.
    KIND_NEEDS_PERSON;

    /// Whether it comes from the seller's terms, not from where the goods are.
    boolean isOfTerms() {
        return compareTo(ITEM_EXCLUDED) >= 0;
    }

    /// The name in API, SQL and facts: lower case; also the problem's code.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
