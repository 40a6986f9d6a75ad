package dev.countermand.policies;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countermand.orders.Order;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// For which goods of which orders something is said. Everything that is named must hold; what is empty or null
/// holds for all.
///
/// @param kinds kinds of goods
/// @param categories categories of goods
/// @param skus article numbers; one that ends with `*` means all that begin so
/// @param countries where the order is delivered, ISO 3166-1 alpha-2
/// @param channels through which the order came
/// @param groups groups of customers
/// @param promotions promotions of which the order has one
/// @param amount what the whole order cost
/// @param placed days on which the order was placed
/// @param expression a CEL expression over the vocabulary of [Expressions]
public record Condition(
        Set<Order.Kind> kinds,
        Set<String> categories,
        Set<String> skus,
        Set<String> countries,
        Set<String> channels,
        Set<String> groups,
        Set<String> promotions,
        @Nullable Amount amount,
        @Nullable Season placed,
        @JsonProperty("if") @Nullable String expression) {

    /// Holds for everything.
    public static final Condition ALWAYS =
            new Condition(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null, null);

    /// An amount in minor units of one currency; of an order in another currency nothing is said.
    ///
    /// @param from at least so much, or null
    /// @param below less than so much, or null
    public record Amount(
            String currency, @Nullable Long from, @Nullable Long below) {

        boolean holds(long amount, String of) {
            return currency.equals(of) && (from == null || amount >= from) && (below == null || amount < below);
        }
    }

    /// Days of the calendar, the first and the last among them.
    ///
    /// @param from the first, or null
    /// @param until the last, or null
    public record Season(@Nullable LocalDate from, @Nullable LocalDate until) {

        boolean holds(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
        }
    }

    /// Keeps names in one order, so that the same condition reads the same everywhere.
    public Condition {
        var ordered = EnumSet.noneOf(Order.Kind.class);
        ordered.addAll(orEmpty(kinds));
        kinds = Collections.unmodifiableSet(ordered);
        categories = sorted(categories);
        skus = sorted(skus);
        countries = sorted(countries);
        channels = sorted(channels);
        groups = sorted(groups);
        promotions = sorted(promotions);
    }

    /// Whether it holds for this line of its order.
    ///
    /// @param zone where the days of the terms begin
    public boolean holds(Facts facts, ZoneId zone) {
        return isIn(kinds, facts.kind())
                && isIn(categories, facts.category())
                && isSku(facts.sku())
                && isIn(countries, facts.country())
                && isIn(channels, facts.channel())
                && isIn(groups, facts.group())
                && (promotions.isEmpty() || facts.promotions().stream().anyMatch(promotions::contains))
                && (amount == null || amount.holds(facts.amount(), facts.currency()))
                && (placed == null || placed.holds(facts.placed().atZone(zone).toLocalDate()))
                && (expression == null || Expressions.of(expression).holds(facts));
    }

    private static <T> boolean isIn(Set<T> named, T value) {
        return named.isEmpty() || named.contains(value);
    }

    private boolean isSku(String sku) {
        return skus.isEmpty()
                || skus.stream()
                        .anyMatch(named -> named.endsWith("*")
                                ? sku.startsWith(named.substring(0, named.length() - 1))
                                : named.equals(sku));
    }

    private static Set<String> sorted(@Nullable Set<String> names) {
        return Collections.unmodifiableSet(new TreeSet<>(orEmpty(names)));
    }

    private static <T> Set<T> orEmpty(@Nullable Set<T> named) {
        return named == null ? Set.of() : named;
    }
}
