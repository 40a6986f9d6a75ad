package dev.countermand.cancellations.web;

import dev.countermand.cancellations.Cancellation;
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
        @Nullable String because) {}
