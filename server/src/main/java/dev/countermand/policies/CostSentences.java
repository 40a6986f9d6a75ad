package dev.countermand.policies;

import dev.countermand.kernel.Money;
import dev.countermand.site.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a remedy costs the customer, in sentences: the way back, and what is kept of his money.
public final class CostSentences {

    private static final String BASE = "policies.costs.";

    private CostSentences() {}

    /// One sentence for each of which something is said.
    public static List<String> of(@Nullable SendingBack back, @Nullable Fee fee, Texts texts) {
        var sentences = new ArrayList<String>();
        if (back != null) {
            var key = BASE + "back." + back.by().word();
            sentences.add(texts.say(key, Map.of("amounts", amounts(back.price(), texts))));
        }
        if (fee != null) {
            sentences.add(fee(fee, texts));
        }
        return sentences;
    }

    private static String fee(Fee fee, Texts texts) {
        if (fee.percent() != null) {
            return texts.say(BASE + "fee.percent", Map.of("percent", fee.percent()));
        }
        return fee.costsNothing()
                ? texts.say(BASE + "fee.none")
                : texts.say(BASE + "fee.fixed", Map.of("amounts", amounts(fee.fixed(), texts)));
    }

    private static String amounts(Map<String, Long> minor, Texts texts) {
        return minor.entrySet().stream()
                .map(each -> texts.money(new Money(each.getValue(), each.getKey())))
                .collect(Collectors.joining(", "));
    }
}
