package dev.countermand.feeds;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the purchases that cancellation rows mean: of the same customer and stock code, not later, and
/// never more units than are left of them. Pure, and the same for the same input: the latest purchase at
/// the same price first, then the latest at any.
final class RetailMatching {

    /// What a customer bought of something by one line of an order.
    ///
    /// @param remaining how many units can still be canceled
    record Purchase(
            String customer, String sku, Instant at, String number, String line, BigDecimal price, int remaining) {

        /// Which line of which order.
        Place place() {
            return new Place(number, line);
        }
    }

    /// A line of an order.
    record Place(String number, String line) {}

    /// How many units of something a customer canceled.
    record Ask(int row, String customer, String sku, Instant at, BigDecimal price, int quantity) {}

    /// Units of a purchase that a row cancels.
    record Match(Ask ask, Purchase purchase, int quantity) {}

    private record Key(String customer, String sku) {}

    private RetailMatching() {}

    /// Serves the rows in the given order.
    ///
    /// @param left units of purchases that the caller knows to be fewer than they say
    static List<Match> match(List<Ask> asks, List<Purchase> purchases, Map<Place, Integer> left) {
        var byKey = new HashMap<Key, List<Purchase>>();
        var remaining = new HashMap<Place, Integer>();
        for (var purchase : purchases) {
            byKey.computeIfAbsent(new Key(purchase.customer(), purchase.sku()), key -> new ArrayList<>())
                    .add(purchase);
            int fewer = left.getOrDefault(purchase.place(), purchase.remaining());
            remaining.put(purchase.place(), Math.min(fewer, purchase.remaining()));
        }
        var matches = new ArrayList<Match>();
        for (var ask : asks) {
            int wanted = ask.quantity();
            for (var purchase : inOrder(ask, byKey.getOrDefault(new Key(ask.customer(), ask.sku()), List.of()))) {
                int taken = Math.min(wanted, remaining.getOrDefault(purchase.place(), 0));
                if (taken > 0) {
                    matches.add(new Match(ask, purchase, taken));
                    remaining.merge(purchase.place(), -taken, Integer::sum);
                    wanted -= taken;
                }
            }
        }
        return matches;
    }

    private static List<Purchase> inOrder(Ask ask, List<Purchase> purchases) {
        return purchases.stream()
                .filter(purchase -> !purchase.at().isAfter(ask.at()))
                .sorted(Comparator.comparing((Purchase p) -> p.price().compareTo(ask.price()) != 0)
                        .thenComparing(Purchase::at, Comparator.reverseOrder())
                        .thenComparing(Purchase::number, Comparator.reverseOrder())
                        .thenComparing(Purchase::line))
                .toList();
    }
}
