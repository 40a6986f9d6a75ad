package dev.countermand.sellers.web;

import dev.countermand.cases.CaseQueue.Item;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Right;
import java.util.List;
import java.util.Objects;

/// A row of the queue, with what its reader may answer.
///
/// @param answers outcomes the reader may give: `stopped`, `too_late`, `approved`, `denied`
/// @param key tells this row from all others
/// @param state changes whenever the row looks different
public record QueueRow(Item item, List<String> answers, String key, String state) {

    static QueueRow of(Item item, Actor reader) {
        var answers = answers(item, reader);
        var key = item.kind() + ' ' + item.order().id() + ' ' + item.subject();
        var state = Integer.toHexString(Objects.hash(item.due(), item.summary(), item.waitsFor(), answers));
        return new QueueRow(item, answers, key, state);
    }

    private static List<String> answers(Item item, Actor reader) {
        return switch (item.kind()) {
            case "attempt" -> reader.may(Right.ANSWER) ? List.of("stopped", "too_late") : List.of();
            case "approval", "late_stop" -> reader.may(Right.APPROVE) ? List.of("approved", "denied") : List.of();
            default -> List.of();
        };
    }
}
