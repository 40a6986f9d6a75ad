package dev.countermand.notifications;

import dev.countermand.cancellations.CancellationFact;
import dev.countermand.cancellations.CancellationFact.Item;
import dev.countermand.cancellations.ChangeFact;
import dev.countermand.cases.Entry;
import dev.countermand.cases.Fact;
import dev.countermand.cases.Personal;
import dev.countermand.cases.Recipient;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.MoneyBack.TenderShare;
import dev.countermand.site.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Facts as other modules record them, for tests of what is made from them.
final class Facts {

    static final Instant AT = Instant.parse("2026-11-20T10:15:00Z");
    static final Instant DEADLINE = Instant.parse("2026-11-21T10:15:30Z");
    static final Recipient ADA = new Recipient("Ada Example", "ada@example.org", null, "en-US");
    static final List<Item> BAGS = List.of(new Item("1", "30S4", "Jet Set tote, black", 2));
    static final List<Item> BELT = List.of(new Item("2", "41B", "Belt", 1));
    static final List<Item> NONE = List.of();

    private static final AtomicLong SEQ = new AtomicLong();

    private Facts() {}

    static OrderRef order(String number) {
        var seller = new SellerId("kors");
        return new OrderRef(new OrderId(Ids.mint(Ids.part(seller, number), AT)), seller, number);
    }

    /// The fact as the case log gives it to a listener.
    static Entry entry(OrderRef order, Fact fact) {
        return new Entry(
                1, order, SEQ.incrementAndGet(), fact.kind(), AT, "shopper", "link", "page", Json.treeOf(fact));
    }

    static MoneyBack money(long notCharged, long refunded, long notDue, long kept, long already, long remaining) {
        var tenders = new ArrayList<TenderShare>();
        if (notCharged > 0) {
            tenders.add(new TenderShare("p1", "card", "not_charged", notCharged, null));
        }
        if (refunded > 0) {
            tenders.add(new TenderShare("p2", "paypal", "refund", refunded, null));
        }
        long total = notCharged + refunded + notDue + kept + already;
        return new MoneyBack(
                "EUR", total, notCharged, refunded, 0, notDue, kept, already, remaining, List.of(), tenders, List.of());
    }

    static final MoneyBack NOTHING = money(0, 0, 0, 0, 0, 38845);
    static final MoneyBack NOT_CHARGED = money(38845, 0, 0, 0, 0, 0);

    static CancellationFact canceled(Recipient to, List<Item> remaining, boolean byStore, MoneyBack money) {
        return new CancellationFact.Canceled(
                "can_1",
                to,
                BAGS,
                remaining,
                byStore ? "out_of_stock" : "changed_mind",
                byStore,
                null,
                money,
                "default-1");
    }

    static CancellationFact attempting(Recipient to, List<Item> atOnce, boolean byStore, @Nullable String ifUnable) {
        var money = atOnce.isEmpty() ? NOTHING : money(4590, 0, 0, 0, 0, 34255);
        return new CancellationFact.Attempting(
                "can_1",
                to,
                atOnce,
                BAGS,
                byStore ? "price_error" : "too_slow",
                byStore,
                null,
                DEADLINE,
                "unable",
                ifUnable,
                money,
                "default-1");
    }

    static CancellationFact waiting(Recipient to, List<Item> atOnce, boolean byStore, String waitsFor, String because) {
        var money = atOnce.isEmpty() ? NOTHING : money(4590, 0, 0, 0, 0, 34255);
        return new CancellationFact.Waiting(
                "can_1",
                to,
                BAGS,
                atOnce,
                NONE,
                "other",
                byStore,
                null,
                because,
                waitsFor,
                null,
                DEADLINE,
                "successful",
                money,
                "default-1");
    }

    static CancellationFact settled(
            Recipient to, String status, String by, boolean byStore, @Nullable String ifUnable, MoneyBack money) {
        return new CancellationFact.Settled(
                "can_1",
                to,
                status,
                status.equals("unable") ? NONE : BAGS,
                status.equals("successful") ? NONE : BELT,
                byStore ? "recall" : "changed_mind",
                byStore,
                by,
                ifUnable,
                ifUnable == null ? null : "ret_1",
                money,
                "default-1");
    }

    static CancellationFact withdrawn(Recipient to, List<Item> canceled, MoneyBack money) {
        return new CancellationFact.Withdrawn("can_1", to, canceled, BAGS, money, "default-1");
    }

    /// As module `orders` records it.
    private record LinkRequested(@Personal Recipient recipient) implements Fact {

