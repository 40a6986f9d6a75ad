package dev.countermand.cancellations;

import dev.countermand.cases.CaseAudit;
import dev.countermand.cases.Entry;
import dev.countermand.cases.spi.Finding;
import dev.countermand.cases.spi.PromiseCheck;
import dev.countermand.cases.spi.Stretch;
import dev.countermand.orders.Audited;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// P5: one verdict each, in time, and it stays. P1: what was canceled was taken out of the goods once.
/// P7: what was said about its money is what is stored. P15: deadlines come from what was recorded.
@Component
class AttemptChecks implements PromiseCheck {

    private static final String ROOM = "cancellation.";
    private static final String CHANGES = "change.";
    private static final Set<String> VERDICTS = Set.of("successful", "unable", "partly", "withdrawn");
    private static final Set<String> PENDING = Set.of("attempting", "waiting");
    private static final List<String> FIGURES =
            List.of("total", "notCharged", "refunded", "credited", "notDue", "kept", "already", "remaining");

    /// Between the decision and its record in the log lies the wait for locks.
    private static final Duration RECORDING_TAKES_AT_MOST = Duration.ofMinutes(5);

    private static final String CHANGED =
            "The row was changed past the program; the order's log says what was decided and when.";

    private final AttemptAuditStore store;
    private final CaseAudit audit;
    private final Audited goods;

    AttemptChecks(AttemptAuditStore store, CaseAudit audit, Audited goods) {
        this.store = store;
        this.audit = audit;
        this.goods = goods;
    }

    @Override
    public void orders(Stretch stretch, Consumer<Finding> found) {
        store.queries(stretch, found);
        var told = new HashMap<String, List<Entry>>();
        var orders = new HashMap<String, UUID>();
        audit.entries(stretch, kind -> kind.startsWith(ROOM) || kind.startsWith(CHANGES), entry -> {
            var change = entry.body().path("change").asString("");
            var id = change.isEmpty() ? entry.body().path("cancellation").asString("") : change;
            told.computeIfAbsent(id, any -> new ArrayList<>()).add(entry);
            orders.put(id, entry.order().id().value());
        });
        var known = new HashSet<String>();
        for (var attempt : store.attempts(stretch)) {
            known.add(attempt.id().toString());
            var entries = told.getOrDefault(attempt.id().toString(), List.of());
            verdict(attempt, entries, found);
            money(attempt, entries, found);
            deadline(attempt, entries, found);
        }
        orders.forEach((id, order) -> {
            if (!id.isEmpty() && !known.contains(id)) {
                tell(
                        found,
                        "P5",
                        "attempt_missing",
                        order,
                        "no cancellation " + id,
                        "the one the log speaks of",
                        "The attempt was removed past the program: restore its rows from a backup.");
            }
        });
        units(stretch, found);
    }

    private static void verdict(AttemptAuditStore.Row attempt, List<Entry> entries, Consumer<Finding> found) {
        var said = entries.stream().map(AttemptChecks::word).toList();
        var verdicts = said.stream().filter(VERDICTS::contains).toList();
        var beginnings = said.stream()
                .filter(kind -> kind.equals("canceled")
                        || kind.equals("store_canceled")
                        || kind.equals("changed")
                        || kind.equals("refused"))
                .toList();
        boolean right = switch (attempt.status()) {
            case "canceled" -> beginnings.size() == 1 && !beginnings.contains("refused") && verdicts.isEmpty();
            case "refused" -> beginnings.equals(List.of("refused")) && verdicts.isEmpty();
            case "attempting", "waiting" ->
                said.stream().anyMatch(PENDING::contains) && beginnings.isEmpty() && verdicts.isEmpty();
            default -> verdicts.equals(List.of(attempt.status()));
        };
        if (!right) {
            tell(
                    found,
                    "P5",
                    "verdict_recorded",
                    attempt.order(),
                    attempt.id() + " is " + attempt.status(),
                    said.isEmpty()
                            ? "an entry in the log that says so"
                            : "what the log says: " + String.join(", ", said),
                    CHANGED);
        }
    }

