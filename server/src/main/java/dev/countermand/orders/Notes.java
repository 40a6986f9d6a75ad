package dev.countermand.orders;

import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import org.springframework.stereotype.Component;

/// What staff write about an order: facts of its log, with author and time, sealed like everything personal.
@Component
public class Notes {

    /// How many characters a note may have.
    public static final int CHARACTERS_MAX = 2000;

    /// How many notes an order may have.
    public static final int NOTES_MAX = 500;

    private final Goods goods;
    private final CaseLog log;

    Notes(Goods goods, CaseLog log) {
        this.goods = goods;
        this.log = log;
    }

    void add(OrderRef ref, String text, Actor actor) {
        actor.require(Right.NOTE);
        var note = text.replace("\r\n", "\n").strip();
        if (note.isEmpty()) {
            throw Problem.invalid("required", "text", "Write something first.");
        }
        if (note.length() > CHARACTERS_MAX) {
            throw Problem.invalid("too_long", "text", "A note has at most " + CHARACTERS_MAX + " characters.");
        }
        if (note.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw Problem.invalid("control_character", "text", "A note has no control characters.");
        }
        var order = goods.lock(ref);
        if (log.count(order.ref().id(), OrderFact.Noted.KIND) >= NOTES_MAX) {
            throw Problem.conflict("too_many_notes", "An order has at most " + NOTES_MAX + " notes.");
        }
        log.record(order.ref(), actor, new OrderFact.Noted(note));
    }
}
