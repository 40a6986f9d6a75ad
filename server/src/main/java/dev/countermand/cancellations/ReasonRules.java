package dev.countermand.cancellations;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.policies.Around;
import dev.countermand.policies.Terms;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether somebody must say why he cancels, and what he may say. Pure.
public final class ReasonRules {

    private ReasonRules() {}

    /// Fails with INVALID `reason_required` where the terms want a reason and none was given.
    static void check(Seen seen) {
        if (seen.reason() == RequestReason.NOT_GIVEN && isNeeded(seen)) {
            throw Problem.invalid(
                    "reason_required",
                    "/reason",
                    "The terms of this order want a reason; name one of "
                            + offered(seen.terms()).stream()
                                    .map(RequestReason::word)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    /// Whether a customer who cancels these units must say why.
    ///
    /// @param units line → how many; null for all
    public static boolean isNeeded(
            Order order, Terms terms, Instant at, @Nullable Map<String, Integer> units, Around around) {
        return terms.cancellation().needsReason()
                && isNeeded(Seen.of(order, terms, at, RequestReason.NOT_GIVEN, units, around));
    }

    /// Whoever has a right by law to stop something of it needs no reason.
    private static boolean isNeeded(Seen seen) {
        return seen.terms().needsReason() && !seen.byLaw().isRight();
    }

    /// What a customer may choose from.
    public static List<RequestReason> offered(Terms.Cancellation terms) {
        return Arrays.stream(RequestReason.values())
                .filter(reason -> !reason.isStores() && reason != RequestReason.NOT_GIVEN)
                .filter(reason -> terms.reasons().isEmpty() || terms.reasons().contains(reason.word()))
                .toList();
    }
}
