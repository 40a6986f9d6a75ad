package dev.countermand.cancellations;

import java.util.Locale;

/// What decided about held units.
enum By {
    ANSWER,
    CLAIM,
    REPORT,
    SILENCE,
    APPROVAL,
    DENIAL,
    WITHDRAWAL;

    /// Whether the goods have moved already: a parcel took them.
    boolean isParcel() {
        return this == CLAIM || this == REPORT;
    }

    /// The name in API, SQL and facts: lower case.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
