package dev.countermand.feeds;

import dev.countermand.feeds.Imports.Line;
import dev.countermand.feeds.RetailLedgerStore.Remembered;
import dev.countermand.feeds.RetailMatching.Ask;
import dev.countermand.feeds.RetailMatching.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows of cancellation invoices: what they still ask for, and what becomes of each. Pure. A row is known
/// by its invoice and its place there, so it cancels once however often it comes.
final class RetailAsks {

    private record Key(String invoice, int ordinal) {}

    /// A row, where it stands, and what it has canceled before.
    private record Asked(RetailRow row, Key key, @Nullable Remembered before) {

        int rest() {
            return row.quantity() - (before == null ? 0 : before.canceled());
        }

        boolean contradicts() {
            return before != null
                    && !(before.sku().equals(row.sku())
                            && isSameCustomer(before)
                            && before.quantity() == row.quantity());
        }

        /// One who was erased since is whoever the row says.
        private boolean isSameCustomer(Remembered remembered) {
            return remembered.customer().isEmpty() || remembered.customer().equals(row.customer());
        }

        boolean canAsk() {
            return !row.isFaulty()
                    && !row.customer().isEmpty()
                    && RetailOrders.isGoods(row.sku())
                    && !contradicts()
                    && rest() > 0;
        }
    }

    private final List<Asked> rows = new ArrayList<>();
    private final Map<Integer, String> invoices = new HashMap<>();

    /// @param given the rows in the order in which they are served, each invoice's in the file's
    RetailAsks(List<RetailRow> given, List<Remembered> remembered) {
        var known = new HashMap<Key, Remembered>();
        remembered.forEach(each -> known.put(new Key(each.invoice(), each.ordinal()), each));
        var ordinals = new HashMap<String, Integer>();
        for (var row : given) {
            int ordinal = ordinals.merge(row.invoice(), 1, Integer::sum);
            var key = new Key(row.invoice(), ordinal);
            rows.add(new Asked(row, key, known.get(key)));
            invoices.put(row.row(), row.invoice());
        }
    }

    List<Ask> asks() {
        return rows.stream().filter(Asked::canAsk).map(RetailAsks::ask).toList();
    }

    private static Ask ask(Asked asked) {
        var row = asked.row();
        return new Ask(row.row(), row.customer(), row.sku(), row.at(), row.price(), asked.rest());
    }

    String invoice(Ask ask) {
        return invoices.getOrDefault(ask.row(), "");
    }

    /// What is to be remembered of rows that cancel something now.
    List<Remembered> remembered(List<Match> matches) {
        var byRow = byRow(matches);
        return rows.stream()
                .filter(asked -> byRow.containsKey(asked.row().row()))
                .map(asked -> remembered(asked, byRow.getOrDefault(asked.row().row(), List.of())))
                .toList();
    }

    private static Remembered remembered(Asked asked, List<Match> matches) {
        var before = asked.before();
        int canceled = (before == null ? 0 : before.canceled()) + units(matches);
        var row = asked.row();
        return new Remembered(
                row.invoice(),
                asked.key().ordinal(),
                row.sku(),
                row.customer(),
                row.quantity(),
                canceled,
                numbers(before, matches));
    }

    private static String numbers(@Nullable Remembered before, List<Match> matches) {
        var now = matches.stream().map(match -> match.purchase().number());
        return Stream.concat(
                        before == null
                                ? Stream.of()
                                : Stream.of(before.numbers().split(", ")),
                        now)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// The report.
    List<Line> lines(List<Match> matches) {
        var byRow = byRow(matches);
        return rows.stream()
                .map(asked -> line(asked, byRow.getOrDefault(asked.row().row(), List.of())))
                .toList();
    }

    private static Line line(Asked asked, List<Match> matches) {
        var row = asked.row();
        if (row.isFaulty()) {
            return line(row, "failed", row.code(), row.message());
        }
        if (asked.contradicts()) {
            return line(
                    row,
                    "failed",
                    "cancellation_conflict",
                    "This row of the invoice was taken before with other content: an invoice does not change.");
        }
        if (row.customer().isEmpty()) {
            return line(
                    row, "unmatched", "no_customer", "The row names no customer: nobody knows whose purchase it is.");
        }
        if (!RetailOrders.isGoods(row.sku())) {
            return line(
                    row,
                    "unmatched",
                    "not_goods",
                    row.sku() + " stands for a fee, a discount or carriage, not for goods.");
        }
        return matched(asked, matches);
    }

    private static Line matched(Asked asked, List<Match> matches) {
        var row = asked.row();
        int before = asked.before() == null ? 0 : asked.before().canceled();
        int now = units(matches);
        if (before == row.quantity()) {
            return line(row, "identical", null, null);
        }
        if (before + now == 0) {
            return line(
                    row,
                    "unmatched",
                    "no_earlier_purchase",
                    "This customer bought no " + row.sku() + " before, or all of it is canceled already.");
        }
        var of = "Canceled of " + numbers(asked.before(), matches) + ".";
        return before + now == row.quantity()
                ? line(row, "canceled", null, of)
                : line(
                        row,
                        "partly",
                        "bought_fewer",
                        "Of " + row.quantity() + " units " + (before + now) + " had been bought before and were left. "
                                + of);
    }

    private static Line line(RetailRow row, String outcome, @Nullable String code, @Nullable String message) {
        return new Line(row.row(), row.invoice(), outcome, code, message, null);
    }

    private static Map<Integer, List<Match>> byRow(List<Match> matches) {
        return matches.stream()
                .collect(Collectors.groupingBy(match -> match.ask().row()));
    }

    private static int units(List<Match> matches) {
        return matches.stream().mapToInt(Match::quantity).sum();
    }
}
