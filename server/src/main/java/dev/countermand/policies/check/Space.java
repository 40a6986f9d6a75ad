package dev.countermand.policies.check;

import dev.countermand.kernel.Money;
import dev.countermand.orders.Order;
import dev.countermand.policies.Condition;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All orders, as far as some conditions can tell them apart: a product of finitely many classes. An expression in
/// CEL is a class of its own that is true or false, whatever it says.
final class Space {

    /// The classes of the first dimension.
    static final List<Order.Kind> KINDS = List.of(Order.Kind.values());

    private static final LocalDate SOME_DAY = LocalDate.parse("2026-11-22");
    private static final int PAIRS_MAX = 40;
    private static final int NAMES_MAX = 3000;
    private static final int WORK_MAX = 4_000_000;

    private final List<Dimension<?>> dimensions = new ArrayList<>();
    private final List<String> expressions;

    /// Fails with IllegalArgumentException for more names than can be looked at.
    Space(Collection<Condition> conditions) {
        dimensions.add(new Dimension<>(
                "kind",
                KINDS,
                KINDS.stream().map(Order.Kind::word).toList(),
                (when, kind) -> when.kinds().isEmpty() || when.kinds().contains(kind),
                (draft, kind) -> draft.kind = kind));
        names("category", conditions, Condition::categories, "", (draft, value) -> draft.category = value);
        var skus = Skus.classes(all(conditions, Condition::skus));
        dimensions.add(new Dimension<>(
                "sku", skus, skus, (when, sku) -> Skus.holds(when.skus(), sku), (draft, sku) -> draft.sku = sku));
        var countries = all(conditions, Condition::countries);
        var other = List.of("DE", "US", "FR", "GB", "JP").stream()
                .filter(country -> !countries.contains(country))
                .findFirst()
                .orElse("");
        names("country", conditions, Condition::countries, other, (draft, value) -> draft.country = value);
        names("channel", conditions, Condition::channels, "", (draft, value) -> draft.channel = value);
        names("group", conditions, Condition::groups, "", (draft, value) -> draft.group = value);
        promotions(all(conditions, Condition::promotions));
        amounts(conditions);
        days(conditions);
        expressions = conditions.stream()
                .map(Condition::expression)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (var expression : expressions) {
            dimensions.add(new Dimension<>(
                    "`" + expression + "`",
                    List.of(false, true),
                    List.of("false", "true"),
                    (when, value) -> value || !expression.equals(when.expression()),
                    (draft, value) -> {}));
        }
        long classes =
                dimensions.stream().mapToLong(each -> each.classes().size()).sum();
        if (classes * Math.max(1, conditions.size()) > WORK_MAX) {
            throw new IllegalArgumentException("too many names");
        }
    }

    /// The texts of CEL.
    List<String> expressions() {
        return expressions;
    }

    List<Dimension<?>> dimensions() {
        return dimensions;
    }

    /// Everything.
    BitSet[] everything() {
        return region(Condition.ALWAYS);
    }

    /// Where a condition holds: the product of its parts.
    BitSet[] region(Condition condition) {
        return dimensions.stream().map(each -> each.where(condition)).toArray(BitSet[]::new);
    }

    /// A region in words; empty for everything.
    String describe(BitSet[] region) {
        var words = new ArrayList<String>();
        for (int i = 0; i < region.length; i++) {
            var said = dimensions.get(i).describe(region[i]);
            if (!said.isEmpty()) {
                words.add(said);
            }
        }
        return String.join("; ", words);
    }

    private static Set<String> all(Collection<Condition> conditions, Function<Condition, Set<String>> part) {
        var all = new TreeSet<String>();
        conditions.forEach(each -> all.addAll(part.apply(each)));
        if (all.size() > NAMES_MAX) {
            throw new IllegalArgumentException("too many names");
        }
        return all;
    }

    private void names(
            String name,
            Collection<Condition> conditions,
            Function<Condition, Set<String>> part,
            String other,
            BiConsumer<Draft, String> put) {
        var named = all(conditions, part);
        var classes = new ArrayList<String>();
        classes.add(named.contains(other) ? "something else" : other);
        classes.addAll(named);
        var labels = new ArrayList<>(classes);
        labels.set(0, "any other");
        dimensions.add(new Dimension<>(
                name,
                classes,
                labels,
                (when, value) -> part.apply(when).isEmpty() || part.apply(when).contains(value),
                put));
    }

