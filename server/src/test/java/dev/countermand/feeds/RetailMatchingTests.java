package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.feeds.RetailMatching.Ask;
import dev.countermand.feeds.RetailMatching.Match;
import dev.countermand.feeds.RetailMatching.Place;
import dev.countermand.feeds.RetailMatching.Purchase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RetailMatchingTests {

    private static final Instant DAY = Instant.parse("2010-12-01T08:00:00Z");

    @Test
    void theLatestPurchaseAtTheSamePriceIsMeantFirst() {
        var purchases = List.of(
                bought("1", 1, "2.55", 6),
                bought("2", 2, "2.10", 6),
                bought("3", 3, "2.55", 6),
                bought("4", 9, "2.55", 6));
        assertThat(words(RetailMatching.match(List.of(ask(5, "2.55", 20)), purchases, Map.of())))
                .containsExactly("6 of 3", "6 of 1", "6 of 2");
    }

    @Test
    void whatIsKnownToBeLessIsLess() {
        var purchases = List.of(bought("1", 1, "2.55", 6), bought("2", 2, "2.55", 6));
        var less = Map.of(new Place("2", "1"), 1);
        assertThat(words(RetailMatching.match(List.of(ask(5, "2.55", 3)), purchases, less)))
                .containsExactly("1 of 2", "2 of 1");
    }

    /// Whatever was bought and canceled: earlier purchases of the same customer and code only, never more
    /// than was left, as much as could be, and the same in whatever order the purchases are given.
    @Test
    void neverMoreThanWasBoughtBefore() {
        for (int seed = 0; seed < 300; seed++) {
            var chance = new Random(seed);
            var purchases = new ArrayList<Purchase>();
            for (int i = 0; i < 25; i++) {
                purchases.add(new Purchase(
                        "c" + chance.nextInt(3),
                        "s" + chance.nextInt(3),
                        DAY.plusSeconds(chance.nextInt(50)),
                        "n" + chance.nextInt(12),
                        String.valueOf(i),
                        new BigDecimal(1 + chance.nextInt(2)),
                        1 + chance.nextInt(9)));
            }
            var asks = new ArrayList<Ask>();
            for (int i = 0; i < 25; i++) {
                asks.add(new Ask(
                        i,
                        "c" + chance.nextInt(3),
                        "s" + chance.nextInt(3),
                        DAY.plusSeconds(i * 3L),
                        new BigDecimal(1 + chance.nextInt(2)),
                        1 + chance.nextInt(12)));
            }
            var matches = RetailMatching.match(asks, purchases, Map.of());
            check("seed " + seed, asks, purchases, matches);
            Collections.shuffle(purchases, chance);
            assertThat(RetailMatching.match(asks, purchases, Map.of()))
                    .as("seed " + seed)
                    .isEqualTo(matches);
        }
    }

    private static void check(String seed, List<Ask> asks, List<Purchase> purchases, List<Match> matches) {
        var left = new HashMap<Place, Integer>();
        purchases.forEach(p -> left.put(p.place(), p.remaining()));
        var byAsk = matches.stream().collect(Collectors.groupingBy(Match::ask));
        for (var ask : asks) {
            var fitting = purchases.stream()
                    .filter(p -> p.customer().equals(ask.customer()) && p.sku().equals(ask.sku()))
                    .filter(p -> !p.at().isAfter(ask.at()))
                    .toList();
            int could = fitting.stream().mapToInt(p -> left.get(p.place())).sum();
            var found = byAsk.getOrDefault(ask, List.of());
            assertThat(found.stream().map(Match::purchase)).as(seed).allMatch(fitting::contains);
            assertThat(found.stream().mapToInt(Match::quantity).sum())
                    .as(seed)
                    .isEqualTo(Math.min(could, ask.quantity()));
            found.forEach(m -> left.merge(m.purchase().place(), -m.quantity(), Integer::sum));
            assertThat(left.values()).as(seed).allMatch(units -> units >= 0);
        }
    }

    private static List<String> words(List<Match> matches) {
        return matches.stream()
                .map(m -> m.quantity() + " of " + m.purchase().number())
                .toList();
    }

    private static Purchase bought(String number, int hour, String price, int units) {
        return new Purchase("c", "s", DAY.plusSeconds(hour * 3600L), number, "1", new BigDecimal(price), units);
    }

    private static Ask ask(int hour, String price, int units) {
        return new Ask(1, "c", "s", DAY.plusSeconds(hour * 3600L), new BigDecimal(price), units);
    }
}
