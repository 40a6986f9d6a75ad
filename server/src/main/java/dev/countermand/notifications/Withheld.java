package dev.countermand.notifications;

import dev.countermand.kernel.Money;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Something that the terms withheld, as it stands in a fact or a receipt, in words.
public final class Withheld {

    private Withheld() {}

    /// The end of the key of its sentence.
    public static String rule(JsonNode withheld) {
        var what = "withheld." + withheld.path("what").asString("");
        if (!what.endsWith("cancellation_fee")) {
            return what;
        }
        return what
                + (amount(withheld, "basisPoints") > 0 ? ".percent" : ".fixed")
                + (amount(withheld, "before") > 0 ? ".before" : "");
    }

    /// What the sentence names: `amount`, `of`, `percent`, `fixed` and `before`.
    public static Map<String, Object> values(JsonNode withheld, String currency) {
        return Map.of(
                "amount", new Money(amount(withheld, "amount"), currency),
                "of", new Money(amount(withheld, "of"), currency),
                "percent",
                        BigDecimal.valueOf(amount(withheld, "basisPoints"), 2).stripTrailingZeros(),
                "fixed", new Money(amount(withheld, "fixed"), currency),
                "before", new Money(amount(withheld, "before"), currency));
    }

    private static long amount(JsonNode withheld, String member) {
        return withheld.path(member).longValue(0);
    }
}