    private static void money(AttemptAuditStore.Row attempt, List<Entry> entries, Consumer<Finding> found) {
        var last = entries.stream()
                .filter(entry -> entry.body().path("money").isObject())
                .reduce((one, other) -> other)
                .orElse(null);
        if (last == null || PENDING.contains(attempt.status())) {
            return;
        }
        var stored = Stored.read(attempt.money(), JsonNode.class);
        for (var figure : FIGURES) {
            long was = stored.path(figure).asLong(0);
            long said = last.body().path("money").path(figure).asLong(0);
            if (was != said) {
                tell(
                        found,
                        "P7",
                        "money_told",
                        attempt.order(),
                        attempt.id() + ": " + figure + " " + was,
                        said + ", as entry " + last.seq() + " told the customer",
                        CHANGED);
            }
        }
    }

    private static void deadline(AttemptAuditStore.Row attempt, List<Entry> entries, Consumer<Finding> found) {
        var first = entries.stream()
                .filter(entry -> has(entry, "deadline"))
                .findFirst()
                .orElse(null);
        var last = entries.stream()
                .filter(entry -> has(entry, "deadline"))
                .reduce((one, other) -> other)
                .orElse(null);
        if (first == null || last == null) {
            return;
        }
        var told = instant(last);
        if (!told.equals(attempt.deadline())) {
            tell(
                    found,
                    "P15",
                    "deadline_recorded",
                    attempt.order(),
                    attempt.id() + " ends at " + attempt.deadline(),
                    told + ", as entry " + last.seq() + " of the log says",
                    CHANGED);
        }
        var allowed = allowed(attempt);
        if (allowed == null) {
            return;
        }
        var due = attempt.askedAt().plus(allowed);
        boolean later = !last.equals(first)
                && Duration.between(last.at().plus(allowed), told).abs().compareTo(RECORDING_TAKES_AT_MOST) > 0;
        if (!instant(first).equals(due) || later) {
            tell(
                    found,
                    "P15",
                    "deadline_from_terms",
                    attempt.order(),
                    attempt.id() + ", asked at " + attempt.askedAt() + ", ends at " + told,
                    "at " + due + ": its terms allow " + allowed + " from the recorded request",
                    CHANGED);
        }
    }

    private static @Nullable Duration allowed(AttemptAuditStore.Row attempt) {
        try {
            return attempt.terms() == null ? null : Duration.parse(attempt.terms());
        } catch (DateTimeException foreign) {
            return null;
        }
    }

    private static boolean has(Entry entry, String member) {
        return entry.body().path(member).isString();
    }

    private static Instant instant(Entry entry) {
        return Instant.parse(entry.body().path("deadline").asString());
    }

    private static String word(Entry entry) {
        return entry.kind().substring(entry.kind().indexOf('.') + 1);
    }

    /// What each attempt granted, and what was taken out of the goods for it.
    private void units(Stretch stretch, Consumer<Finding> found) {
        record Place(UUID order, String attempt, String line) {}
        Map<Place, Integer> journal = new HashMap<>();
        for (var back : goods.takenBack(stretch)) {
            if (back.cause().kind().equals("cancellation")) {
                journal.merge(new Place(back.order(), back.cause().id(), back.line()), back.quantity(), Integer::sum);
            }
        }
        for (var canceled : store.canceled(stretch)) {
            var place = new Place(canceled.order(), canceled.attempt(), canceled.line());
            int moved = java.util.Objects.requireNonNullElse(journal.remove(place), 0);
            if (moved != canceled.quantity()) {
                mismatch(found, canceled.order(), canceled.attempt(), canceled.line(), canceled.quantity(), moved);
            }
        }
        journal.forEach((place, moved) -> mismatch(found, place.order(), place.attempt(), place.line(), 0, moved));
    }

    private static void mismatch(
            Consumer<Finding> found, UUID order, String attempt, String line, int granted, int moved) {
        tell(
                found,
                "P1",
                "canceled_units",
                order,
                attempt + " canceled " + granted + " units of line " + line,
                moved + ", as the goods journal took back for it",
                "Units may be both canceled and on their way: find this line's units, then compare with the log.");
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
