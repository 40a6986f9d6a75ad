package dev.countermand.policies;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can, cannot or may perhaps be done with units of a line, and why.
///
/// @param line the line, or null for the order as a whole
/// @param remedy `cancel`, `intercept`, `refuse`, `return`, `keep`, `contact`, …; of a right that the law gives its
///     kind: `withdrawal`, `guarantee`, `rejection`
/// @param decision `granted`, `refused` or `needs_person`
/// @param how for a granted one: `at_once`, `attempt`, or `by_contact` where somebody tells the shop; else null
/// @param quantity units to which this applies
/// @param until until when this answer stands; null when no clock runs
/// @param reason code of the reason when not granted; null when granted
/// @param sentence the answer for people, in the reader's language
/// @param rule the rule and version of the terms that decided
/// @param money what would come back, in minor units, as plain data, or what it costs to have it; null when nothing
///     moves
/// @param change what would change the answer; null when nothing would
/// @param facts what the rules looked at, as plain data; null where they looked at nothing
public record Option(
        @Nullable String line,
        String remedy,
        String decision,
        @Nullable String how,
        int quantity,
        @Nullable Instant until,
        @Nullable String reason,
        String sentence,
        String rule,
        @Nullable Map<String, Object> money,
        @Nullable String change,
        @Nullable Map<String, Object> facts) {

    /// An answer for which no facts of the order were looked at.
    public Option(
            @Nullable String line,
            String remedy,
            String decision,
            @Nullable String how,
            int quantity,
            @Nullable Instant until,
            @Nullable String reason,
            String sentence,
            String rule,
            @Nullable Map<String, Object> money,
            @Nullable String change) {
        this(line, remedy, decision, how, quantity, until, reason, sentence, rule, money, change, null);
    }

    /// The same answer with what it costs; nothing for null.
    Option costing(@Nullable Map<String, Object> costs) {
        return costs == null
                ? this
                : new Option(
                        line, remedy, decision, how, quantity, until, reason, sentence, rule, costs, change, facts);
    }

    /// The same answer with what the rules looked at.
    public Option with(Map<String, Object> seen) {
        return new Option(line, remedy, decision, how, quantity, until, reason, sentence, rule, money, change, seen);
    }

    /// The same for whoever needs no amounts.
    Option withoutMoney() {
        Map<String, Object> seen = null;
        if (facts != null) {
            seen = new LinkedHashMap<>(facts);
            seen.keySet().removeAll(Facts.AMOUNTS);
        }
        return new Option(line, remedy, decision, how, quantity, until, reason, sentence, rule, null, change, seen);
    }
}
