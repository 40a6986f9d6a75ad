package dev.countermand.orders;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/// What was bought and where it is. The one door for snapshots, releases, shipments and deliveries.
///
/// Every command must run inside a transaction (the callers' `Answers.once`, or a worker's own) and
/// locks the order. Where units are named, a map says line → how many, in the order in which the caller
/// named them.
@Component
public class Orders {

    /// Whether a snapshot was new.
    public enum Outcome {
        TAKEN,
        AMENDED,
        IDENTICAL,
        REFUSED
    }

    /// What became of a snapshot.
    ///
    /// @param accepted the order as it stands now; null when refused
    /// @param refusal why not: INVALID with every violation; CONFLICT `snapshot_conflict` with pointers
    /// where it
    ///     contradicts what was accepted, `stale` for a `version` older than the accepted one; null when
    ///     accepted
    public record Taking(
            Outcome outcome,
            @Nullable Order accepted,
            @Nullable Problem refusal) {

        static Taking refused(Problem refusal) {
            return new Taking(Outcome.REFUSED, null, refusal);
        }

        /// The order as it stands now. Fails with the refusal.
        public Order order() {
            if (accepted == null) {
                throw refusal == null ? new IllegalStateException("neither accepted nor refused") : refusal;
            }
            return accepted;
        }
    }

    /// Where the units of an imported order had gone before we were told of it.
    ///
    /// @param way the stages each unit went through after `OPEN`
    public record Past(List<Stage> way, Goods.Cause cause) {

        List<Goods.Move> moves(Order order) {
            var moves = new java.util.ArrayList<Goods.Move>();
            var from = Stage.OPEN;
            for (var to : way) {
                for (var line : order.lines()) {
                    moves.add(new Goods.Move(line.line(), from, to, line.quantity()));
                }
                from = to;
            }
            return moves;
        }
    }

    /// A snapshot from another system's records.
    ///
    /// @param history whether the record dates from the order: then its fact does, too
    public record Given(SellerId seller, String number, JsonNode snapshot, Past past, boolean history) {}

    /// Some units of a line.
    public record Share(String line, int quantity) {}

    /// What to list.
    ///
    /// @param sellers whose orders; empty for all
    /// @param stage only orders with units there, or null
    /// @param q only orders whose number, customer's e-mail address, name, surname or telephone number, or
    ///     one of whose articles or tracking numbers begins so (a telephone number may also end so), or
    ///     null
    /// @param after from the previous page, or null
    /// @param limit at most so many, 1 to 200
    public record Search(
            List<SellerId> sellers,
            @Nullable Stage stage,
            @Nullable String q,
            @Nullable String after,
            int limit) {}

    /// A page of orders.
    ///
    /// @param shipments of each order that has any, oldest first
    /// @param next pass as `after`; null on the last page
    public record Page(
            List<Order> orders,
            Map<OrderRef, List<Shipment>> shipments,
            @Nullable String next) {}

    /// What the warehouse got.
    ///
    /// @param id public id of the release, `rel_…`; null when it got nothing
    /// @param granted what is the warehouse's now
    /// @param rest what it asked for and did not get
    public record Release(Order order, @Nullable String id, List<Share> granted, List<Share> rest) {}

    /// Whether units may be packed, labelled, shipped.
    ///
    /// @param may true only when a claim would get all of them and nobody is trying to cancel any
    /// @param shippable what a claim would get of these lines, units in `stopping` included
    public record ShipCheck(boolean may, List<Share> shippable, List<Share> canceled, List<Share> stopping) {}

    private final OrderStore store;
    private final OrderListStore lists;
    private final Intake intake;
    private final BulkIntake bulk;
    private final Parcels parcels;
    private final Tracking tracking;
    private final LinkRequests links;
    private final Notes notes;

