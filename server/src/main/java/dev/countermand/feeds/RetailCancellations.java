package dev.countermand.feeds;

import dev.countermand.cancellations.Cancellations;
import dev.countermand.cancellations.RequestReason;
import dev.countermand.feeds.Imports.Job;
import dev.countermand.feeds.RetailLedgerStore.Known;
import dev.countermand.feeds.RetailMatching.Ask;
import dev.countermand.feeds.RetailMatching.Match;
import dev.countermand.feeds.RetailMatching.Place;
import dev.countermand.feeds.RetailStore.Invoice;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Goods;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Turns invoices of cancellations into cancellations of the orders they must mean. The file does not say
/// which; customer, stock code, date and what is left decide, and in the end the order's own counters.
@Component
class RetailCancellations {

    /// What is proposed, and the orders as they stand under their locks.
    private record Proposal(List<Match> matches, Map<String, OrderRef> orders) {}

    /// Which cancellation a match belongs to: one for each invoice and order.
    private record Key(String invoice, OrderRef order) {}

    private final Cancellations cancellations;
    private final Goods goods;
    private final RetailLedgerStore ledger;

    RetailCancellations(Cancellations cancellations, Goods goods, RetailLedgerStore ledger) {
        this.cancellations = cancellations;
        this.goods = goods;
        this.ledger = ledger;
    }

    ImportPace.Done take(Job job, List<Invoice> invoices, List<RetailRow> rows, Actor actor) {
        var seller = Objects.requireNonNull(job.seller());
        ledger.lock(seller);
        var remembered =
                ledger.remembered(seller, invoices.stream().map(Invoice::number).toList());
        var asked = new RetailAsks(rows, remembered);
        var proposal = propose(seller, asked.asks());
        int written = write(job, asked, proposal, actor);
        ledger.remember(seller, asked.remembered(proposal.matches()));
        var step = new ImportStore.Step("cancellations", invoices.getLast().place(), null, 0, written, 0);
        return new ImportPace.Done(asked.lines(proposal.matches()), step);
    }

    /// Matches, and matches again as long as an order turns out to have fewer units than was kept in mind.
    private Proposal propose(SellerId seller, List<Ask> asks) {
        if (asks.isEmpty()) {
            return new Proposal(List.of(), Map.of());
        }
        var known = ledger.candidates(seller, asks);
        var purchases = known.stream().map(Known::purchase).toList();
        var orders = new HashMap<String, OrderRef>();
        known.forEach(each -> orders.put(each.order().number(), each.order()));
        var left = new HashMap<Place, Integer>();
        var open = new HashMap<String, Order>();
        while (true) {
            var matches = RetailMatching.match(asks, purchases, left);
            var missing = matches.stream()
                    .map(match ->
                            Objects.requireNonNull(orders.get(match.purchase().number())))
                    .filter(ref -> !open.containsKey(ref.number()))
                    .map(OrderRef::id)
                    .distinct()
                    .toList();
            lock(missing).forEach(order -> open.put(order.ref().number(), order));
            var fewer = fewer(matches, open);
            if (fewer.isEmpty()) {
                ledger.remaining(seller, after(matches, left));
                return new Proposal(matches, orders);
            }
            left.putAll(fewer);
        }
    }

    private Collection<Order> lock(List<OrderId> orders) {
        return orders.isEmpty() ? List.of() : goods.lock(orders);
    }

    /// Lines that have fewer open units than was matched, with what they have.
    private static Map<Place, Integer> fewer(List<Match> matches, Map<String, Order> open) {
        var matched = new HashMap<Place, Integer>();
        matches.forEach(match -> matched.merge(match.purchase().place(), match.quantity(), Integer::sum));
        var fewer = new HashMap<Place, Integer>();
        matched.forEach((place, quantity) -> {
            int there = open(open, place);
            if (there < quantity) {
                fewer.put(place, there);
            }
        });
        return fewer;
    }

    private static int open(Map<String, Order> orders, Place place) {
        var order = orders.get(place.number());
        return order == null
                ? 0
                : order.line(place.line())
                        .map(line -> line.units().in(Stage.OPEN))
                        .orElse(0);
    }

    private static Map<Place, Integer> after(List<Match> matches, Map<Place, Integer> left) {
        var after = new HashMap<>(left);
        for (var match : matches) {
            after.putIfAbsent(match.purchase().place(), match.purchase().remaining());
            after.merge(match.purchase().place(), -match.quantity(), Integer::sum);
        }
        return after;
    }

    /// Writes the cancellations in waves, as each order can change once at a time. Answers how many.
    private int write(Job job, RetailAsks asked, Proposal proposal, Actor actor) {
        var byKey = new LinkedHashMap<Key, List<Match>>();
        for (var match : proposal.matches()) {
            var order = Objects.requireNonNull(
                    proposal.orders().get(match.purchase().number()));
            byKey.computeIfAbsent(new Key(asked.invoice(match.ask()), order), key -> new ArrayList<>())
                    .add(match);
        }
        var waves = new ArrayList<Map<OrderRef, Cancellations.Past>>();
        byKey.forEach((key, matches) -> {
            int wave = 0;
            while (wave < waves.size() && waves.get(wave).containsKey(key.order())) {
                wave++;
            }
            if (wave == waves.size()) {
                waves.add(new LinkedHashMap<>());
            }
            waves.get(wave).put(key.order(), past(job, key, matches));
        });
        waves.forEach(wave -> write(List.copyOf(wave.values()), actor));
        return byKey.size();
    }

    private void write(List<Cancellations.Past> wave, Actor actor) {
        var locked = goods.lock(wave.stream().map(past -> past.order().id()).toList()).stream()
                .collect(Collectors.toMap(order -> order.ref().id(), order -> order));
        var done = cancellations.record(wave, locked, actor);
        for (int i = 0; i < wave.size(); i++) {
            if (done.get(i).isEmpty()) {
                throw new IllegalStateException("not granted, though the units are open: " + wave.get(i));
            }
        }
    }

    private static Cancellations.Past past(Job job, Key key, List<Match> matches) {
        var units = new LinkedHashMap<String, Integer>();
        matches.forEach(match -> units.merge(match.purchase().line(), match.quantity(), Integer::sum));
        return new Cancellations.Past(
                key.order(),
                units,
                RequestReason.STORE_OTHER,
                key.invoice(),
                matches.getFirst().ask().at(),
                job.tell());
    }
}
