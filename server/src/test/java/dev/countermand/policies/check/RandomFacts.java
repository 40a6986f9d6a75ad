package dev.countermand.policies.check;

import dev.countermand.orders.Order;
import dev.countermand.policies.Condition;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/// Orders near what terms speak of, made without the classes that the check makes.
final class RandomFacts {

    private RandomFacts() {}

    static List<Facts> near(Terms terms, long seed, int count) {
        var random = new Random(seed);
        var conditions = Book.of(terms).stream()
                .flatMap(book -> book.conditions().stream())
                .toList();
        var facts = new ArrayList<Facts>();
        for (int i = 0; i < count; i++) {
            var draft = new Draft();
            draft.kind = Order.Kind.values()[random.nextInt(6)];
            draft.category = one(random, conditions, Condition::categories, "c");
            draft.sku = one(random, conditions, Condition::skus, "s").replace("*", "" + random.nextInt(20));
            draft.country = one(random, conditions, Condition::countries, "FR");
            draft.channel = one(random, conditions, Condition::channels, "h");
            draft.group = one(random, conditions, Condition::groups, "g");
            draft.promotions = List.of(one(random, conditions, Condition::promotions, "p"));
            draft.sum = new Draft.Sum(random.nextBoolean() ? "EUR" : "USD", random.nextLong(200_000));
            draft.placed = java.time.LocalDate.parse("2026-01-01").plusDays(random.nextInt(900));
            draft.price = random.nextInt(300);
            facts.add(draft.facts(terms.calendar().zone()));
        }
        return facts;
    }

    private static String one(
            Random random, List<Condition> conditions, Function<Condition, Set<String>> part, String other) {
        var named =
                conditions.stream().flatMap(each -> part.apply(each).stream()).toList();
        return named.isEmpty() || random.nextInt(4) == 0 ? other : named.get(random.nextInt(named.size()));
    }
}
