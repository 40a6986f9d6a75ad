package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.AppTest;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Any sequence of commands keeps every unit in exactly one place. The model knows each unit by itself
/// and counts nothing; a failure names its seed.
@AppTest
class GoodsModelTests {

    private static final SellerId SELLER = new SellerId("model");
    private static final Actor ACTOR = Actor.system("test");
    private static final int PURE_SEQUENCES = 4000;
    private static final int STORED_SEQUENCES = 40;
    private static final int COMMANDS = 25;

    @Autowired
    Orders orders;

    @Autowired
    Goods goods;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    /// Every unit of every line, one by one.
    private static final class Model {

        private final Map<String, List<Stage>> lines = new HashMap<>();

        Model(Order order) {
            for (var line : order.lines()) {
                lines.put(line.line(), new ArrayList<>(java.util.Collections.nCopies(line.quantity(), Stage.OPEN)));
            }
        }

        void move(Goods.Move move) {
            var units = lines.getOrDefault(move.line(), List.of());
            for (int i = 0; i < move.quantity(); i++) {
                int unit = units.indexOf(move.from());
                assertThat(unit).as("a unit in " + move.from()).isNotNegative();
                units.set(unit, move.to());
            }
        }

        int count(String line, Stage stage) {
            return (int) lines.getOrDefault(line, List.of()).stream()
                    .filter(stage::equals)
                    .count();
        }

        void check(Order order, String what) {
            for (var line : order.lines()) {
                var counted = new EnumMap<Stage, Integer>(Stage.class);
                for (var stage : Stage.values()) {
                    counted.put(stage, count(line.line(), stage));
                }
                assertThat(line.units()).as(what).isEqualTo(new Units(counted));
                assertThat(line.units().total()).as(what).isEqualTo(line.quantity());
            }
        }
    }

    @Test
    void anyLegalMovesMatchTheModelAndIllegalOnesChangeNothing() {
        var template = SnapshotReader.read(
                new OrderRef(new dev.countermand.kernel.OrderId(new java.util.UUID(0, 1)), SELLER, "pure"),
                Snapshots.example(),
                java.time.Instant.parse("2026-11-20T10:15:00Z"),
                true);
        for (int seed = 0; seed < PURE_SEQUENCES; seed++) {
            var random = new Random(seed);
            var order = template;
            var model = new Model(order);
            for (int i = 0; i < COMMANDS; i++) {
                var move = randomMove(random, order);
                boolean legal = move.from().next().contains(move.to())
                        && model.count(move.line(), move.from()) >= move.quantity();
                if (legal) {
                    order = GoodsMoves.of(order, List.of(move)).after();
                    model.move(move);
                } else {
                    var before = order;
                    assertThatThrownBy(() -> GoodsMoves.of(before, List.of(move)))
                            .as("seed " + seed)
                            .isInstanceOf(IllegalStateException.class);
                }
                model.check(order, "seed " + seed);
            }
        }
    }

