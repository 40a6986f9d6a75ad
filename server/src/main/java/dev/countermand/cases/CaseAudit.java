package dev.countermand.cases;

import dev.countermand.cases.spi.Stretch;
import dev.countermand.cases.spi.Stretch.Place;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/// The case log for those who compare it with what else is stored. Everything here reads inside the
/// caller's transaction.
@Component
public class CaseAudit {

    /// The newest signed word about the whole log: whoever keeps it elsewhere can prove later that
    /// nothing before it is missing.
    ///
    /// @param hash hexadecimal
    public record Sealed(long number, String hash, Instant at) {}

    private final AuditStore store;
    private final CheckpointStore checkpoints;

    CaseAudit(AuditStore store, CheckpointStore checkpoints) {
        this.store = store;
        this.checkpoints = checkpoints;
    }

    /// The newest checkpoint; null before the first.
    public @Nullable Sealed newest() {
        return checkpoints.last().map(CaseAudit::seal).orElse(null);
    }

    /// The checkpoint with this number; null when there is none.
    public @Nullable Sealed checkpoint(long number) {
        return checkpoints.after(number - 1, 1).stream()
                .filter(found -> found.number() == number)
                .map(CaseAudit::seal)
                .findFirst()
                .orElse(null);
    }

    /// The public keys that ever signed a checkpoint here, in base64.
    public List<String> checkpointKeys() {
        return checkpoints.keys().stream()
                .map(java.util.Base64.getEncoder()::encodeToString)
                .toList();
    }

    private static Sealed seal(Checkpoint checkpoint) {
        return new Sealed(checkpoint.number(), java.util.HexFormat.of().formatHex(checkpoint.hash()), checkpoint.at());
    }

    /// The next stretch: at most so many orders. The last one reaches to the end, and so finds what
    /// belongs to no order.
    public Stretch next(Place after, int size, Instant at) {
        return new Stretch(after, store.end(after, size).orElse(Place.LAST), null, at);
    }

    /// The orders to which anything happened since then, in stretches of at most so many.
    public List<Stretch> since(Instant since, int size, Instant at) {
        var stretches = new ArrayList<Stretch>();
        var orders = store.touched(cursorBefore(since));
        for (int from = 0; from < orders.size(); from += size) {
            var some = orders.subList(from, Math.min(orders.size(), from + size));
            var before = Stretch.of(some.getFirst(), at).after();
            var only = some.stream().map(Place::order).toList();
            stretches.add(new Stretch(before, some.getLast(), only, at));
        }
        return stretches;
    }

    /// The orders of a stretch that have a log.
    public List<Place> orders(Stretch stretch) {
        return store.orders(stretch);
    }

    /// Facts stand in the feed nearly, not exactly, by time: no further apart than this.
    public static final Duration NEARLY = Duration.ofHours(1);

    /// The place of the feed after which everything stands that is at least as new. It is found in a few
    /// steps, however long the feed is.
    public long cursorBefore(Instant since) {
        var wanted = since.minus(NEARLY);
        long low = 0;
        long high = store.lastCursor();
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            var at = store.recordedAt(middle);
            if (at.isPresent() && at.get().isBefore(wanted)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The facts of a stretch, order by order, each order's by number.
    ///
    /// @param kinds only facts of kinds that it accepts
    public void entries(Stretch stretch, Predicate<String> kinds, Consumer<Entry> each) {
        var heads = store.heads(stretch);
        store.walk(stretch, heads, stored -> {
            if (kinds.test(stored.fact().kind())) {
                var head = heads.get(stored.fact().order().id().value());
                readable(new CaseStore.Kept(stored.fact(), head == null ? null : head.key()))
                        .ifPresent(each);
            }
        });
    }

    /// What cannot be read any more is broken, and the chain's check says so.
    private static Optional<Entry> readable(CaseStore.Kept kept) {
        try {
            return Optional.of(CaseLog.entry(kept));
        } catch (JacksonException | ClassCastException garbled) {
            return Optional.empty();
        }
    }

    /// The same, gathered by order.
    public Map<UUID, List<Entry>> entries(Stretch stretch, Predicate<String> kinds) {
        var entries = new HashMap<UUID, List<Entry>>();
        entries(
                stretch,
                kinds,
                entry -> entries.computeIfAbsent(entry.order().id().value(), id -> new ArrayList<>())
                        .add(entry));
        return entries;
    }

    /// How people name an order; null for one without a log.
    public @Nullable OrderRef ref(UUID order) {
        return store.ref(Ids.part(order), order).orElse(null);
    }

    /// Something that [CaseLog#seal] sealed, as it is stored.
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    public record Closed(OrderId order, String place, byte[] bytes) {}

    /// What came of opening it.
    ///
    /// @param erased whether the order's person was erased, and with him what it said
    /// @param text null also when it was not sealed for this place with the order's key
    public record Opened(boolean erased, @Nullable String text) {}

    /// Opens what stands sealed in a stretch, with one statement.
    ///
    /// @return in the given order
    public List<Opened> open(Stretch stretch, List<Closed> all) {
        var heads = store.heads(stretch);
        return all.stream()
                .map(closed -> {
                    var head = heads.get(closed.order().value());
                    byte[] key = head == null ? null : head.key();
                    return key == null
                            ? new Opened(true, null)
                            : new Opened(
                                    false,
                                    PersonalSeal.open(key, closed.order(), closed.place(), closed.bytes())
                                            .orElse(null));
                })
                .toList();
    }

    /// How far a follower of the feed has come.
    public long position(String listener) {
        return store.position(listener);
    }
}
