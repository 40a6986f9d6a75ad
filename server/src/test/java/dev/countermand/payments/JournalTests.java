package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import dev.countermand.accounts.Keys;
import dev.countermand.cases.Listing;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.payments.journal.Account;
import dev.countermand.payments.journal.Booking;
import dev.countermand.payments.journal.Journal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// The journal balances, for every order and in all, whatever happened to it.
class JournalTests extends Shop {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Journal journal;

    @Autowired
    Keys keys;

    private List<Booking> bookings(Order order) throws IOException {
        Listing.tick(context);
        var found = new ArrayList<Booking>();
        journal.read(new Journal.Wanted(SELLER, null, null, 0), booking -> {
            if (booking.order().equals(order.ref().number())) {
                found.add(booking);
            }
        });
        return found;
    }

    private Map<Account, Long> balances(Order order) throws IOException {
        var balances = new EnumMap<Account, Long>(Account.class);
        bookings(order).forEach(booking -> balances.merge(booking.account(), booking.amount(), Long::sum));
        balances.values().removeIf(balance -> balance == 0);
        return balances;
    }

    @Test
    void anOrderTellsItsWholeStoryInDebitsAndCredits() throws IOException {
        var order = take("[" + card(4000, true) + "]");
        assertThat(balances(order)).isEqualTo(Map.of(Account.PROVIDER, 4000L, Account.ORDER, -4000L));
        cancel(order, 1);
        assertThat(balances(order))
                .as("the customer is owed what was taken back, until it has moved")
                .isEqualTo(Map.of(Account.PROVIDER, 4000L, Account.ORDER, -3000L, Account.CUSTOMER, -1000L));
        worker.tick();
        report(order, PaymentEvent.Type.REFUNDED, 1000L, effect(order, 0).id());
        assertThat(balances(order)).isEqualTo(Map.of(Account.PROVIDER, 3000L, Account.ORDER, -3000L));
        report(order, PaymentEvent.Type.FAILED, 1000L, effect(order, 0).id());
        assertThat(balances(order))
                .as("it came back, so he is owed it again")
                .containsEntry(Account.CUSTOMER, -1000L)
                .containsEntry(Account.PROVIDER, 4000L);
    }

    @Test
    void storeCreditAndWhatIsWithheldHaveAccountsOfTheirOwn() throws IOException {
        var order = take("[" + card(4000, true) + "]");
        var fee = new RefundTerms.Fee(1000, Map.of());
        cancel(order, Map.of("1", 2), new RefundTerms("always", "always", List.of(), fee, true));
        worker.tick();
        report(order, PaymentEvent.Type.REFUNDED, 1800L, effect(order, 0).id());
        var standing = Map.of(Account.PROVIDER, 4000L, Account.ORDER, -2000L, Account.KEPT, -200L);
        assertThat(balances(order)).containsAllEntriesOf(standing).containsEntry(Account.STORE_CREDIT, -1800L);
        report(order, PaymentEvent.Type.FAILED, 1800L, effect(order, 0).id());
        assertThat(balances(order)).containsAllEntriesOf(standing).containsEntry(Account.CUSTOMER, -1800L);
    }

    @Test
    void whateverHappensEveryEntryBalancesAndTheAccountsAreTheCounters() throws IOException {
        var random = new Random(20261122);
        for (int round = 0; round < 12; round++) {
            var order = take("[" + card(4000, random.nextBoolean()) + "]");
            for (int step = 0; step < 4 && money(order).remaining() > 0; step++) {
                cancel(order, 1);
                worker.tick();
                happen(order, random);
            }
            balanced(order);
        }
    }

    private void happen(Order order, Random random) {
        var waiting = payment(order).effects().stream()
                .filter(effect -> effect.state().equals("sent"))
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        var effect = waiting.get(random.nextInt(waiting.size()));
        var moved = effect.kind().equals("void") ? PaymentEvent.Type.VOIDED : PaymentEvent.Type.REFUNDED;
        switch (random.nextInt(4)) {
            case 0 -> report(order, moved, effect.amount(), effect.id());
            case 1 -> report(order, PaymentEvent.Type.FAILED, null, effect.id());
            case 2 -> {
                report(order, moved, effect.amount(), effect.id());
                report(order, PaymentEvent.Type.FAILED, effect.amount(), effect.id());
            }
            default -> {
                long held = payment(order).authorized()
                        - payment(order).captured()
                        - payment(order).voided();
                if (held > 0) {
                    report(order, PaymentEvent.Type.CAPTURED, held, null);
                }
            }
        }
    }

