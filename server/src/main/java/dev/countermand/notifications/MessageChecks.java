package dev.countermand.notifications;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// P6: every fact that tells somebody has exactly one message to him, handed over or visibly failed. P7:
/// a message says what was committed: its figures are those that its fact gives.
@Component
class MessageChecks implements PromiseCheck {

    /// Why a message can never be sent any more: its person was erased.
    static final String ERASED = "erased";

    private static final Logger LOG = LoggerFactory.getLogger(MessageChecks.class);
    private static final String FOLLOWER = "notifications";
    private static final String COMPARE =
            "Somebody changed the message past the program. The order's log says what was committed; tell the"
                    + " customer if he was told otherwise.";

    private record Place(UUID order, long seq) {}

    private final MessageAuditStore store;
    private final MailTemplates templates;
    private final Wording wording;
    private final CaseAudit audit;
    private final CaseQueue queue;

    MessageChecks(MessageAuditStore store, MailTemplates templates, Wording wording, CaseAudit audit, CaseQueue queue) {
        this.store = store;
        this.templates = templates;
        this.wording = wording;
        this.audit = audit;
        this.queue = queue;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        long told = audit.position(FOLLOWER);
        var messages = new HashMap<Place, List<MessageAuditStore.Row>>();
        for (var message : store.messages(stretch)) {
            messages.computeIfAbsent(new Place(message.order(), message.seq()), place -> new ArrayList<>())
                    .add(message);
        }
        audit.entries(stretch, templates::tell, entry -> {
            var place = new Place(entry.order().id().value(), entry.seq());
            var copies = messages.remove(place);
            if (copies != null) {
                compare(entry, copies, found);
            } else if (entry.cursor() > 0 && entry.cursor() <= told && isToBeTold(entry)) {
                tell(
                        found,
                        "P6",
                        "message_missing",
                        place.order(),
                        "no message of entry " + entry.seq() + " (" + entry.kind() + ")",
                        "one message to the customer",
                        "He was not told. Tell him by hand, and compare with a backup.");
            }
        });
        messages.forEach((place, copies) -> tell(
                found,
                "P6",
                "message_of_nothing",
                place.order(),
                "message " + copies.getFirst().id() + " of entry " + place.seq(),
                "an entry of the log that tells somebody",
                COMPARE));
    }

    private boolean isToBeTold(Entry entry) {
        return wording.recipient(entry).isPresent() && written(entry).isPresent();
    }

    /// The fact in words, as it would be written now.
    ///
    /// @param sender the seller's name, which may be another one than it was
    private record Written(String sender, MailTemplates.Words words) {}

    private Optional<Written> written(Entry entry) {
        try {
            return wording.recipient(entry).flatMap(recipient -> {
                var link = wording.link(entry, recipient);
                return wording.write(wording.bare(entry, recipient, link), entry, recipient, link)
                        .map(letter -> new Written(
                                letter.sender(),
                                new MailTemplates.Words(letter.subject(), letter.text(), letter.html())));
            });
        } catch (RuntimeException failure) {
            LOG.warn(
                    "cannot put {} of {} into words",
                    entry.kind(),
                    entry.order().id(),
                    failure);
            return Optional.empty();
        }
    }

    private void compare(Entry entry, List<MessageAuditStore.Row> copies, Consumer<Finding> found) {
        var order = entry.order().id().value();
        if (copies.size() > 1) {
            tell(
                    found,
                    "P6",
                    "told_twice",
                    order,
                    copies.size() + " messages of entry " + entry.seq(),
                    "one message to one recipient by one channel",
                    COMPARE);
        }
        for (var message : copies) {
            identity(entry, message, found);
            handedOver(message, found);
        }
        var message = copies.getFirst();
        if (!message.subject().isEmpty()) {
            // A shop whose old or new name has figures in it was renamed: they are no figures of the fact.
            written(entry)
                    .filter(now -> Figures.of(now.sender()).equals(Figures.of(message.sender())))
                    .ifPresent(now -> figures(entry, message, now.words(), found));
        }
    }

    private void identity(Entry entry, MessageAuditStore.Row message, Consumer<Finding> found) {
        var number = dev.countermand.kernel.Ids.text(Message.PREFIX, wording.id(entry));
        if (!message.id().equals(number) || !message.messageId().startsWith(number + "@")) {
            tell(
                    found,
                    "P6",
                    "message_number",
                    message.order(),
                    "message " + message.id() + " with Message-ID " + message.messageId(),
                    number + " for both: copies would not be known as copies",
                    COMPARE);
        }
        if (!message.kind().equals(entry.kind()) || !message.createdAt().equals(entry.at())) {
            tell(
                    found,
                    "P7",
                    "message_of_other_fact",
                    message.order(),
                    "message " + message.id() + " tells " + message.kind() + " of " + message.createdAt(),
                    entry.kind() + " of " + entry.at() + ", entry " + entry.seq(),
                    COMPARE);
        }
    }

    private void handedOver(MessageAuditStore.Row message, Consumer<Finding> found) {
        if (message.status().equals("SENT") && !message.sent()) {
            tell(
                    found,
                    "P6",
                    "sent_never",
                    message.order(),
                    "message " + message.id() + " is SENT at no time",
                    "the time at which it was handed over",
                    "Send it again from the desk.");
        }
        boolean failed = message.status().equals("FAILED") && !ERASED.equals(message.error());
        if (failed
                && queue.of(message.order()).stream()
                        .noneMatch(item -> item.subject().equals(message.id()))) {
            tell(
                    found,
                    "P6",
                    "failure_hidden",
                    message.order(),
                    "message " + message.id() + " failed and nobody is shown it",
                    "an item in the desk's queue",
                    "Tell the customer by hand, or send it again from the desk.");
        }
    }

    private static void figures(
            Entry entry, MessageAuditStore.Row message, MailTemplates.Words words, Consumer<Finding> found) {
        differ(entry, message, "subject", Figures.of(message.subject()), Figures.of(words.subject()), found);
        differ(entry, message, "text", Figures.of(message.text()), Figures.of(words.text()), found);
        differ(entry, message, "page", Figures.ofHtml(message.html()), Figures.ofHtml(words.html()), found);
    }

    private static void differ(
            Entry entry,
            MessageAuditStore.Row message,
            String where,
            Map<String, Integer> stored,
            Map<String, Integer> committed,
            Consumer<Finding> found) {
        if (!stored.equals(committed)) {
            tell(
                    found,
                    "P7",
                    "message_figures",
                    message.order(),
                    "the " + where + " of message " + message.id() + " says " + Figures.more(stored, committed),
                    Figures.more(committed, stored) + ", as entry " + entry.seq() + " has it",
                    COMPARE);
        }
    }

    private static void tell(
            Consumer<Finding> found,
            String promise,
            String check,
            UUID order,
            String was,
            String expected,
            String todo) {
        found.accept(new Finding(promise, check, order, was, expected, todo));
    }
}
