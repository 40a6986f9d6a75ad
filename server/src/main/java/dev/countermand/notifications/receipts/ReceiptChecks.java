package dev.countermand.notifications.receipts;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.CaseAudit.Closed;
import dev.countermand.cases.CaseAudit.Opened;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.notifications.proof.PublicKeys;
import dev.countermand.notifications.receipts.ReceiptAuditStore.Book;
import dev.countermand.notifications.receipts.ReceiptAuditStore.Range;
import dev.countermand.notifications.receipts.ReceiptAuditStore.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// P6: each request, verdict and message of the store has exactly one receipt, and the numbers of a
/// seller's year have no gap. P7: a receipt says what was committed. P13: it is signed by a key of ours,
/// and nothing in it was changed.
@Component
class ReceiptChecks implements PromiseCheck {

    static final String COMPARE =
            "Somebody changed the receipts past the program. The order's log says what happened; compare with a"
                    + " backup, and with the copy that the customer holds.";

    private static final String FOLLOWER = "receipts";
    private static final String RESTORE =
            "A receipt was removed past the program, or the counter was: take it from a backup.";

    /// More would only fill the screen.
    private static final int NUMBERS_MAX = 20;

    private static final int BOOKS_MAX = 1000;

    private record Place(UUID order, long seq) {}

    /// A receipt with what it says.
    private record Read(Row row, Opened opened) {}

    private final ReceiptAuditStore store;
    private final ReceiptKeys keys;
    private final ReceiptComparison comparison;
    private final CaseAudit audit;

    ReceiptChecks(ReceiptAuditStore store, ReceiptKeys keys, ReceiptComparison comparison, CaseAudit audit) {
        this.store = store;
        this.keys = keys;
        this.comparison = comparison;
        this.audit = audit;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        long issued = audit.position(FOLLOWER);
        var ring = keys.toCheck();
        var receipts = read(stretch);
        audit.entries(stretch, Receipts::has, entry -> {
            var place = new Place(entry.order().id().value(), entry.seq());
            var copies = receipts.remove(place);
            if (copies != null) {
                compare(entry, copies, ring, found);
            } else if (entry.cursor() > 0 && entry.cursor() <= issued) {
                found.accept(new Finding(
                        "P6",
                        "receipt_missing",
                        place.order(),
                        "no receipt of entry " + entry.seq() + " (" + entry.kind() + ")",
                        "one receipt of each request, verdict and message of the store",
                        RESTORE));
            }
        });
        receipts.forEach((place, copies) -> found.accept(new Finding(
                "P6",
                "receipt_of_nothing",
                place.order(),
                name(copies.getFirst()) + " of entry " + place.seq(),
                "an entry of the log that has a receipt",
                COMPARE)));
    }

    private void compare(Entry entry, List<Read> copies, PublicKeys ring, Consumer<Finding> found) {
        if (copies.size() > 1) {
            found.accept(new Finding(
                    "P6",
                    "receipt_twice",
                    entry.order().id().value(),
                    copies.size() + " receipts of entry " + entry.seq(),
                    "exactly one",
                    COMPARE));
        }
        copies.forEach(copy -> comparison.compare(
                entry, copy.row().kept().receipt(), copy.row().year(), copy.opened(), ring, found));
    }

    private Map<Place, List<Read>> read(Stretch stretch) {
        var rows = store.receipts(stretch);
        var closed = rows.stream()
                .filter(row -> row.kept().sealed() != null)
                .map(row -> new Closed(
                        row.kept().receipt().order().id(),
                        row.kept().receipt().id(),
                        Objects.requireNonNull(row.kept().sealed())))
                .toList();
        var opened = audit.open(stretch, closed).iterator();
        var read = new HashMap<Place, List<Read>>();
        for (var row : rows) {
            var receipt = row.kept().receipt();
            // What was erased before it was written has no content, and its order no key.
            var content = row.kept().sealed() == null ? new Opened(isErased(stretch, row), null) : opened.next();
            read.computeIfAbsent(new Place(receipt.order().id().value(), receipt.seq()), place -> new ArrayList<>())
                    .add(new Read(row, content));
        }
        return read;
    }

    /// Asked only for the few that have no content at all.
    private boolean isErased(Stretch stretch, Row row) {
        var nothing = new Closed(row.kept().receipt().order().id(), "", new byte[0]);
        return audit.open(stretch, List.of(nothing)).getFirst().erased();
    }

    @Override
    public void whole(@Nullable Instant since, Consumer<Finding> found) {
        for (var book : store.broken(BOOKS_MAX)) {
            var missing = store.missing(book, NUMBERS_MAX);
            var doubled = store.doubled(book, NUMBERS_MAX);
            if (!missing.isEmpty()) {
                found.accept(numbers("receipt_number_skipped", book, "nobody has " + named(book, missing), RESTORE));
            }
            if (!doubled.isEmpty()) {
                found.accept(
                        numbers("receipt_number_twice", book, "more than one has " + named(book, doubled), COMPARE));
            }
            if (book.highest() > book.last()) {
                found.accept(numbers(
                        "receipt_number_uncounted",
                        book,
                        "the counter says " + book.last() + ", and there is "
                                + Receipt.number(book.year(), book.highest()),
                        "Set the counter to the greatest number, or the next receipt takes one that is taken."));
            }
        }
    }

    private static Finding numbers(String check, Book book, String found, String todo) {
        return new Finding(
                "P6",
                check,
                null,
                "of seller " + book.seller() + ": " + found,
                "each number from 1 to " + Math.max(book.last(), book.highest()) + " exactly once",
                todo);
    }

    private static String named(Book book, List<Range> numbers) {
        var all = numbers.stream()
                .map(range -> range.from() == range.to()
                        ? Receipt.number(book.year(), range.from())
                        : Receipt.number(book.year(), range.from()) + " to " + Receipt.number(book.year(), range.to()))
                .collect(Collectors.joining(", "));
        return numbers.size() < NUMBERS_MAX ? all : all + " and perhaps more";
    }

    private static String name(Read copy) {
        return copy.row().kept().receipt().number();
    }
}
