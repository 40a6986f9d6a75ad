package dev.countermand.cases.spi;

import dev.countermand.cases.Entry;
import java.util.List;

/// Follows the event feed by its own cursor. Each entry is given exactly once: what the listener writes
/// and the step of its cursor are one transaction. No network call belongs here; a listener writes an
/// intent for its worker.
public interface FactListener {

    /// Stable name of its cursor; at most 40 characters.
    String name();

    /// Whether it is not interested in what had happened before it was first plugged in. Asked once in
    /// the life of a database; a listener begins at the feed's beginning unless it says otherwise.
    default boolean startsAtEnd() {
        return false;
    }

    /// Takes one entry, inside a transaction. An exception stops this listener at this entry, is logged,
    /// shown in the queue, and tried again; other listeners go on.
    void on(Entry entry);

    /// Takes a stretch of the feed, inside one transaction. The default takes one after the other; a
    /// listener that can do it with fewer statements does the same, all or nothing: after an exception
    /// each entry is given alone.
    default void on(List<Entry> entries) {
        entries.forEach(this::on);
    }
}
