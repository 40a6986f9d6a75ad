package dev.countermand.policies.web;

import dev.countermand.orders.Order;
import dev.countermand.policies.law.Law;
import dev.countermand.policies.law.LegalRight;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/// A right that the law gives whoever buys plain goods: to send them back without a reason.
///
/// @param days from delivery at the least; a day of rest at their end may give more
record LawReturns(LegalRight right, long days) {

    /// The longest such right of a country; empty where there is none that can be told in days.
    ///
    /// @param today the day of the order
    static Optional<LawReturns> of(Law law, String country, LocalDate today) {
        return law.packs().stream()
                .filter(pack -> pack.countries().containsKey(country))
                .flatMap(pack -> pack.rights().stream())
                .filter(right -> isToReturn(right, country, today))
                .flatMap(right -> days(right).map(days -> new LawReturns(right, days)).stream())
                .max(Comparator.comparingLong(LawReturns::days));
    }

    private static Optional<Long> days(LegalRight right) {
        return Optional.ofNullable(right.window()).flatMap(ReturnMarkup::days);
    }

    private static boolean isToReturn(LegalRight right, String country, LocalDate today) {
        boolean sort = right.kind() == LegalRight.Kind.WITHDRAWAL || right.kind() == LegalRight.Kind.RETURN;
        return sort
                && !right.unlessDisplayed()
                && right.regions().isEmpty()
                && (right.only().isEmpty() || right.only().contains(country))
                && right.kinds().contains(Order.Kind.PHYSICAL)
                && !right.fromPlaced().contains(Order.Kind.PHYSICAL)
                && !today.isBefore(right.since())
                && (right.until() == null || today.isBefore(right.until()));
    }
}