    Orders(
            OrderStore store,
            OrderListStore lists,
            Intake intake,
            BulkIntake bulk,
            Parcels parcels,
            Tracking tracking,
            LinkRequests links,
            Notes notes) {
        this.store = store;
        this.lists = lists;
        this.intake = intake;
        this.bulk = bulk;
        this.parcels = parcels;
        this.tracking = tracking;
        this.links = links;
        this.notes = notes;
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

    /// Lists orders, newest first; with `q` by number, then by address, name, surname, telephone,
    /// article and parcel; each order once. Fails with INVALID for a cursor that is not one of ours.
    public Page list(Search search) {
        var found = lists.list(search);
        return new Page(found.orders(), tracking.of(found.orders()), found.next());
    }

    /// Takes a snapshot in the form of the API. The first one makes the order; a later one may change
    /// contact data and metadata, add payments and tell captures. A refusal is a value and changes
    /// nothing.
    @Transactional(propagation = MANDATORY)
    public Taking take(SellerId seller, String number, JsonNode snapshot, Actor actor) {
        return intake.take(seller, number, snapshot, null, actor);
    }

    /// Takes an order from another system's records: it may lack `placedAt`, and its units may have gone
    /// somewhere already. A known order is amended as `take` does, and its units stay where they are.
    @Transactional(propagation = MANDATORY)
    public Taking takeImported(SellerId seller, String number, JsonNode snapshot, Past past, Actor actor) {
        return intake.take(seller, number, snapshot, past, actor);
    }

    /// Takes many as `takeImported` takes one, by the same rules, with few statements. Several snapshots of
    /// the same order count in the given order. Fails with `DuplicateKeyException` when somebody else takes
    /// one of them at the same moment: then nothing of it may be committed.
    ///
    /// @return what became of each, in the given order
    @Transactional(propagation = MANDATORY)
    public List<Taking> takeImported(List<Given> given, Actor actor) {
        return bulk.take(given, actor);
    }

    /// What is wrong with a snapshot, apart from who sells it; nothing is taken.
    public List<Problem.Violation> faults(String number, JsonNode snapshot) {
        return intake.faults(number, snapshot);
    }

    /// Reads `{lines?: [{line, quantity}]}`; null when no lines are named. Fails with INVALID and every
    /// violation.
    public static @Nullable Map<String, Integer> units(JsonNode body) {
        return CommandReader.units(body);
    }

    /// Reads an address as a snapshot has it, under this name; null when there is none. Fails with INVALID and every
    /// violation.
    public static Order.@Nullable Address address(JsonNode body, String name) {
        return CommandReader.address(body, name);
    }

    /// Gives open units to the warehouse: as many of those asked for as there are. Fails with INVALID for
    /// unknown lines.
    ///
    /// @param units null means all that are open
    @Transactional(propagation = MANDATORY)
    public Release release(OrderRef order, @Nullable Map<String, Integer> units, Actor actor) {
        return parcels.release(order, units, actor);
    }

    /// Claims units for a parcel, or records one that has left. Fails with INVALID for unknown lines and
    /// for more units than were ordered.
    @Transactional(propagation = MANDATORY)
    public Shipment.Result ship(OrderRef order, Shipment.Parcel parcel, Actor actor) {
        return parcels.ship(order, parcel, actor);
    }

    /// Whether these units may be packed, labelled, shipped. Reads only. Fails with INVALID as `ship` does.
    ///
    /// @param units null means every unit that has not shipped
    public ShipCheck shipCheck(Order order, @Nullable Map<String, Integer> units) {
        return ShippingRules.check(order, units);
    }

    /// The shipment with this public id; empty for unknown ones.
    public Optional<Shipment> shipment(String publicId) {
        return tracking.find(publicId);
    }

    /// The shipments of an order, oldest first.
    public List<Shipment> shipments(OrderRef order) {
        return tracking.of(order);
    }

    /// Takes the carrier's word about a parcel. Arrived and lost ones move their units; everything is
    /// recorded, in whatever order it comes. The same status and time again changes nothing.
    @Transactional(propagation = MANDATORY)
    public Shipment.Result event(Shipment shipment, Shipment.Event event, Actor actor) {
        return tracking.event(shipment, event, actor);
    }

    /// Keeps what staff wrote about the order. Fails with INVALID for an empty note, one of more than
    /// [Notes#CHARACTERS_MAX] characters or with control characters; CONFLICT `too_many_notes` beyond
    /// [Notes#NOTES_MAX].
    @Transactional(propagation = MANDATORY)
    public void note(OrderRef order, String text, Actor actor) {
        notes.add(order, text, actor);
    }

    /// Lets the link that opens the order be sent to whoever ordered it, when number and address fit;
    /// the caller learns nothing of that. Opens its own transaction for each order that fits. At most
    /// one link a minute for each order.
    public void requestLink(String number, String email) {
        links.request(number, email);
    }
}