    @Test
    void claimsAndReportsNeverTakeMoreThanThereIs() {
        for (int seed = 0; seed < PURE_SEQUENCES; seed++) {
            var random = new Random(seed);
            var order = scattered(random);
            var units = randomUnits(random, order);
            var claim = ShippingRules.claim(order, units);
            if (claim.refusal() == null) {
                assertThat(claim.takes())
                        .as("seed " + seed)
                        .allMatch(take -> take.canceled() == 0 && take.excess() == 0 && take.quantity() > 0);
                var after = GoodsMoves.of(order, claim.moves()).after();
                assertThat(after.unitsIn(Stage.CANCELED)).isEqualTo(order.unitsIn(Stage.CANCELED));
                assertThat(after.unitsIn(Stage.SHIPPED) - order.unitsIn(Stage.SHIPPED))
                        .isEqualTo(claim.takes().stream()
                                .mapToInt(ShippingRules.Take::quantity)
                                .sum());
            } else {
                assertThat(claim.moves()).isEmpty();
            }
            var report = ShippingRules.report(order, units);
            var told = GoodsMoves.of(order, report.moves()).after();
            for (var take : report.takes()) {
                var before = order.line(take.line()).orElseThrow();
                assertThat(take.quantity() + take.excess())
                        .isEqualTo(units == null ? take.quantity() : units.getOrDefault(take.line(), 0));
                assertThat(take.canceled() == 0
                                || told.line(take.line()).orElseThrow().units().in(Stage.OPEN) == 0)
                        .as("canceled units last, seed " + seed)
                        .isTrue();
                assertThat(take.quantity()).isLessThanOrEqualTo(before.quantity());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20261120, 42, 7})
    void storedCountersJournalAndListsMatchTheModel(long base) {
        for (int sequence = 0; sequence < STORED_SEQUENCES; sequence++) {
            long seed = base * 1000 + sequence;
            var random = new Random(seed);
            var ref = take(String.valueOf(seed)).ref();
            var model = new Model(orders.find(ref.id()).orElseThrow());
            for (int i = 0; i < COMMANDS; i++) {
                command(random, ref, model, i);
            }
            var order = orders.find(ref.id()).orElseThrow();
            model.check(order, "seed " + seed);
            replay(order, seed);
            for (var stage : Stage.values()) {
                var search = new Orders.Search(List.of(SELLER), stage, ref.number(), null, 10);
                assertThat(orders.list(search).orders().stream()
                                .map(Order::ref)
                                .toList()
                                .contains(ref))
                        .as("listed in " + stage + ", seed " + seed)
                        .isEqualTo(order.unitsIn(stage) > 0);
            }
        }
    }

    private void command(Random random, OrderRef ref, Model model, int number) {
        transaction.executeWithoutResult(status -> {
            var before = goods.lock(ref);
            switch (random.nextInt(4)) {
                case 0 -> orders.release(ref, random.nextBoolean() ? null : someUnits(random, before), ACTOR);
                case 1 -> ship(random, ref, before, number);
                default -> {
                    var move = randomMove(random, before);
                    if (move.from().next().contains(move.to())
                            && before.line(move.line()).orElseThrow().units().in(move.from()) >= move.quantity()) {
                        goods.move(before, List.of(move), new Goods.Cause("test", "t" + number));
                    }
                }
            }
            follow(model, before, goods.lock(ref));
        });
    }

    private void ship(Random random, OrderRef ref, Order before, int number) {
        var at = random.nextBoolean() ? null : java.time.Instant.parse("2026-11-20T10:00:00Z");
        var parcel = new Shipment.Parcel(
                "p" + random.nextInt(number + 1),
                "dhl",
                null,
                at,
                random.nextBoolean() ? null : someUnits(random, before));
        orders.ship(ref, parcel, ACTOR);
    }

    /// Moves the model's units by what the journal says happened since.
    private void follow(Model model, Order before, Order after) {
        for (var line : after.lines()) {
            assertThat(line.units().total()).isEqualTo(line.quantity());
            assertThat(before.line(line.line()).orElseThrow().quantity()).isEqualTo(line.quantity());
        }
        var journal = journal(after.ref());
        while (followed.merge(after.ref(), 0, Integer::sum) < journal.size()) {
            model.move(journal.get(followed.merge(after.ref(), 1, Integer::sum) - 1));
        }
        model.check(after, "after a command on " + after.ref());
    }

    private final Map<OrderRef, Integer> followed = new HashMap<>();

    private void replay(Order order, long seed) {
        var model = new Model(order);
        journal(order.ref()).forEach(model::move);
        model.check(order, "journal of seed " + seed);
    }

    private List<Goods.Move> journal(OrderRef order) {
        return jdbc.sql("""
                        select line, from_stage, to_stage, quantity
                          from orders.move
                         where part = :part and order_id = :id
                         order by seq
                        """)
                .param("part", (short) order.part())
                .param("id", order.id().value())
                .query((row, n) -> new Goods.Move(
                        row.getString("line"),
                        stage(row.getString("from_stage")),
                        stage(row.getString("to_stage")),
                        row.getInt("quantity")))
                .list();
    }

    private static Stage stage(String word) {
        return Stage.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    private Order take(String number) {
        return java.util.Objects.requireNonNull(
                        transaction.execute(status -> orders.take(SELLER, number, Snapshots.example(), ACTOR)))
                .order();
    }

    /// An order after some legal moves.
    private static Order scattered(Random random) {
        var order = SnapshotReader.read(
                new OrderRef(new dev.countermand.kernel.OrderId(new java.util.UUID(0, 1)), SELLER, "pure"),
                Snapshots.example(),
                java.time.Instant.parse("2026-11-20T10:15:00Z"),
                true);
        for (int i = 0; i < random.nextInt(12); i++) {
            var move = randomMove(random, order);
            if (move.from().next().contains(move.to())
                    && order.line(move.line()).orElseThrow().units().in(move.from()) >= move.quantity()) {
                order = GoodsMoves.of(order, List.of(move)).after();
            }
        }
        return order;
    }

    private static Goods.Move randomMove(Random random, Order order) {
        var line = order.lines().get(random.nextInt(order.lines().size()));
        var stages = Stage.values();
        var from = stages[random.nextInt(stages.length)];
        var next = List.copyOf(from.next());
        var to = next.isEmpty() || random.nextInt(5) == 0
                ? stages[random.nextInt(stages.length)]
                : next.get(random.nextInt(next.size()));
        return new Goods.Move(line.line(), from, to, 1 + random.nextInt(line.quantity()));
    }

    private static @org.jspecify.annotations.Nullable Map<String, Integer> randomUnits(Random random, Order order) {
        return random.nextInt(4) == 0 ? null : someUnits(random, order);
    }

    private static Map<String, Integer> someUnits(Random random, Order order) {
        var units = new java.util.LinkedHashMap<String, Integer>();
        while (units.isEmpty()) {
            for (var line : order.lines()) {
                if (random.nextBoolean()) {
                    units.put(line.line(), 1 + random.nextInt(line.quantity()));
                }
            }
        }
        return units;
    }
}
