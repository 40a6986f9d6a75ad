package dev.countermand.cancellations;

import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The terms of sellers, read once for many of their orders. Only for one transaction: terms may change
/// after it.
final class TermsAtHand {

    private static final int VERSIONS_MAX = 1000;

    private final Policies policies;
    private final Map<SellerId, List<Policies.Version>> versions = new HashMap<>();

    TermsAtHand(Policies policies) {
        this.policies = policies;
    }

    /// The terms that bind this order.
    Terms of(Order order) {
        return versions.computeIfAbsent(order.ref().seller(), s -> policies.versions(s, VERSIONS_MAX)).stream()
                .filter(version -> !version.inForceFrom().isAfter(order.boundAt()))
                .findFirst()
                .map(Policies.Version::terms)
                .orElseGet(policies::builtIn);
    }
}
