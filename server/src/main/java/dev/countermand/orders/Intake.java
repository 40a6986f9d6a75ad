package dev.countermand.orders;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders.Outcome;
import dev.countermand.orders.Orders.Taking;
import dev.countermand.orders.spi.OrderConsequence;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Takes snapshots: the first makes an order, a later one is laid beside it.
@Component
class Intake {

    private final OrderStore store;
    private final PeopleStore people;
    private final AdditionStore additions;
    private final Goods goods;
    private final CaseLog log;
    private final ObjectProvider<OrderConsequence> consequences;
    private final Clock clock;

    Intake(
            OrderStore store,
            PeopleStore people,
            AdditionStore additions,
            Goods goods,
            CaseLog log,
            ObjectProvider<OrderConsequence> consequences,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.additions = additions;
        this.goods = goods;
        this.log = log;
        this.consequences = consequences;
        this.clock = clock;
    }

    /// @param past where units had gone before we were told; null when the shop sends the order as it
    ///     is placed
    Taking take(SellerId seller, String number, JsonNode snapshot, Orders.@Nullable Past past, Actor actor) {
        int part = Ids.part(seller, number);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var ref = new OrderRef(new OrderId(Ids.mint(part, now)), seller, number);
        Order given;
        try {
            given = SnapshotReader.read(ref, snapshot, now, past == null);
        } catch (Problem invalid) {
            return isChanged(ref, invalid)
                    ? amend(SnapshotReader.read(ref, snapshot, now, past == null, false), actor)
                    : Taking.refused(invalid);
        }
        return store.insert(given) ? begin(given, past, actor) : amend(given, actor);
    }

    /// Whether it is only the sum of a changed order, which is another than that of its lines.
    private boolean isChanged(OrderRef ref, Problem invalid) {
        return ChangedSnapshot.isOnlySum(invalid)
                && store.ref(ref.part(), ref.seller(), ref.number())
                        .flatMap(known -> store.read(known.id()))
                        .filter(Order::isChanged)
                        .isPresent();
    }

    List<Problem.Violation> faults(String number, JsonNode snapshot) {
        var nobody = new SellerId("nobody");
        var ref = new OrderRef(new OrderId(new UUID(0, 0)), nobody, number);
        try {
            SnapshotReader.read(ref, snapshot, clock.instant(), true);
            return List.of();
        } catch (Problem invalid) {
            return invalid.errors().stream()
                    .filter(e -> !e.pointer().equals("/seller"))
                    .toList();
        }
    }

    private Taking begin(Order order, Orders.@Nullable Past past, Actor actor) {
        log.open(order.ref());
        List<Goods.Move> moves = past == null ? List.of() : past.moves(order);
        var stands = past == null ? order : goods.move(order, moves, past.cause());
        log.record(order.ref(), actor, OrderFacts.taken(order, moves));
        consequences.orderedStream().forEach(c -> c.taken(stands, actor));
        return new Taking(Outcome.TAKEN, stands, null);
    }

    private Taking amend(Order told, Actor actor) {
        var seller = told.ref().seller();
        var known = store.ref(told.ref().part(), seller, told.ref().number()).orElseThrow(Problem::notFound);
        var stands = goods.lock(known);
        Order given;
        try {
            given = given(told, stands);
        } catch (Problem invalid) {
            return Taking.refused(invalid);
        }
        if (given.version() != null && stands.version() != null && given.version() < stands.version()) {
            return Taking.refused(Problem.conflict(
                    "stale",
                    "Version " + stands.version() + " was accepted already, this is " + given.version()
                            + ": send the latest snapshot."));
        }
        var amendment = Amendment.of(stands, given);
        if (!amendment.conflicts().isEmpty()) {
            return Taking.refused(conflict(amendment));
        }
        if (!amendment.changed()) {
            return new Taking(Outcome.IDENTICAL, stands, null);
        }
        var amended = amendment.amended();
        store.amend(amended);
        log.record(amended.ref(), actor, OrderFacts.amended(amendment));
        if (!amendment.added().isEmpty() || !amendment.captured().isEmpty()) {
            consequences.orderedStream().forEach(c -> c.amended(amended, actor));
        }
        return new Taking(Outcome.AMENDED, amended, null);
    }

    private Order given(Order told, Order stands) {
        var given = people.isErased(stands.ref().id()) ? ForgetOrders.without(told, stands) : told;
        boolean moved = !java.util.Objects.equals(given.shippingAddress(), stands.shippingAddress());
        var before = moved ? additions.addressTold(stands.ref()).orElse(null) : null;
        return ChangedSnapshot.addressOf(ChangedSnapshot.dueOf(given, stands), stands, before);
    }

    private static Problem conflict(Amendment amendment) {
        return new Problem(
                Problem.Kind.CONFLICT,
                "snapshot_conflict",
                "This contradicts the order as it was accepted. "
                        + amendment.conflicts().getFirst().message(),
                amendment.conflicts(),
                Map.of());
    }
}