    private void balanced(Order order) throws IOException {
        var entries = new HashMap<String, Long>();
        bookings(order).forEach(booking -> entries.merge(booking.entry(), booking.amount(), Long::sum));
        assertThat(entries)
                .isNotEmpty()
                .allSatisfy((entry, sum) -> assertThat(sum).as(entry).isZero());
        var balances = balances(order);
        var money = money(order);
        var payment = payment(order);
        assertThat(balances.getOrDefault(Account.PROVIDER, 0L)).isEqualTo(payment.captured() - payment.refunded());
        assertThat(balances.getOrDefault(Account.HELD, 0L))
                .isEqualTo(payment.authorized() - payment.captured() - payment.voided());
        assertThat(balances.getOrDefault(Account.ORDER, 0L) + balances.getOrDefault(Account.KEPT, 0L))
                .isEqualTo(-money.remaining());
    }

    @Test
    void theApiStreamsJsonAndCsvThatBalance() throws IOException {
        var order = take("=1+1 " + UUID.randomUUID(), 4, "[" + card(4000, true) + "]", 0);
        report(order, PaymentEvent.Type.REFUNDED, 500L, "@SUM(A1)");
        Listing.tick(context);
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        var json = operator.get("/v1/journal?seller=" + SELLER).json();
        long balance = 0;
        for (var booking : json.path("bookings")) {
            balance += booking.path("debit").asLong() - booking.path("credit").asLong();
        }
        assertThat(balance).isZero();
        assertThat(json.at("/sums/EUR/debit").asLong())
                .isPositive()
                .isEqualTo(json.at("/sums/EUR/credit").asLong());
        assertThat(json.path("count").asInt()).isEqualTo(json.path("bookings").size());
        assertThat(operator.get("/v1/journal?seller=" + SELLER + "&after="
                                + json.path("next").asLong())
                        .json()
                        .path("bookings")
                        .size())
                .isZero();
        var csv = operator.get("/v1/journal?format=csv&seller=" + SELLER);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text().lines().filter(line -> line.contains("=1+1")))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).contains(",\"'=1+1 "));
        assertThat(csv.text()).contains(",provider,0.00,5.00,EUR,", "\"'@SUM(A1)\"");
    }

    @Test
    void aPeriodCostsWhatWasRecordedInIt() throws IOException {
        take("[" + card(4000, true) + "]");
        clock.advance(Duration.ofDays(40));
        var from = clock.instant();
        var order = take("[" + card(4000, true) + "]");
        clock.advance(Duration.ofDays(1));
        var to = clock.instant();
        take("[" + card(4000, true) + "]");
        Listing.tick(context);
        var bookings = new ArrayList<Booking>();
        var read = journal.read(new Journal.Wanted(null, from, to, 0), bookings::add);
        assertThat(bookings).extracting(Booking::order).containsOnly(order.ref().number());
        assertThat(read.facts()).as("facts that were looked at").isLessThan(10);
        var after = journal.read(new Journal.Wanted(null, to, null, read.next()), bookings::add);
        assertThat(after.bookings()).isPositive();
        assertThat(after.facts()).isPositive().isLessThan(10);
    }

    @Test
    void aPeriodIsASideOfTimeAndNobodyReadsAnothersJournal() {
        take("[" + card(4000, true) + "]");
        Listing.tick(context);
        var operator = Http.at(port).as(AppTest.OPERATOR_KEY);
        var after = clock.instant().plusSeconds(1);
        assertThat(operator.get("/v1/journal?seller=" + SELLER + "&from=" + after)
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(operator.get("/v1/journal?seller=" + SELLER + "&to=" + after)
                        .json()
                        .path("count")
                        .asInt())
                .isPositive();
        assertThat(operator.get("/v1/journal?from=2026-11-20&to=2026-11-19").status())
                .isEqualTo(422);
        assertThat(operator.get("/v1/journal?from=yesterday&format=xls").status())
                .isEqualTo(422);
        var admin = new Actor(Actor.Kind.OPERATOR, "test", Set.of(), null, Actor.Channel.API);
        var other = keys.create(admin, new SellerId("other-books"), Keys.Role.SELLER, "theirs")
                .key();
        assertThat(Http.at(port).as(other).get("/v1/journal?seller=" + SELLER).status())
                .isEqualTo(404);
        assertThat(Http.at(port)
                        .as(other)
                        .get("/v1/journal")
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        var warehouse = keys.create(admin, SELLER, Keys.Role.WAREHOUSE, "packs").key();
        assertThat(Http.at(port).as(warehouse).get("/v1/journal").status()).isEqualTo(403);
        assertThat(Http.at(port).get("/v1/journal").status()).isEqualTo(401);
    }
}
