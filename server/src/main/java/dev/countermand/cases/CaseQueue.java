package dev.countermand.cases;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Said;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Who must act next on which order, and until when: the desk's queue.
@Component
public class CaseQueue {

    /// Something that waits for somebody.
    ///
    /// @param kind what it is: `attempt` (the warehouse must answer), `approval` (a person must decide),
    ///     `late_stop` (the requester must say), `shipped_despite_cancel`, `money` (the shop must move
    ///     and report it), `refund_clock` (money must be back by law), `dispute` (a customer's bank wants
    ///     a payment back), `message_failed`, `listener_stuck` (a follower of the event feed cannot take
    ///     an entry), …
    /// @param subject the public id of what it is about, such as a cancellation
    /// @param waitsFor `warehouse`, `seller`, `requester` or `operator`
    /// @param summary one sentence in American English, without personal data
    /// @param due until when; null when there is no clock
    /// @param said the same sentence for readers of other languages; null in items of an older version
    public record Item(
            OrderRef order,
            String kind,
            String subject,
            String waitsFor,
            String summary,
            Instant since,
            @Nullable Instant due,
            @Nullable Said said) {

        /// One that is said in English alone.
        public Item(
                OrderRef order,
                String kind,
                String subject,
                String waitsFor,
                String summary,
                Instant since,
                @Nullable Instant due) {
            this(order, kind, subject, waitsFor, summary, since, due, null);
        }

        /// One that everybody reads in his own language.
        ///
        /// @param english makes the summary
        public Item(
                OrderRef order,
                String kind,
                String subject,
                String waitsFor,
                Said said,
                Texts english,
                Instant since,
                @Nullable Instant due) {
            this(order, kind, subject, waitsFor, said.in(english), since, due, said);
        }

        /// The sentence in the reader's language, or in English where it was never kept for others.
        public String summary(Texts reader) {
            return said == null || !reader.knows(said.key()) ? summary : said.in(reader);
        }
    }

    /// A page of the queue, the most urgent first.
    ///
    /// @param next pass as `after`; null on the last page
    public record Page(List<Item> items, @Nullable String next) {}

    /// What to list.
    ///
    /// @param sellers whose; empty for all
    /// @param kind only this kind, or null
    /// @param waitsFor only what waits for one of these; empty for everybody
    /// @param takenBy only what this person or key has taken, or null
    /// @param after `next` of the previous page, or null
    /// @param limit at most so many, 1 to 1000
    public record Search(
            Set<SellerId> sellers,
            @Nullable String kind,
            Set<String> waitsFor,
            @Nullable String takenBy,
            @Nullable String after,
            int limit) {}

    /// Who has taken an item upon himself.
    ///
    /// @param id of the person or key, as [Actor#id]
    public record Taker(String id, String name) {}

    /// How many items of a kind wait for somebody, and how many of them are past their time.
    public record Count(String kind, String waitsFor, int items, int overdue) {}

    /// Beyond so many items, [#counts] stops counting.
    public static final int COUNTED_MAX = 5000;

    private final QueueStore store;

    CaseQueue(QueueStore store) {
        this.store = store;
    }

    /// Puts something into the queue, inside the caller's transaction. The same kind and subject twice
    /// is one item; what was said last (whom it waits for, summary, due time) stands.
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(Item item) {
        store.open(List.of(item));
    }

    /// Puts many into the queue at once, as one after the other.
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(List<Item> items) {
        if (!items.isEmpty()) {
            var latest = new LinkedHashMap<List<Object>, Item>();
            items.forEach(item -> latest.put(List.of(item.order().id(), item.kind(), item.subject()), item));
            store.open(latest.values());
        }
    }

    /// Says anew what is open already, inside the caller's transaction: whom it waits for, summary and due time.
    /// Nothing is opened by it.
    @Transactional(propagation = Propagation.MANDATORY)
    public void reword(Item item) {
        store.reword(item);
    }

    /// Takes it out again, inside the caller's transaction; unknown is fine.
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(OrderRef order, String kind, String subject) {
        store.close(order, kind, subject);
    }

    /// What is open for these sellers, by due time (those without one last).
    ///
    /// @param sellers whose; empty for all
    /// @param kind only this kind, or null
    /// @param after `next` of the previous page, or null; fails with INVALID `invalid_cursor` for
    ///     anything else
    /// @param limit at most so many, 1 to 1000
    public Page list(Set<SellerId> sellers, @Nullable String kind, @Nullable String after, int limit) {
        return list(new Search(sellers, kind, Set.of(), null, after, limit));
    }

    /// What is open, by due time (those without one last). Fails with INVALID `invalid_cursor` for an
    /// `after` that is none of ours.
    public Page list(Search search) {
        var found = store.list(search, QueuePlace.parse(search.after()), search.limit() + 1);
        var items = found.stream().limit(search.limit()).toList();
        return new Page(
                items,
                found.size() > search.limit() ? QueuePlace.of(items.getLast()).text() : null);
    }

    /// Takes an item upon somebody, inside the caller's transaction. False when somebody else has it, or
    /// it is done.
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean take(OrderRef order, String kind, String subject, Actor actor) {
        return store.take(order, kind, subject, new Taker(id(actor), actor.name()));
    }

    /// Gives it back, inside the caller's transaction; only what he has.
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean giveBack(OrderRef order, String kind, String subject, Actor actor) {
        return store.giveBack(order, kind, subject, id(actor));
    }

    /// Who has taken which of these; an item without an entry is free.
    public Map<Item, Taker> takers(List<Item> items) {
        return items.isEmpty() ? Map.of() : store.takers(items);
    }

    /// By which an actor takes things: his own, or that of his capacity.
    public static String id(Actor actor) {
        return actor.id() == null ? actor.kind() + ":" + actor.name() : actor.id();
    }

    /// How many items are open, by kind and by whom they wait for; of the [#COUNTED_MAX] most urgent ones
    /// when there are more.
    ///
    /// @param sellers whose; empty for all
    public List<Count> counts(Set<SellerId> sellers, Instant now) {
        return store.counts(sellers, now, COUNTED_MAX);
    }

    /// What is open for one order, the oldest first.
    public List<Item> of(UUID order) {
        return store.of(order);
    }
}