        @Override
        public String kind() {
            return "order.link_requested";
        }
    }

    static Fact linkRequested(Recipient to) {
        return new LinkRequested(to);
    }

    /// One of every kind and shape that is told.
    static List<Fact> all(Recipient to) {
        return List.of(
                canceled(to, NONE, false, NOT_CHARGED),
                canceled(to, BELT, false, money(0, 4590, 0, 0, 0, 34255)),
                canceled(to, NONE, true, money(4000, 590, 100, 495, 10, 495)),
                canceled(to, BELT, true, money(0, 0, 0, 0, 4590, 100)),
                attempting(to, NONE, false, null),
                attempting(to, BELT, false, "refuse"),
                attempting(to, NONE, true, "keep"),
                waiting(to, NONE, false, "seller", "stage_needs_person"),
                waiting(to, BELT, false, "requester", "already_shipped"),
                settled(to, "successful", "answer", false, null, NOT_CHARGED),
                settled(to, "successful", "silence", true, null, money(4590, 0, 0, 0, 0, 100)),
                settled(to, "successful", "approval", false, null, money(0, 38845, 0, 0, 0, 0)),
                settled(to, "unable", "answer", false, null, NOTHING),
                settled(to, "unable", "claim", false, "return", NOTHING),
                settled(to, "unable", "denial", false, null, NOTHING),
                settled(to, "unable", "silence", true, null, NOTHING),
                settled(to, "partly", "report", false, "intercept", money(38000, 0, 0, 0, 0, 845)),
                settled(to, "partly", "answer", true, null, money(0, 38000, 0, 0, 0, 845)),
                withdrawn(to, NONE, NOTHING),
                withdrawn(to, BELT, money(845, 0, 0, 0, 0, 38000)),
                changed(to, false, null, money(500, 0, 0, 0, 0, 38345), 0),
                changed(to, true, null, NOTHING, 700),
                changed(to, false, HOME, NOTHING, 0),
                changing(to, false),
                changing(to, true),
                changeWaiting(to, "seller"),
                changeWaiting(to, "requester"),
                changeSettled(to, "successful", false, null, money(0, 500, 0, 0, 0, 38345)),
                changeSettled(to, "successful", true, HOME, NOTHING),
                changeSettled(to, "unable", false, null, NOTHING),
                changeSettled(to, "partly", false, null, money(0, 0, 500, 0, 0, 38345)),
                new ChangeFact.Withdrawn("can_1", to, NONE, NONE, NONE, BAGS, NOTHING, 0, "default-1"),
                linkRequested(to));
    }

    static final Order.Address HOME =
            new Order.Address("Ada Example", "2 New Street", null, null, "Berlin", null, "10115", "DE");

    static ChangeFact changed(
            Recipient to, boolean byStore, Order.@Nullable Address address, MoneyBack money, long more) {
        return new ChangeFact.Changed(
                "can_1",
                to,
                address == null ? BAGS : NONE,
                address == null ? BELT : NONE,
                address == null ? BELT : NONE,
                address != null,
                address,
                byStore ? "out_of_stock" : "changed_mind",
                byStore,
                null,
                money,
                more,
                "default-1");
    }

    static ChangeFact changing(Recipient to, boolean byStore) {
        return new ChangeFact.Attempting(
                "can_1",
                to,
                NONE,
                NONE,
                BAGS,
                BELT,
                false,
                null,
                byStore ? "price_error" : "too_slow",
                byStore,
                null,
                DEADLINE,
                "unable",
                NOTHING,
                0,
                "default-1");
    }

    static ChangeFact changeWaiting(Recipient to, String waitsFor) {
        return new ChangeFact.Waiting(
                "can_1",
                to,
                BAGS,
                NONE,
                NONE,
                NONE,
                BELT,
                false,
                null,
                "other",
                false,
                null,
                "stage_needs_person",
                waitsFor,
                null,
                DEADLINE,
                "successful",
                NOTHING,
                0,
                "default-1");
    }

    static ChangeFact changeSettled(
            Recipient to, String status, boolean byStore, Order.@Nullable Address address, MoneyBack money) {
        return new ChangeFact.Settled(
                "can_1",
                to,
                status,
                status.equals("unable") ? NONE : BAGS,
                status.equals("unable") ? NONE : BELT,
                status.equals("unable") ? NONE : BELT,
                status.equals("successful") ? NONE : BAGS,
                address != null,
                address,
                byStore ? "recall" : "changed_mind",
                byStore,
                "answer",
                money,
                0,
                "default-1");
    }
}
