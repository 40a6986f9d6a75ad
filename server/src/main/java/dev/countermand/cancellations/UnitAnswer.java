package dev.countermand.cancellations;

import dev.countermand.kernel.Decision;
import dev.countermand.orders.Stage;
import dev.countermand.policies.LineRight;
import dev.countermand.policies.Terms;
import dev.countermand.site.Texts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the rules of cancellation say of units of a line, for those who tell a reader; units with the same answer are
/// told together.
///
/// @param decision `granted`, `needs_person` or `refused`
/// @param how `at_once` or `attempt`; null for what was not granted
/// @param reason why not, or why a person; null for what was granted
/// @param rule the word of the rule that decided
/// @param byLaw the right that decided; null where the terms alone would have granted it, too
record UnitAnswer(
        String decision,
        @Nullable String how,
        @Nullable CancellationReason reason,
        String rule,
        @Nullable LineRight byLaw) {

    /// Where the sentences about what is asked for stand.
    enum Words {
        CANCEL("cancellations.option.", "cancellations.reason."),
        CHANGE("changes.option.", "changes.reason.");

        private final String option;
        private final String reason;

        Words(String option, String reason) {
            this.option = option;
            this.reason = reason;
        }
    }

    /// The answer for units of a line in this stage.
    static UnitAnswer of(Seen seen, Seen.Line line, Stage stage) {
        return switch (CancellationRules.decide(seen, line, stage)) {
            case Decision.Granted<CancellationReason> yes ->
                new UnitAnswer(
                        "granted",
                        stage == Stage.OPEN ? "at_once" : "attempt",
                        null,
                        stage.word(),
                        byLaw(seen, line, stage));
            case Decision.NeedsPerson<CancellationReason> perhaps ->
                new UnitAnswer(
                        "needs_person", null, perhaps.reason(), perhaps.reason().word(), null);
            case Decision.Refused<CancellationReason> no ->
                new UnitAnswer("refused", null, no.reason(), no.reason().word(), null);
        };
    }

    private static @Nullable LineRight byLaw(Seen seen, Seen.Line line, Stage stage) {
        var right = seen.right(line);
        if (right.isEmpty()) {
            return null;
        }
        var bare = seen.withoutLaw();
        var same = bare.lines().get(seen.lines().indexOf(line));
        return CancellationRules.decide(bare, same, stage) instanceof Decision.Granted<CancellationReason>
                ? null
                : right.get();
    }

    boolean isRefused() {
        return decision.equals("refused");
    }

    /// The rule of the terms that decided; of an exception with its name.
    String rule(Seen.Line line) {
        var own = line.own();
        return own == null || own.exception() == null ? rule : rule + "/" + own.exception();
    }

    /// The sentence for a reader, and the shop's own reason, where an exception of its terms stands in the way.
    String sentence(Texts here, Words words, Terms terms, Seen.Line line, int count) {
        var key = reason == null ? words.option + how : words.reason + reason.word() + ".sentence";
        var said = here.say(
                key, Map.of("count", count, "deadline", terms.cancellation().deadline()));
        var law = byLaw == null ? "" : " " + here.say(words.option + "by_law", Map.of("law", byLaw.source()));
        return said + law + inTheirWords(line);
    }

    private String inTheirWords(Seen.Line line) {
        boolean special = reason == CancellationReason.ITEM_EXCLUDED || reason == CancellationReason.ITEM_NEEDS_PERSON;
        return special && line.own() != null && line.own().because() != null
                ? " “" + line.own().because() + "”"
                : "";
    }
}