    /// None, one, and two together: more never decide between two lists that each stop at their first.
    private void promotions(Set<String> named) {
        var classes = new ArrayList<List<String>>();
        classes.add(List.of());
        named.forEach(one -> classes.add(List.of(one)));
        if (named.size() <= PAIRS_MAX) {
            for (var one : named) {
                named.stream().filter(two -> two.compareTo(one) > 0).forEach(two -> classes.add(List.of(one, two)));
            }
        }
        dimensions.add(new Dimension<>(
                "promotion",
                classes,
                classes.stream()
                        .map(each -> each.isEmpty() ? "none of these" : String.join(" with ", each))
                        .toList(),
                (when, value) -> when.promotions().isEmpty() || value.stream().anyMatch(when.promotions()::contains),
                (draft, value) -> draft.promotions = value));
    }

    private void amounts(Collection<Condition> conditions) {
        var bounds = new TreeMap<String, TreeSet<Long>>();
        for (var each : conditions) {
            var amount = each.amount();
            if (amount != null) {
                var of = bounds.computeIfAbsent(amount.currency(), currency -> new TreeSet<>());
                if (amount.from() != null) {
                    of.add(amount.from());
                }
                if (amount.below() != null) {
                    of.add(amount.below());
                }
            }
        }
        var classes = new ArrayList<Draft.Sum>();
        var labels = new ArrayList<String>();
        var foreign = List.of("EUR", "USD", "GBP", "CHF", "SEK").stream()
                .filter(currency -> !bounds.containsKey(currency))
                .findFirst()
                .orElse("NOK");
        classes.add(new Draft.Sum(foreign, 5000));
        labels.add("of another currency");
        bounds.forEach((currency, of) -> {
            Long low = null;
            for (var high : of) {
                if (high > 0) {
                    classes.add(new Draft.Sum(currency, low == null ? high - 1 : low));
                    labels.add((low == null ? "" : "from " + money(low, currency) + " ") + "below "
                            + money(high, currency));
                }
                low = high;
            }
            classes.add(new Draft.Sum(currency, low == null ? 5000 : low));
            labels.add(low == null ? currency : "from " + money(low, currency));
        });
        dimensions.add(
                new Dimension<>("amount", classes, labels, Space::isAmount, (draft, value) -> draft.sum = value));
    }

    private static boolean isAmount(Condition when, Draft.Sum sum) {
        var amount = when.amount();
        return amount == null
                || (amount.currency().equals(sum.currency())
                        && (amount.from() == null || sum.minor() >= amount.from())
                        && (amount.below() == null || sum.minor() < amount.below()));
    }

    static String money(long minor, String currency) {
        return BigDecimal.valueOf(minor, Money.zero(currency).digits()).toPlainString() + " " + currency;
    }

    private void days(Collection<Condition> conditions) {
        var begins = new TreeSet<LocalDate>();
        for (var each : conditions) {
            var placed = each.placed();
            if (placed != null && placed.from() != null) {
                begins.add(placed.from());
            }
            if (placed != null && placed.until() != null) {
                begins.add(placed.until().plusDays(1));
            }
        }
        var classes = new ArrayList<LocalDate>();
        classes.add(begins.isEmpty() ? SOME_DAY : begins.first().minusDays(1));
        classes.addAll(begins);
        var labels = new ArrayList<String>();
        for (int i = 0; i < classes.size(); i++) {
            var next = i + 1 < classes.size() ? classes.get(i + 1).minusDays(1) : null;
            labels.add(span(i == 0 ? null : classes.get(i), next));
        }
        dimensions.add(
                new Dimension<>("placed", classes, labels, Space::isDay, (draft, value) -> draft.placed = value));
    }

    private static String span(@Nullable LocalDate from, @Nullable LocalDate until) {
        var begins = from == null ? "" : "from " + from;
        var ends = until == null ? "" : "until " + until;
        return (begins + " " + ends).strip();
    }

    private static boolean isDay(Condition when, LocalDate day) {
        var placed = when.placed();
        return placed == null
                || ((placed.from() == null || !day.isBefore(placed.from()))
                        && (placed.until() == null || !day.isAfter(placed.until())));
    }
}
