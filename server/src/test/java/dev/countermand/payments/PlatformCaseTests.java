package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.orders.Order.Tender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Medusa, Solidus and Sylius expect about money, and what it is here (see
/// `platform-cases/SOURCE.md`).
class PlatformCaseTests {

    /// Cases about money; the others are about goods, returns and fulfilment.
    private static final Set<String> ABOUT_MONEY = Set.of(
            "medusa-7",
            "medusa-8",
            "medusa-9",
            "medusa-10",
            "medusa-11",
            "medusa-12",
            "medusa-13",
            "medusa-14",
            "medusa-15",
            "solidus-5",
            "sylius-1",
            "sylius-3");

    private static final Map<String, String> CASES = cases();

    // A payment is "amount captured voided refunded". What is awaited elsewhere is due here: a payment is
    // listed when its money is at least held.
    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # case    | payments                                | due | here            | there
            medusa-7  | none                                    | 20  | unpaid          | not_paid
            medusa-8  | none                                    | 20  | unpaid          | awaiting
            medusa-9  | 10 10 0 10, 10 10 0 0, 10 0 10 0, 10 0 0 0 | 10 | partly_refunded | requires_action
            medusa-10 | 10 0 0 0, 10 0 0 0, 10 0 10 0           | 0   | held            | authorized
            medusa-11 | 10 0 0 0, 10 0 10 0                     | 10  | partly_held     | partially_authorized
            medusa-12 | 10 10 0 10, 10 10 0 5, 10 0 10 0        | 0   | partly_refunded | partially_refunded
            medusa-13 | 10 10 0 0, 12 12 0 0, 10 0 10 0         | 0   | paid            | captured
            medusa-14 | 10 10 0 0, 10 5 0 0                     | 0   | partly_paid     | partially_captured
            medusa-15 | 10 0 10 0, 10 0 10 0                    | 0   | released        | canceled
            sylius-1  | 10 0 10 0                               | 0   | released        | payment Cancelled
            sylius-3  | 10 10 0 10, 10 10 0 10                  | 0   | refunded        | order payment state is refunded
            """)
    void thePaymentsOfAnOrderInOneWord(String name, @Nullable String payments, long due, String here, String there) {
        assertThat(CASES.get(name)).contains(there);
        assertThat(status(payments, due).word()).isEqualTo(here);
    }

    @Test
    void sylius1AnUnpaidOrderIsCanceledAndStillHasExactlyItsOnePayment() {
        var tender = new Tender("pay1", "bank_transfer", "manual", 1000, false);
        var order = TestOrders.order(
                "EUR", true, List.of(TestOrders.line("1", 1, 1000, 0, 0)), 0, 0, 0, List.of(tender), 0);
        var book = new Book(order);
        assertThat(book.giveBack(Map.of("1", 1), new RefundTerms("with_last_unit")))
                .returns(1000L, MoneyBack::notCharged)
                .returns(0L, MoneyBack::remaining);
        assertThat(book.payments).hasSize(1);
    }

    @Test
    void solidus5UnitsThatCannotBeHadAreTakenOffTheTotalWithTheirShares() {
        var order = TestOrders.order(true, List.of(TestOrders.line("1", 3, 1000, 300, 0)), 500, 0, 270);
        var book = new Book(order);
        assertThat(book.giveBack(Map.of("1", 2), new RefundTerms("with_last_unit")))
                .returns(1620L, MoneyBack::total)
                .returns(1310L, MoneyBack::remaining);
        assertThat(CASES.get("solidus-5")).contains("totals adjusted");
    }

    @Test
    void everyCaseAboutMoneyHasATable() {
        assertThat(CASES.keySet()).containsAll(ABOUT_MONEY).hasSize(31);
        var aggregated = CASES.entrySet().stream()
                .filter(c -> c.getValue().contains("aggregate"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ABOUT_MONEY).containsAll(aggregated);
    }

    private static MoneyStatus status(@Nullable String payments, long due) {
        var sums = new long[4];
        for (var payment : payments == null ? new String[0] : payments.split(", ")) {
            var figures = payment.strip().split(" ");
            for (int i = 0; i < sums.length; i++) {
                sums[i] += Long.parseLong(figures[i]);
            }
        }
        return MoneyStatus.of(due + sums[0], due, sums[0] - sums[1] - sums[2], sums[1], sums[3]);
    }

    private static Map<String, String> cases() {
        try (var in = PlatformCaseTests.class.getResourceAsStream("/platform-cases/cases.tsv")) {
            var text = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .skip(1)
                    .collect(Collectors.toMap(line -> line.substring(0, line.indexOf('\t')), l -> l));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
