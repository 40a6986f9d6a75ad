package dev.countermand.payments.reconcile;

import dev.countermand.kernel.Money;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.Said;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// A difference that stands.
///
/// @param id its public id
/// @param order whose; null when it is about none of ours
/// @param source by what it was found: `provider` or `file`
public record OpenDifference(
        String id,
        @Nullable OrderRef order,
        SellerId seller,
        String source,
        @Nullable String gateway,
        Difference difference,
        Instant openedAt) {

    static final String PREFIX = "dif";

    /// Whether both are the same difference, whatever figures it has by now.
    boolean isAbout(Difference other) {
        return difference.kind() == other.kind() && difference.subject().equals(other.subject());
    }

    /// What differs and what to do, in a sentence.
    public String sentence(Texts texts) {
        return said().in(texts);
    }

    Said said() {
        var values = new HashMap<String, Object>();
        values.put("amount", new Money(difference.amount(), difference.currency()));
        values.put("payment", difference.payment());
        values.put("reference", difference.reference() == null ? difference.subject() : difference.reference());
        values.put("ours", money(difference.ours()));
        values.put("theirs", money(difference.theirs()));
        values.put("ourState", String.valueOf(difference.ourState()));
        values.put("theirState", String.valueOf(difference.theirState()));
        return new Said("payments.difference." + difference.kind().word() + about(), values);
    }

    /// Captures, releases and disputes have sentences of their own: they did not go back.
    private String about() {
        var sum = SumRules.about(difference);
        boolean isDispute = String.valueOf(difference.theirState()).startsWith("dispute");
        return sum != null ? "." + sum : isDispute ? ".dispute" : "";
    }

    private Object money(@Nullable Long minor) {
        return minor == null ? "none" : new Money(minor, difference.currency());
    }
}
