package dev.countermand.cancellations.web;

import dev.countermand.kernel.Money;
import dev.countermand.payments.MoneyBack;
import dev.countermand.payments.MoneyBack.TenderShare;
import dev.countermand.payments.MoneyBack.Withheld;
import dev.countermand.site.Texts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Money that goes back, in the words of one reader: each tender in its own, and what is withheld with its
/// arithmetic.
public record MoneyWords(Texts texts, MoneyBack money) {

    private static final String BASE = "cancellations.money.";

    /// An amount and what it is; `minor` is the same amount in minor units.
    public record Row(String sentence, String amount, long minor) {}

    /// Where an amount goes.
    public String of(TenderShare tender) {
        return texts.say(key(tender), Map.of("tender", texts.say("cancellations.tender." + tender.tender())));
    }

    private String key(TenderShare tender) {
        if (tender.waitsForBank()) {
            return BASE + "disputed";
        }
        var own = BASE + tender.action() + "." + tender.tender();
        return texts.knows(own) ? own : BASE + tender.action();
    }

    /// What the terms withhold, and how it was counted.
    public List<Row> withheld() {
        if (money.withheld().isEmpty() && money.kept() > 0) {
            return List.of(row(texts.say(BASE + "kept"), money.kept()));
        }
        return money.withheld().stream()
                .filter(withheld -> withheld.amount() > 0)
                .map(withheld -> row(sentence(withheld), withheld.amount()))
                .toList();
    }

    /// Whether the order has fees at all.
    public boolean hasFees() {
        return money.lines().stream().anyMatch(line -> line.fees() > 0);
    }

    private String sentence(Withheld withheld) {
        var percent = BigDecimal.valueOf(withheld.basisPoints(), 2).stripTrailingZeros();
        return texts.say(
                BASE + "withheld." + withheld.rule(),
                Map.of(
                        "of", money(withheld.of()),
                        "percent", percent,
                        "fixed", money(withheld.fixed()),
                        "before", money(withheld.before())));
    }

    private Row row(String sentence, long minor) {
        return new Row(sentence, texts.money(money(minor)), minor);
    }

    private Money money(long minor) {
        return new Money(minor, money.currency());
    }
}
