package dev.countermand.payments.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.payments.OrderMoney.Movement;
import dev.countermand.payments.OrderMoney.PaymentMoney;
import dev.countermand.payments.OrderMoney.ProviderSays;
import dev.countermand.payments.reconcile.DifferenceRules.Window;
import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.ProviderMovement.Kind;
import dev.countermand.payments.spi.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What sums of captures and releases prove, and what they do not.
///
/// Our movements are written `captured 4000 @10`: so many hours before the end of the window, which is 72 hours
/// long. `late` was recorded after the provider had been asked, `by_snapshot` was told without a time.
class SumRulesTests {

    private static final Instant UNTIL = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant READ = UNTIL.plus(Duration.ofMinutes(15));
    private static final Window WINDOW = new Window(UNTIL.minus(Duration.ofHours(72)), UNTIL);
    private static final long AMOUNT = 4000;

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # ours                                        | captured released parts | difference
            captured 4000 @10                             | 4000 0 true             | -
            captured 4000 @10                             | 0 0 true                | captured 4000 0
            captured 4000 @10                             | 3000 1000 true          | captured 4000 3000
            captured 1000 @99; captured 3000 @10          | 4000 0 true             | -
            captured 1000 @99; captured 3000 @10          | 3000 0 true             | captured 4000 3000
            captured 4000 @-1                             | 0 0 true                | -
            captured 4000 @10 late                        | 0 0 true                | -
            captured 4000 @10 by_snapshot                 | 0 0 true                | captured 4000 0
            voided 4000 @10                               | 0 4000 true             | -
            voided 4000 @10                               | 0 0 true                | released 4000 0
            voided 1000 @10                               | 0 0 true                | released 1000 0
            voided 1000 @10                               | 0 0 false               | -
            voided 4000 @10                               | 0 0 false               | released 4000 0
            captured 3000 @10; voided 1000 @10            | 3000 1000 false         | -
            captured 3000 @10; voided 1000 @10            | 3000 0 true             | released 1000 0
            captured 3000 @10; voided 1000 @10            | 3000 0 false            | -
            voided 1000 @10 by_snapshot                   | 0 0 true                | -
            voided 1000 @10 of a; failed 1000 @9 of a     | 0 0 true                | -
            voided 1000 @10 of a; failed 1000 @9 of b     | 0 0 true                | released 1000 0
            voided 1000 @10 of a; failed 400 @9 of a      | 0 0 true                | released 600 0
            """)
    void whenTheProviderWasAsked(String ours, String theirs, String difference) {
        var standing = theirs.split(" ");
        long captured = Long.parseLong(standing[0]);
        long released = Long.parseLong(standing[1]);
        var asked = new Witness.Asked(standing(captured, released), READ, Boolean.parseBoolean(standing[2]));
        assertThat(said(payment(ours), List.of(), asked)).isEqualTo(difference == null ? "" : difference);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # ours                                | file tells         | its kinds         | difference
            captured 4000 @10                     | captured 4000      | captured          | -
            captured 4000 @10                     | captured 3000      | captured          | captured 4000 3000
            captured 4000 @10                     | -                  | captured          | captured 4000 0
            captured 4000 @10                     | -                  | refunded          | -
            captured 4000 @99                     | -                  | captured          | -
            captured 4000 @-1                     | -                  | captured          | -
            captured 4000 @10 by_snapshot         | -                  | captured          | -
            voided 1000 @10                       | -                  | captured refunded | -
            voided 1000 @10                       | -                  | released          | released 1000 0
            captured 2000 @10; captured 2000 @9   | captured 4000      | captured          | -
            """)
    void whenAFileTellsEverythingOfSomeKinds(String ours, String file, String kinds, String difference) {
        var told = Arrays.stream(kinds.split(" ")).map(SumRulesTests::kind).collect(Collectors.toSet());
        var lines = file == null
                ? List.<ProviderMovement>of()
                : List.of(line(kind(file.split(" ")[0]), Long.parseLong(file.split(" ")[1])));
        assertThat(said(payment(ours), lines, new Witness.Complete(told)))
                .isEqualTo(difference == null ? "" : difference);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            captured 4000 @10              | -             | true
            captured 4000 @10              | captured 4000 | false
            captured 4000 @10              | captured 3999 | true
            captured 4000 @99              | -             | false
            captured 4000 @-1              | -             | false
            voided 1000 @10                | -             | true
            voided 1000 @10                | released 1000 | false
            voided 1000 @10 by_snapshot    | -             | false
            """)
    void theProviderIsAskedOnlyWhenHisListDoesNotTellAll(String ours, String list, boolean asked) {
        var lines = list == null
                ? List.<ProviderMovement>of()
                : List.of(line(kind(list.split(" ")[0]), Long.parseLong(list.split(" ")[1])));
        assertThat(SumRules.isToBeAsked(payment(ours), lines, WINDOW)).isEqualTo(asked);
    }

    @Test
    void withoutAWitnessNothingIsMissingThere() {
        assertThat(said(payment("captured 4000 @10; voided 100 @9"), List.of(), new Witness.Silent()))
                .isEmpty();
    }

    @Test
    void moreThereThanHereNeedsNoWitness() {
        var lines = List.of(line(Kind.CAPTURED, 3000), line(Kind.RELEASED, 1000));
        assertThat(said(payment("captured 2000 @10"), lines, new Witness.Silent()))
                .isEqualTo("captured 2000 3000, released 0 1000");
    }

    /// Both sides tell the same history, each in its own parts and each as much of it as it may; then one of ours
    /// is made up.
    @Test
    void honestSidesNeverDifferAndAMadeUpMovementAlwaysShows() {
        int madeUp = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            long captured = random.nextLong(AMOUNT);
            long released = random.nextLong(AMOUNT - captured);
            var movements = new ArrayList<Movement>();
            tell(random, movements, "captured", captured);
            tell(random, movements, "voided", released);
            var asked = new Witness.Asked(standing(captured, released), READ, true);
            var listed =
                    random.nextBoolean() ? List.of(line(Kind.CAPTURED, random.nextLong(captured + 1) + 1)) : lines();
            var honest = said(payment(movements), some(listed, captured), asked);
            assertThat(honest).as("seed %d", seed).isEmpty();

            long extra = 1 + random.nextLong(AMOUNT - captured - released);
            boolean capture = random.nextBoolean();
            movements.add(movement(movements.size(), capture ? "captured" : "voided", extra, ago(random, 72), READ));
            boolean known = movements.getLast().at().isBefore(UNTIL);
            long said = movements.stream()
                    .filter(m -> m.at().isBefore(UNTIL))
                    .filter(m -> m.type().equals(capture ? "captured" : "voided"))
                    .mapToLong(Movement::amount)
                    .sum();
            long there = capture ? captured : released;
            var expected =
                    known && said > there ? "%s %d %d".formatted(capture ? "captured" : "released", said, there) : "";
            assertThat(said(payment(movements), List.of(), asked))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            madeUp += expected.isEmpty() ? 0 : 1;
        }
        assertThat(madeUp).isGreaterThan(5_000);
    }

    private static List<ProviderMovement> lines() {
        return List.of();
    }

    /// A list never tells more than there is.
    private static List<ProviderMovement> some(List<ProviderMovement> lines, long captured) {
        return lines.stream().filter(line -> line.amount() <= captured).toList();
    }

    private static void tell(Random random, List<Movement> into, String type, long amount) {
        long left = amount;
        while (left > 0) {
            long part = 1 + random.nextLong(left);
            into.add(movement(into.size(), type, part, ago(random, 200), UNTIL));
            left -= part;
        }
    }

    private static Instant ago(Random random, int hours) {
        return UNTIL.minus(Duration.ofMinutes(random.nextLong(hours * 60L) - 10));
    }

    /// What is found, as `captured OURS THEIRS`.
    private static String said(PaymentMoney payment, List<ProviderMovement> lines, Witness witness) {
        return SumRules.compare("EUR", payment, lines, WINDOW, witness).stream()
                .map(each -> each.about() + " " + each.ours() + " " + each.theirs())
                .collect(Collectors.joining(", "));
    }

    private static Kind kind(String word) {
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static ProviderMovement line(Kind kind, long amount) {
        return new ProviderMovement("x_1", "pi_1", null, kind, false, amount, "EUR", UNTIL.minusSeconds(60));
    }

    private static Standing standing(long captured, long released) {
        return new Standing(AMOUNT, captured, released, false, null, null, List.of(), List.of());
    }

    private static PaymentMoney payment(String ours) {
        var movements = new ArrayList<Movement>();
        for (var each : ours.split("; ")) {
            var words = List.of(each.split(" "));
            var at = UNTIL.minus(Duration.ofHours(Integer.parseInt(words.get(2).substring(1))));
            var late = words.contains("late") ? READ.plusSeconds(1) : at;
            var told = movement(movements.size(), words.get(0), Long.parseLong(words.get(1)), at, late);
            var reference = words.contains("of") ? words.getLast() : null;
            var origin = words.contains("by_snapshot") ? "snapshot" : "report";
            movements.add(new Movement(
                    told.seq(), told.type(), told.amount(), null, reference, null, origin, at, late, "test"));
        }
        return payment(movements);
    }

    private static Movement movement(int seq, String type, long amount, Instant at, Instant recordedAt) {
        return new Movement(seq, type, amount, null, null, null, "report", at, recordedAt, "test");
    }

    private static PaymentMoney payment(List<Movement> movements) {
        var taken = movements.stream().map(Movement::at).min(Comparator.naturalOrder());
        return new PaymentMoney(
                "pay_1",
                "pi_1",
                "card",
                "stripe",
                AMOUNT,
                sum(movements, "captured"),
                sum(movements, "voided"),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                new ProviderSays(null, null, taken.orElse(null), null, false, null, null),
                List.of(),
                List.of(),
                movements);
    }

    private static long sum(List<Movement> movements, String type) {
        return movements.stream()
                .filter(m -> m.type().equals(type))
                .mapToLong(Movement::amount)
                .sum();
    }
}
