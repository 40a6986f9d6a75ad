package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order;
import dev.countermand.orders.Order.Tender;
import dev.countermand.payments.MoneyBack.Withheld;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Orders in which some goods bear another fee for canceling than others: whatever is canceled in whichever steps.
class OwnFeesTests {

    private static final int ORDERS = 3_000;

    // Line 1: 5 at 10.00; line 2: 2 at 25.00; 3.00 of shipping that goes back with the last unit; paid but for `due`.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # usual | own of 2 | due  | steps             | withheld by each step
            10%     | 20%      | 0    | 1:5 2:2           | 500+1000; shipping by their shares: 515+1030
            10%     | 20%      | 0    | 1:5, 2:2          | 500, 15+1030
            10%     | 20%      | 0    | 2:2, 1:5          | 1000, 515+30
            10%     | none     | 0    | 2:1, 2:1          | 0, 0
            10%     | none     | 0    | 2:2, 1:5          | 0, 515
            none    | 20%      | 0    | 1:5, 2:2          | 0, 1030
            none    | 700      | 0    | 2:1, 1:5, 2:1     | 700, 0, 0
            none    | 9900     | 0    | 2:1, 1:5, 2:1     | 2500, 0, 2650
            300     | 700      | 0    | 1:1, 2:1, 1:4 2:1 | 300, 700, 0+0
            300     | 300      | 0    | 1:1, 2:1, 1:4 2:1 | 300, 0, 0
            10%     | 10%      | 0    | 1:5, 2:2          | 500, 530
            none    | 20%      | 5000 | 1:5, 2:2          | 0, 530
            none    | 20%      | 5000 | 2:2, 1:5          | 0, 530
            none    | 20%      | 5000 | 1:5 2:2           | 530
            """)
    void eachFeeIsCountedFromItsOwnGoods(String usual, String own, long due, String steps, String withheld) {
        var book = new Book(order(due));
        var terms = terms("with_last_unit", usual, Map.of("2", fee(own)));
        var said = List.of(steps.split(", ")).stream()
                .map(step -> fees(book.giveBack(units(step), terms)))
                .collect(Collectors.joining(", "));
        assertThat(said).isEqualTo(withheld.replaceAll("^.*: ", ""));
    }

    @Test
    void theArithmeticOfEachFeeIsTold() {
        var book = new Book(order(0));
        var terms = terms("never", "10%", Map.of("2", fee("20%")));
        var first = book.giveBack(Map.of("1", 1, "2", 1), terms);
        assertThat(first.withheld().stream().filter(w -> w.rule().startsWith("cancellation_fee")))
                .containsExactly(
                        new Withheld("cancellation_fee", 100, 1000, 1000, 0, 0),
                        new Withheld("cancellation_fee", 500, 2500, 2000, 0, 0));
        var second = book.giveBack(Map.of("2", 1), terms);
        assertThat(second.withheld().getLast()).isEqualTo(new Withheld("cancellation_fee", 500, 5000, 2000, 0, 500));
        assertThat(first.plus(second).withheld().stream().filter(w -> w.rule().startsWith("cancellation_fee")))
                .containsExactly(
                        new Withheld("cancellation_fee", 100, 1000, 1000, 0, 0),
                        new Withheld("cancellation_fee", 1000, 5000, 2000, 0, 0));
        assertThat(book.bill.feeParts())
                .isEqualTo(Map.of("1000 bp", new FeePart(1000, 100), "2000 bp", new FeePart(5000, 1000)));
    }

    @Test
    void goodsThatComeWithAnotherFeeLaterTakeNothingFromWhatWasCountedBefore() {
        var book = new Book(order(0));
        assertThat(fees(book.giveBack(Map.of("1", 2), terms("never", "10%", Map.of()))))
                .isEqualTo("200");
        assertThat(fees(book.giveBack(Map.of("1", 1, "2", 1), terms("never", "10%", Map.of("2", fee("20%"))))))
                .isEqualTo("100+500");
        assertThat(book.bill.fee()).isEqualTo(800);
        assertThat(book.bill.feeBase()).isEqualTo(5500);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {401, 402})
    void stepsAndTheirOrderDoNotMatterAndNothingIsWithheldTwice(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var order = TestOrders.random(random);
            var terms = terms(random, order);
            var target = new Book(order).some(random);
            var which = seed + "/" + i + " " + terms;
            var atOnce = new Book(order);
            atOnce.giveBack(target, terms);
            var one = inSteps(order, target, terms, random);
            var other = inSteps(order, target, terms, random);
            holds(atOnce, which);
            holds(one, which);
            assertThat(one.bill.fee()).as(which).isLessThanOrEqualTo(atOnce.bill.fee());
            assertThat(one.bill).as(which).isEqualTo(other.bill).isEqualTo(atOnce.bill);
            assertThat(one.payments).as(which).isEqualTo(other.payments).isEqualTo(atOnce.payments);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {501})
    void whereAllBearTheSameItIsAsIfTheyBoreItTogether(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var order = TestOrders.random(random);
            var terms = terms(random, order);
            var usual = terms.fee() == null ? RefundTerms.Fee.NONE : terms.fee();
            var own = new HashMap<String, RefundTerms.Fee>();
            order.lines().forEach(line -> own.put(line.line(), usual));
            var same = with(terms, own);
            var alone = with(terms, Map.of());
            var target = new Book(order).some(random);
            var one = inSteps(order, target, same, random);
            var other = inSteps(order, target, alone, random);
            assertThat(one.bill.fee()).as("%s/%s", seed, i).isEqualTo(other.bill.fee());
            assertThat(one.bill.kept()).isEqualTo(other.bill.kept());
            assertThat(one.payments).isEqualTo(other.payments);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {601})
    void whatTheStoreOrTheLawTakesBackBearsNothingAndIsNotCounted(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ORDERS; i++) {
            var order = TestOrders.random(random);
            var terms = terms(random, order);
            var free = with(new RefundTerms(terms.shipping(), terms.fees(), List.of(), null, false), Map.of());
            var book = new Book(order);
            while (book.left() > 0) {
                boolean byStore = random.nextBoolean();
                long before = book.bill.fee();
                var money = book.giveBack(book.some(random), byStore ? free : terms);
                assertThat(book.bill.fee()).isGreaterThanOrEqualTo(before);
                if (byStore) {
                    assertThat(book.bill.fee()).isEqualTo(before);
                    assertThat(fees(money)).isEqualTo("0");
                }
                holds(book, seed + "/" + i);
            }
        }
    }

    /// Never more than goes back, and all that `verify` wants.
    private static void holds(Book book, String which) {
        var bill = book.bill;
        for (var money : book.given) {
            assertThat(money.back()).as(which).isNotNegative();
            assertThat(money.withheld()).as(which).allMatch(w -> 0 <= w.amount() && w.amount() <= w.of());
            assertThat(money.withheld().stream().mapToLong(Withheld::amount).sum())
                    .isEqualTo(money.kept());
            assertThat(money.notCharged() + money.refunded() + money.credited() + money.notDue() + money.kept())
                    .as(which)
                    .isEqualTo(money.total());
        }
        assertThat(bill.fee()).as(which).isBetween(0L, Math.min(bill.kept(), bill.feeBase()));
        if (!bill.feeParts().isEmpty()) {
            assertThat(bill.feeParts().values().stream()
                            .mapToLong(FeePart::withheld)
                            .sum())
                    .as(which)
                    .isEqualTo(bill.fee());
            assertThat(bill.feeParts().values().stream()
                            .mapToLong(FeePart::base)
                            .sum())
                    .as(which)
                    .isGreaterThanOrEqualTo(bill.feeBase());
        }
    }

    private static RefundTerms terms(Random random, Order order) {
        var own = new HashMap<String, RefundTerms.Fee>();
        for (var line : order.lines()) {
            if (random.nextBoolean()) {
                own.put(line.line(), random(random, order.currency()));
            }
        }
        return new RefundTerms(
                List.of("never", "always", "with_last_unit", "cheapest_standard")
                        .get(random.nextInt(4)),
                List.of("never", "always", "with_last_unit").get(random.nextInt(3)),
                List.of(),
                random.nextBoolean() ? null : random(random, order.currency()),
                random.nextBoolean(),
                own);
    }

    private static RefundTerms.Fee random(Random random, String currency) {
        return switch (random.nextInt(3)) {
            case 0 -> new RefundTerms.Fee(List.of(500, 1000, 2000, 10_000).get(random.nextInt(4)), Map.of());
            case 1 -> new RefundTerms.Fee(0, Map.of(currency, 1L + random.nextInt(3_000)));
            default -> RefundTerms.Fee.NONE;
        };
    }

    private static RefundTerms with(RefundTerms terms, Map<String, RefundTerms.Fee> own) {
        return new RefundTerms(
                terms.shipping(), terms.fees(), terms.tenderOrder(), terms.fee(), terms.asStoreCredit(), own);
    }

    private static Book inSteps(Order order, Map<String, Integer> target, RefundTerms terms, Random random) {
        var book = new Book(order);
        var rest = new LinkedHashMap<>(target);
        while (!rest.isEmpty()) {
            var line = List.copyOf(rest.keySet()).get(random.nextInt(rest.size()));
            int step = 1 + random.nextInt(rest.getOrDefault(line, 0));
            book.giveBack(Map.of(line, step), terms);
            rest.computeIfPresent(line, (l, left) -> left == step ? null : left - step);
        }
        return book;
    }

    private static Order order(long due) {
        var lines = List.of(TestOrders.line("1", 5, 1000, 0, 0), TestOrders.line("2", 2, 2500, 0, 0));
        var paid = List.of(new Tender("pay1", "card", "manual", 10_300 - due, true));
        return TestOrders.order("EUR", true, lines, 300, 0, 0, paid, due);
    }

    private static Map<String, Integer> units(String step) {
        var units = new LinkedHashMap<String, Integer>();
        for (var each : step.split(" ")) {
            units.put(each.split(":")[0], Integer.valueOf(each.split(":")[1]));
        }
        return units;
    }

    private static RefundTerms terms(String shipping, String usual, Map<String, RefundTerms.Fee> own) {
        return new RefundTerms(shipping, "always", List.of(), usual.equals("none") ? null : fee(usual), false, own);
    }

    private static RefundTerms.Fee fee(@Nullable String text) {
        if (text == null || text.equals("none")) {
            return RefundTerms.Fee.NONE;
        }
        return text.endsWith("%")
                ? new RefundTerms.Fee(Integer.parseInt(text.replace("%", "")) * 100, Map.of())
                : new RefundTerms.Fee(0, Map.of("EUR", Long.parseLong(text)));
    }

    private static String fees(MoneyBack money) {
        var fees = money.withheld().stream()
                .filter(w -> w.rule().startsWith("cancellation_fee"))
                .map(w -> String.valueOf(w.amount()))
                .collect(Collectors.joining("+"));
        return fees.isEmpty() ? "0" : fees;
    }
}
