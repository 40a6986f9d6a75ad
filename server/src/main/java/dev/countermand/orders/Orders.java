package dev.countermand.orders;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.spi.OrderConsequence;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/// What was bought and where it is. The one door for snapshots, releases, shipments and deliveries.
@Component
public class Orders {

    /// What became of a snapshot.
    ///
    /// @param order the order as it stands now
    /// @param outcome whether it is new, changed something, or changed nothing
    public record Taking(Order order, Outcome outcome) {}

    /// Whether a snapshot was new.
    public enum Outcome {
        TAKEN,
        AMENDED,
        IDENTICAL
    }

    private final OrderStore store;
    private final Goods goods;
    private final ObjectProvider<CaseLog> log;
    private final ObjectProvider<OrderConsequence> consequences;
    private final Clock clock;

    Orders(
            OrderStore store,
            Goods goods,
            ObjectProvider<CaseLog> log,
            ObjectProvider<OrderConsequence> consequences,
            Clock clock) {
        this.store = store;
        this.goods = goods;
        this.log = log;
        this.consequences = consequences;
        this.clock = clock;
    }

    /// Which order a seller's number names; empty for unknown ones.
    public Optional<OrderRef> ref(SellerId seller, String number) {
        return store.ref(Ids.part(seller, number), seller, number);
    }

    /// The order as it stands now; empty for unknown ones.
    public Optional<Order> find(SellerId seller, String number) {
        return ref(seller, number).flatMap(ref -> store.read(ref.id()));
    }

    /// The order as it stands now; empty for unknown ones.
    public Optional<Order> find(OrderId id) {
        return store.read(id);
    }

    /// Takes a snapshot in the form of the API, inside the caller's transaction. The first one makes the order; a later
    /// one may change contact data and metadata, add payments and tell captures.
    /// Fails with INVALID and every violation, CONFLICT `snapshot_conflict` with pointers where it contradicts what
    was
    /// accepted, CONFLICT `stale` for a `version` older than the accepted one.
    @Transactional(propagation = MANDATORY)
    public Taking take(SellerId seller, String number, JsonNode snapshot, Actor actor) {
        int part = Ids.part(seller, number);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var ref = new OrderRef(new OrderId(Ids.mint(part, now)), seller, number);
        var given = SnapshotReader.read(ref, snapshot, now, true);
        return store.insert(given) ? begin(given, actor) : amend(given, actor);
    }

    private Taking begin(Order order, Actor actor) {
        log.ifAvailable(cases -> cases.open(order.ref()));
        record(order, actor, OrderFacts.taken(order, List.of()));
        consequences.orderedStream().forEach(c -> c.taken(order, actor));
        return new Taking(order, Outcome.TAKEN);
    }

    private Taking amend(Order given, Actor actor) {
        var known = ref(given.ref().seller(), given.ref().number()).orElseThrow(Problem::notFound);
        var stands = goods.lock(known);
        if (given.version() != null && stands.version() != null && given.version() < stands.version()) {
            throw Problem.conflict(
                    "stale",
                    "Version " + stands.version() + " was accepted already, this is " + given.version()
                            + ": send the latest snapshot.");
        }
        var amendment = Amendment.of(stands, given);
        if (!amendment.conflicts().isEmpty()) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "snapshot_conflict",
                    "This contradicts the order as it was accepted: "
                            + amendment.conflicts().getFirst().message(),
                    amendment.conflicts(),
                    Map.of());
        }
        if (!amendment.changed()) {
            return new Taking(stands, Outcome.IDENTICAL);
        }
        var amended = amendment.amended();
        store.amend(amended);
        record(amended, actor, OrderFacts.amended(amendment));
        if (!amendment.added().isEmpty() || !amendment.captured().isEmpty()) {
            consequences.orderedStream().forEach(c -> c.amended(amended, actor));
        }
        return new Taking(amended, Outcome.AMENDED);
    }

    private void record(Order order, Actor actor, OrderFact fact) {
        log.ifAvailable(cases -> cases.record(order.ref(), actor, fact));
    }
}
