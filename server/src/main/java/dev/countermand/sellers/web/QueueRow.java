package dev.countermand.sellers.web;

import dev.countermand.cases.CaseQueue;
import dev.countermand.cases.CaseQueue.Item;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row of the queue, with what its reader may answer.
///
/// @param answers outcomes the reader may give: `stopped`, `too_late`, `approved`, `denied`
/// @param taker who has taken it, or null
/// @param mine whether the reader has
/// @param key tells this row from all others
/// @param state changes whenever the row looks different
public record QueueRow(
        Item item, List<String> answers, @Nullable String taker, boolean mine, String key, String state) {

    static QueueRow of(Item item, CaseQueue.@Nullable Taker taker, Actor reader) {
        var answers = answers(item, reader);
        var key = item.kind() + ' ' + item.order().id() + ' ' + item.subject();
        var state = Integer.toHexString(Objects.hash(item.due(), item.summary(), item.waitsFor(), answers, taker));
        boolean mine = taker != null && taker.id().equals(CaseQueue.id(reader));
        return new QueueRow(item, answers, taker == null ? null : taker.name(), mine, key, state);
    }

    private static List<String> answers(Item item, Actor reader) {
        return switch (item.kind()) {
            case "attempt" -> reader.may(Right.ANSWER) ? List.of("stopped", "too_late") : List.of();
            case "approval", "late_stop" -> reader.may(Right.APPROVE) ? List.of("approved", "denied") : List.of();
            default -> List.of();
        };
    }
}
