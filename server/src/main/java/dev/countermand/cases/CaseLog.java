package dev.countermand.cases;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/// The append-only record of every order, and the outbox of the house: what is told outside follows from
/// it.
@Component
public class CaseLog {

    private static final Logger LOG = LoggerFactory.getLogger(CaseLog.class);

    /// Says that a fact had personal fields whose key was gone before it was written.
    private static final byte[] ERASED_BEFORE = {};

    /// A stretch of the event feed.
    ///
    /// @param next pass this as `after` to go on; equal to the given one when nothing is new
    /// @param more whether more events were there already
    public record Page(List<Entry> events, long next, boolean more) {}

    /// A fact about an order, as many are told at once.
    ///
    /// @param at when it happened: the past, for what another system's records tell
    public record News(OrderRef order, Actor actor, Fact fact, Instant at) {}

    private final CaseStore store;
    private final BulkLog bulk;
    private final Clock clock;

    CaseLog(CaseStore store, BulkLog bulk, Clock clock) {
        this.store = store;
        this.bulk = bulk;
        this.clock = clock;
    }

    /// Opens the log of a new order: its key for personal fields and the head of its hash chain. Once
    /// per order, inside the transaction that takes the order. Fails with `DuplicateKeyException` for an
    /// order that has one.
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(OrderRef order) {
        store.open(order, HashChain.genesis(order), PersonalSeal.newKey());
    }

