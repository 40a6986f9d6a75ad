package dev.countermand.cases;

import com.zaxxer.hikari.HikariDataSource;
import dev.countermand.Database;
import dev.countermand.MutableClock;
import dev.countermand.cases.spi.FactListener;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.RightOfWay;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The module on a database of its own, without Spring around it.
final class CaseHouse implements AutoCloseable {

    static final SellerId KORS = new SellerId("kors");
    static final Actor SHOP = new Actor(Actor.Kind.SELLER, "kors shop", Set.of(KORS), null, Actor.Channel.API);

    /// A fact without a word about a person.
    record Moved(String line, int quantity) implements Fact {
        @Override
        public String kind() {
            return "unit.moved";
        }
    }

    /// A fact that speaks of a person.
    record Told(
            String about,
            @Personal Recipient recipient,
            @Personal @Nullable String note) implements Fact {
        @Override
        public String kind() {
            return "message.told";
        }
    }

    private final HikariDataSource pool = new HikariDataSource();
    private final AtomicInteger numbers = new AtomicInteger();

    final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:15:00.123456789Z"));
    final JdbcClient jdbc;
    final JdbcTransactionManager transactions;
    final CaseStore store;
    final FeedStore feed;
    final CaseLog log;
    final CaseQueue queue;

    CaseHouse() {
        var database = Database.fresh();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(24);
        pool.setMinimumIdle(1);
        jdbc = JdbcClient.create(pool);
        transactions = new JdbcTransactionManager(pool);
        store = new CaseStore(jdbc);
        feed = new FeedStore(jdbc);
        log = new CaseLog(store, new BulkLog(new BulkCaseStore(jdbc, new JdbcTemplate(pool))), clock);
        queue = new CaseQueue(new QueueStore(jdbc));
    }

    SequencerWorker sequencer() {
        return new SequencerWorker(feed, transactions, clock);
    }

    ListenerWorker listeners(FactListener... listeners) {
        return new ListenerWorker(List.of(listeners), feed, log, queue, new RightOfWay(), transactions, clock);
    }

    <T> T inTransaction(Supplier<T> work) {
        return java.util.Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> work.get()));
    }

    void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }

    /// A new order with an open log.
    OrderRef order() {
        return order(KORS);
    }

    OrderRef order(SellerId seller) {
        var number = "W" + numbers.incrementAndGet();
        int part = Ids.part(seller, number);
        var order = new OrderRef(new OrderId(Ids.mint(part, clock.instant())), seller, number);
        inTransaction(() -> log.open(order));
        return order;
    }

    /// A new order with so many facts, every second one personal.
    OrderRef orderWith(int facts) {
        var order = order();
        for (int i = 1; i <= facts; i++) {
            record(order, i % 2 == 0 ? told("fact " + i) : new Moved("line " + i, i));
        }
        return order;
    }

    long record(OrderRef order, Fact fact) {
        return inTransaction(() -> log.record(order, SHOP, fact));
    }

    static Told told(String about) {
        return new Told(about, new Recipient("Ada Example", "ada@example.org", null, "en-GB"), "please hurry");
    }

    @Override
    public void close() {
        pool.close();
    }
}
