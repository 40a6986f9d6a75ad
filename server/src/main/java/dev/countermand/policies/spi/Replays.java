package dev.countermand.policies.spi;

import dev.countermand.kernel.OrderRef;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Around;
import dev.countermand.policies.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A capability answers again what it was asked in the past, under any terms, by the very rules that decide live.
/// Reads only.
public interface Replays {

    /// What people really asked for about these orders, oldest first; with few statements.
    List<Asked> asked(List<OrderRef> orders);

    /// Ready to answer about these orders, whose money is read with few statements.
    Answers over(List<OrderRef> orders);

    /// Answers questions about some orders. Pure, once it is there.
    interface Answers {

        /// What these terms say.
        Answer answer(Question question, Terms terms);
    }

    /// A request that was really made, with what the rules saw.
    ///
    /// @param remedy what was asked for: the word of the remedy
    /// @param id its public id
    /// @param reason why it was asked for, in the capability's words
    /// @param lines line → units that were asked for; null for all that could be had
    /// @param units line → where its units were
    /// @param accessed line → when its digital goods had been accessed
    /// @param wanted what else was wanted, in the capability's words
    /// @param version of the terms that decided
    /// @param given what was answered
    record Asked(
            OrderRef order,
            String remedy,
            String id,
            Instant at,
            String reason,
            @Nullable Map<String, Integer> lines,
            Map<String, Map<Stage, Integer>> units,
            Map<String, Instant> accessed,
            Set<String> wanted,
            String version,
            Answer given) {}

    /// Something to be answered.
    ///
    /// @param order as it was
    /// @param around what surrounded its lines under these terms
    /// @param asked what was really asked; null for what the customer could have had
    record Question(
            Order order,
            Instant at,
            Function<Terms, Around> around,
            @Nullable Asked asked) {}

    /// An answer as a whole.
    ///
    /// @param how `at_once`, `attempt`, `person` or `refused`: the slowest of what was granted of it
    /// @param reason why not, or why a person; null when it was granted
    /// @param granted what the granted units mean in money; null when none was
    /// @param open what those mean about which a person decides; null when there are none
    record Answer(
            String how,
            @Nullable String reason,
            List<Part> parts,
            @Nullable Amount granted,
            @Nullable Amount open) {

        /// Whether the same was granted for the same reason, whatever it costs.
        public boolean isLike(Answer other) {
            return how.equals(other.how) && java.util.Objects.equals(reason, other.reason) && parts.equals(other.parts);
        }
    }

    /// The answer for a line.
    record Part(
            String line,
            int atOnce,
            int attempt,
            int person,
            int refused,
            @Nullable String because) {

        /// Whether nothing was granted, not even by a person.
        public boolean isNothing() {
            return atOnce + attempt + person == 0;
        }
    }

    /// Money in minor units.
    ///
    /// @param back what goes back, or need not be paid
    /// @param fee what is withheld for it
    record Amount(String currency, long back, long fee) {}
}
