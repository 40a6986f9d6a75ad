package dev.countermand.notifications;

import dev.countermand.cases.CaseLog;
import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.cases.Recipient;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.notifications.spi.Messenger.Party;
import dev.countermand.orders.Order;
import dev.countermand.orders.Orders;
import dev.countermand.site.Said;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What people were told: one message per fact, channel and recipient, made from the committed fact.
@Component
public class Messages {

    /// How often a message is tried before a person has to look at it.
    static final int ATTEMPTS_MAX = 20;
    static final String MAIL = "mail";
    static final String NO_ADDRESS = "no_address";
    static final String NOT_WRITTEN = "not_written";

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    static final String QUEUE_KIND = "message_failed";

    private final MessageStore store;
    private final Wording wording;
    private final CaseLog log;
    private final CaseQueue queue;
    private final Orders orders;
    private final Clock clock;

    Messages(MessageStore store, Wording wording, CaseLog log, CaseQueue queue, Orders orders, Clock clock) {
        this.store = store;
        this.wording = wording;
        this.log = log;
        this.queue = queue;
        this.orders = orders;
        this.clock = clock;
    }

    /// Everything that was told, or is to be told, about an order, oldest first. Links that open the
    /// order are left out of the text: they are the recipient's.
    public List<Message> of(OrderRef order) {
        return store.of(order.id()).stream().map(Message::withoutLinks).toList();
    }

    /// One message; empty for unknown ones. Without links, as in [#of].
    public Optional<Message> find(String id) {
        var uuid = Ids.parse(Message.PREFIX, id);
        return uuid == null
                ? Optional.empty()
                : store.find(Ids.part(uuid), uuid).map(Message::withoutLinks);
    }

    /// Puts a message back into line under the same Message-ID, inside the caller's transaction. One
    /// that failed goes to the address that stands in the order now. Fails with NOT_FOUND for unknown
    /// ones, CONFLICT `no_address` when there still is none.
    @Transactional(propagation = Propagation.MANDATORY)
    public Message resend(String id) {
        var uuid = Ids.parse(Message.PREFIX, id);
        if (uuid == null) {
            throw Problem.notFound();
        }
        var kept = store.lock(Ids.part(uuid), uuid).orElseThrow(Problem::notFound);
        var letter = written(addressed(kept), kept.message());
        store.again(uuid, letter, ATTEMPTS_MAX, clock.instant().truncatedTo(ChronoUnit.MICROS));
        queue.close(letter.order(), QUEUE_KIND, id);
        return find(id).orElseThrow();
    }

    private Letter addressed(MessageStore.Kept kept) {
        var letter = kept.letter();
        if (kept.message().status() != Message.Status.FAILED) {
            return letter;
        }
        var address = orders.find(letter.order().id())
                .map(Order::customer)
                .map(Order.Customer::email)
                .map(String::strip)
                .orElse("");
        if (address.isEmpty() && letter.to().address().isEmpty()) {
            throw Problem.conflict(
                    NO_ADDRESS, "The order has no e-mail address. Put the order again with one, then resend.");
        }
        return address.isEmpty() ? letter : letter.to(new Party(letter.to().name(), address));
    }

    /// The words as they were first said; made now where they could not be made then.
    private Letter written(Letter letter, Message message) {
        if (!letter.subject().isEmpty()) {
            return letter;
        }
        var entry = log.timeline(letter.order().id(), message.seq() - 1, 1).getFirst();
        return wording.recipient(entry)
                .flatMap(recipient -> wording.write(letter, entry, recipient, wording.link(entry, recipient)))
                .orElseThrow(() -> Problem.conflict(
                        NOT_WRITTEN, "There is nothing left to write it from: the person was erased."));
    }

    /// Tells a fact: keeps the message that the worker will hand over, or that visibly failed. The same
    /// fact again changes nothing.
    void tell(Entry entry) {
        draft(entry, wording).ifPresent(this::keep);
    }

    /// Tells a stretch of the feed, as the single one does but all or nothing: fails when one of the facts
    /// was told before.
    void tell(List<Entry> entries) {
        var remembering = wording.remembering();
        var drafts = entries.stream()
                .flatMap(entry -> draft(entry, remembering).stream())
                .toList();
        store.add(drafts);
        drafts.stream().filter(draft -> draft.error() != null).forEach(this::opened);
    }

    private Optional<MessageStore.Draft> draft(Entry entry, Wording words) {
        return words.recipient(entry).flatMap(recipient -> draft(entry, recipient, words));
    }

    private static Optional<MessageStore.Draft> draft(Entry entry, Recipient recipient, Wording words) {
        var link = words.link(entry, recipient);
        var bare = words.bare(entry, recipient, link);
        var id = words.id(entry);
        @Nullable String error = bare.to().address().isEmpty() ? NO_ADDRESS : null;
        var letter = Optional.of(bare);
        try {
            letter = words.write(bare, entry, recipient, link);
        } catch (RuntimeException e) {
            LOG.error(
                    "cannot put {} of {} into words",
                    entry.kind(),
                    entry.order().id(),
                    e);
            error = NOT_WRITTEN;
        }
        @Nullable String why = error;
        return letter.map(said -> new MessageStore.Draft(id, MAIL, entry.seq(), said, why, ATTEMPTS_MAX));
    }

    private void keep(MessageStore.Draft draft) {
        if (store.add(draft) && draft.error() != null) {
            opened(draft);
        }
    }

    private void opened(MessageStore.Draft draft) {
        open(draft.letter(), Ids.text(Message.PREFIX, draft.id()), draft.error());
    }

    /// Shows a failed message to the people who can do something about it. Inside the caller's transaction.
    void open(Letter letter, String id, @Nullable String error) {
        var why = NO_ADDRESS.equals(error) ? "there is no e-mail address" : "see the order's messages";
        queue.open(new CaseQueue.Item(
                letter.order(),
                QUEUE_KIND,
                id,
                "seller",
                "The customer could not be told (" + letter.kind() + "): " + why + ".",
                clock.instant(),
                null,
                new Said(
                        "notifications.queue.message_failed",
                        Map.of("kind", letter.kind(), "why", NO_ADDRESS.equals(error) ? "no_address" : "other"))));
    }
}
