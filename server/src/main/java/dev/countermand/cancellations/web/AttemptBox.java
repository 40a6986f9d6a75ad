package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
import dev.countermand.cancellations.CancellationStatus;
import dev.countermand.cancellations.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cancellation as a page tells it: one word, one color, one sentence, and what its reader may do.
///
/// @param tone `good`, `bad`, `busy` or `calm`
/// @param word the status in the words of the mails
/// @param sentences what happened and what comes next
/// @param buttons outcomes the reader may give: `stopped`, `too_late`, `approved`, `denied`
/// @param withdrawable whether the reader may withdraw it
public record AttemptBox(
        Cancellation cancellation,
        String tone,
        String icon,
        String word,
        List<String> sentences,
        List<String> buttons,
        boolean withdrawable,
        @Nullable String because) {

    /// The first part of the keys of its words.
    public String room() {
        return cancellation.change() == null ? "cancellations" : "changes";
    }

    /// What came in the place of the units, or while it is open, what is to come.
    public List<Change.Made> came() {
        var change = cancellation.change();
        if (change == null) {
            return List.of();
        }
        return cancellation.status().isPending() || cancellation.status() == CancellationStatus.REFUSED
                ? change.wanted()
                : change.made();
    }

    /// Where the order is to go on one line; null where it went.
    public @Nullable String address() {
        var change = cancellation.change();
        return change == null || change.address() == null ? null : ChangeForm.line(change.address());
    }

    /// What is due by it, in minor units.
    public long more() {
        var change = cancellation.change();
        return change == null ? 0 : change.more();
    }
}
