package dev.countermand.policies.web;

import dev.countermand.kernel.Money;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Terms;
import dev.countermand.site.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of money under some terms, in sentences for whoever pays.
///
/// @param kept about shipping, fees, and what canceling costs
/// @param where to which payment it goes, and as what
public record MoneySentences(List<String> kept, List<String> where) {

    private static final String BASE = "policies.money.";

    static MoneySentences of(Terms.Cancellation terms, Texts texts) {
        var kept = new ArrayList<String>();
        kept.add(texts.say(BASE + "shipping." + word(terms.shipping())));
        kept.add(texts.say(BASE + "fees." + word(terms.fees())));
        kept.add(fee(terms.fee(), texts));
        for (var special : terms.exceptions()) {
            if (special.fee() != null) {
                kept.add(special.name() + ": " + fee(special.fee(), texts));
            }
        }
        kept.add(texts.say(BASE + "by_shop"));
        return new MoneySentences(
                kept,
                List.of(
                        texts.say(BASE + "source"),
                        order(terms.tenderOrder(), texts),
                        texts.say(BASE + "balance"),
                        texts.say(BASE + "credit." + word(terms.storeCredit()))));
    }

    /// What canceling costs.
    static String fee(@Nullable Fee fee, Texts texts) {
        if (fee == null) {
            return texts.say(BASE + "fee.none");
        }
        if (fee.percent() != null) {
            return texts.say(BASE + "fee.percent", Map.of("percent", fee.percent()));
        }
        var amounts = fee.fixed().entrySet().stream()
                .map(each -> texts.money(new Money(each.getValue(), each.getKey())))
                .toList();
        return amounts.isEmpty()
                ? texts.say(BASE + "fee.none")
                : texts.say(BASE + "fee.fixed", Map.of("amounts", String.join(", ", amounts)));
    }

    private static String order(List<String> tenders, Texts texts) {
        if (tenders.isEmpty()) {
            return texts.say(BASE + "order.usual");
        }
        var names = tenders.stream().map(tender -> texts.say("payments.tender." + tender));
        return texts.say(BASE + "order.named", Map.of("tenders", String.join(", ", names.toList())));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
