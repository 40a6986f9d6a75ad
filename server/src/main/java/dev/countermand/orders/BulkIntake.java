package dev.countermand.orders;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.orders.Orders.Given;
import dev.countermand.orders.Orders.Outcome;
import dev.countermand.orders.Orders.Taking;
import dev.countermand.orders.spi.OrderConsequence;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Takes many snapshots with few statements: what is new goes in by COPY, what is known and the same is
/// only compared, and the few others go the way of a single one.
@Component
class BulkIntake {

    /// A new order on its way in.
    ///
    /// @param stands the order with the moves of its past done
    record Begun(Order order, Order stands, List<Goods.Move> moves, Goods.Cause cause) {}

    /// By what an order is known outside.
    private record Name(String seller, String number) {

        static Name of(OrderRef ref) {
            return new Name(ref.seller().value(), ref.number());
        }
    }

    private final Intake intake;
    private final BulkOrderStore store;
    private final CaseLog log;
    private final ObjectProvider<OrderConsequence> consequences;
    private final Clock clock;

    BulkIntake(
            Intake intake,
            BulkOrderStore store,
            CaseLog log,
            ObjectProvider<OrderConsequence> consequences,
            Clock clock) {
        this.intake = intake;
        this.store = store;
        this.log = log;
        this.consequences = consequences;
        this.clock = clock;
    }

    /// What became of each, in the given order.
    List<Taking> take(List<Given> given, Actor actor) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var takings = new @Nullable Taking[given.size()];
        var orders = new @Nullable Order[given.size()];
        for (int i = 0; i < given.size(); i++) {
            try {
                orders[i] = read(given.get(i), now);
            } catch (Problem invalid) {
                takings[i] = Taking.refused(invalid);
            }
        }
        var known = known(orders);
        var fresh = new HashMap<Name, Integer>();
        for (int i = 0; i < orders.length; i++) {
            var order = orders[i];
            if (order != null && !known.containsKey(Name.of(order.ref()))) {
                fresh.putIfAbsent(Name.of(order.ref()), i);
            }
        }
        begin(given, orders, fresh.values().stream().sorted().toList(), takings, actor);
        for (int i = 0; i < orders.length; i++) {
            var order = orders[i];
            if (order != null && takings[i] == null) {
                takings[i] = again(given.get(i), order, known.get(Name.of(order.ref())), actor);
            }
        }
        return List.copyOf(Arrays.asList(takings));
    }

    private static Order read(Given given, Instant now) {
        int part = Ids.part(given.seller(), given.number());
        var ref = new OrderRef(new OrderId(Ids.mint(part, now)), given.seller(), given.number());
        return SnapshotReader.read(ref, given.snapshot(), now, false);
    }

    /// The orders that were taken before, as they stand.
    private Map<Name, Order> known(@Nullable Order[] orders) {
        var refs = new ArrayList<OrderRef>();
        for (var order : orders) {
            if (order != null) {
                refs.add(order.ref());
            }
        }
        var known = new HashMap<Name, Order>();
        store.read(store.known(refs)).forEach(order -> known.put(Name.of(order.ref()), order));
        return known;
    }

    private void begin(
            List<Given> given, @Nullable Order[] orders, List<Integer> fresh, @Nullable Taking[] takings, Actor actor) {
        var begun = new ArrayList<Begun>();
        var news = new ArrayList<CaseLog.News>();
        for (int i : fresh) {
            var order = java.util.Objects.requireNonNull(orders[i]);
            var past = given.get(i).past();
            var moves = past.moves(order);
            var stands = moves.isEmpty() ? order : GoodsMoves.of(order, moves).after();
            begun.add(new Begun(order, stands, moves, past.cause()));
            var at = given.get(i).history() ? order.boundAt() : order.takenAt();
            news.add(new CaseLog.News(order.ref(), actor, OrderFacts.taken(order, moves), at));
            takings[i] = new Taking(Outcome.TAKEN, stands, null);
        }
        if (begun.isEmpty()) {
            return;
        }
        store.insert(begun);
        log.open(news);
        var stand = begun.stream().map(Begun::stands).toList();
        consequences.orderedStream().forEach(c -> c.taken(stand, actor));
    }

    /// A snapshot of a known order that says the same needs no lock to be found the same.
    private Taking again(Given given, Order order, @Nullable Order stands, Actor actor) {
        if (stands != null) {
            boolean stale = order.version() != null && stands.version() != null && order.version() < stands.version();
            var amendment = Amendment.of(stands, order);
            if (!stale && amendment.conflicts().isEmpty() && !amendment.changed()) {
                return new Taking(Outcome.IDENTICAL, stands, null);
            }
        }
        return intake.take(given.seller(), given.number(), given.snapshot(), given.past(), actor);
    }
}