    /// Appends a fact, inside the caller's transaction and under the order's lock. Fails with
    /// `IllegalStateException` for an order whose log was never opened.
    ///
    /// @return its number within the order
    @Transactional(propagation = Propagation.MANDATORY)
    public long record(OrderRef order, Actor actor, Fact fact) {
        var head = store.lock(order.id())
                .orElseThrow(() -> new IllegalStateException("no case log was opened for " + order.id()));
        long seq = head.seq() + 1;
        var body = FactBody.of(fact);
        var row = new FactRow(
                        0,
                        head.order(),
                        seq,
                        fact.kind(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        actor.kind().name().toLowerCase(Locale.ROOT),
                        actor.name(),
                        actor.channel().name().toLowerCase(Locale.ROOT),
                        body.common(),
                        sealed(head, seq, body.personal()),
                        head.hash(),
                        head.hash())
                .hashed();
        if (!store.append(row)) {
            throw new IllegalStateException("the case log of " + order.id() + " moved under its lock");
        }
        return seq;
    }

    /// Opens the logs of many new orders with their first facts, each order's in the given order. Inside
    /// the caller's transaction, with few statements however many they are. Fails as `open` does.
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(List<News> news) {
        bulk.open(news, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /// Appends many facts, each order's in the given order, inside the caller's transaction and under the
    /// orders' locks. Fails as `record` does.
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(List<News> news) {
        bulk.record(news, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    static byte @Nullable [] sealed(CaseStore.Head head, long seq, @Nullable String personal) {
        if (personal == null) {
            return null;
        }
        return head.key() == null
                ? ERASED_BEFORE
                : PersonalSeal.seal(head.key(), head.order().id(), seq, personal);
    }

    /// Which order a seller's number names; empty for one without a log.
    public Optional<OrderRef> find(SellerId seller, String number) {
        return store.find(Ids.part(seller, number), seller, number);
    }

    /// The number of the last fact of an order; 0 for one of which nothing is known.
    public long last(OrderId order) {
        return store.head(order).map(CaseStore.Head::seq).orElse(0L);
    }

    /// What happened to an order, oldest first.
    ///
    /// @param after only entries with a greater number
    /// @param limit at most so many, 1 to 1000
    public List<Entry> timeline(OrderId order, long after, int limit) {
        return store.timeline(order, after, limit).stream().map(CaseLog::entry).toList();
    }

    /// What happened to an order of one kind, newest first.
    ///
    /// @param limit at most so many, 1 to 1000
    public List<Entry> latest(OrderId order, String kind, int limit) {
        return store.latest(order, kind, limit).stream().map(CaseLog::entry).toList();
    }

    /// How often something of a kind happened to an order.
    public int count(OrderId order, String kind) {
        return store.count(order, kind);
    }

    /// The event feed after a cursor: gapless, and ordered per order.
    ///
    /// @param seller only this seller's events, or null for all
    /// @param limit at most so many, 1 to 1000
    public Page events(@Nullable SellerId seller, long after, int limit) {
        var found = seller == null ? store.events(after, limit + 1) : store.eventsOf(seller, after, limit + 1);
        var events = found.stream().limit(limit).map(CaseLog::entry).toList();
        long next = events.isEmpty() ? after : events.getLast().cursor();
        return new Page(events, next, found.size() > limit);
    }

    /// How far the event feed goes now: the cursor of its last event, 0 while it is empty.
    public long end() {
        return store.end();
    }

    /// What a fact says apart from the person: the same before and after the person was erased. Fails with
    /// `NoSuchElementException` for a fact that is not there.
    public JsonNode withoutPerson(OrderId order, long seq) {
        var fact = store.timeline(order, seq - 1, 1).getFirst().fact();
        return new FactBody(fact.body(), null).merged();
    }

    /// Checks an order's chain against everything that is stored of it: each fact's hash, their numbers,
    /// the personal fields as far as their key is still there, and the head; in a transaction of its
    /// own. Fails with NOT_FOUND for an order without a log.
    ///
    /// @return the first number at which the log is not as it was written, a missing one included; empty
    ///     when all is well
    @Transactional(propagation = Propagation.REQUIRES_NEW, isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public OptionalLong verify(OrderId order) {
        return new ChainCheck(store).firstBroken(order);
    }

    /// Erases the person from an order's log, inside the caller's transaction: destroys the key of the
    /// personal fields. The facts stay as they are, and so does their chain; entries say `"erased":
    /// true` from now on.
    ///
    /// @return false when that was done before
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean erase(OrderRef order) {
        return store.erase(order.id());
    }

    /// Seals what another module keeps about the person with the order's key: erasing the order's person
    /// erases it, too. Empty once that is done.
    ///
    /// @param place what it is, unlike any other of the order: sealed bytes open nowhere else
    public Optional<byte[]> seal(OrderId order, String place, String plain) {
        var head = store.head(order);
        byte[] key = head.isEmpty() ? null : head.get().key();
        return key == null ? Optional.empty() : Optional.of(PersonalSeal.seal(key, order, place, plain));
    }

    /// Something about a person that another module keeps.
    ///
    /// @param place what it is, as for a single one
    public record Plain(OrderId order, String place, String text) {}

    /// Seals many, as the single one does, with one statement.
    ///
    /// @return in the given order; empty for those whose person was erased
    public List<Optional<byte[]>> seal(List<Plain> all) {
        var keys = bulk.keys(all.stream().map(Plain::order).distinct().toList());
        return all.stream()
                .map(plain -> Optional.ofNullable(keys.get(plain.order()))
                        .map(key -> PersonalSeal.seal(key, plain.order(), plain.place(), plain.text())))
                .toList();
    }

    /// Opens what [#seal] sealed for this place; empty once the person was erased.
    public Optional<String> unseal(OrderId order, String place, byte[] sealed) {
        var head = store.head(order);
        byte[] key = head.isEmpty() ? null : head.get().key();
        return key == null ? Optional.empty() : PersonalSeal.open(key, order, place, sealed);
    }

    static Entry entry(CaseStore.Kept kept) {
        var fact = kept.fact();
        return new Entry(
                fact.cursor(),
                fact.order(),
                fact.seq(),
                fact.kind(),
                fact.at(),
                fact.actorKind(),
                fact.actorName(),
                fact.channel(),
                body(kept));
    }

    private static JsonNode body(CaseStore.Kept kept) {
        var fact = kept.fact();
        if (fact.personal() == null) {
            return new FactBody(fact.body(), null).merged();
        }
        if (kept.key() == null || fact.personal().length == 0) {
            return FactBody.erased(fact.body());
        }
        var plain = PersonalSeal.open(kept.key(), fact.order().id(), fact.seq(), fact.personal());
        if (plain.isEmpty()) {
            // Readers and followers of the feed go on; `verify` is what reports the damage.
            LOG.error(
                    "The personal fields of {} entry {} do not fit their key",
                    fact.order().id(),
                    fact.seq());
            return FactBody.erased(fact.body());
        }
        return new FactBody(fact.body(), plain.get()).merged();
    }
}
