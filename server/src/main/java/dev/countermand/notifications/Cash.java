package dev.countermand.notifications;

import dev.countermand.kernel.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import tools.jackson.databind.JsonNode;

/// What a fact says about money, in sentences. It promises what was planned and committed; that money
/// has arrived is another fact.
public final class Cash {

    private final JsonNode money;
    private final News news;

    /// @param money `payments.MoneyBack` as it stands in the fact
    Cash(JsonNode money, News news) {
        this.money = money;
        this.news = news;
    }

    /// What comes back, and what the rest of the order costs.
    public List<String> all() {
        var sentences = back();
        // What is withheld was said: nothing stays in the order for it.
        if (minor("remaining") > minor("kept")) {
            add(sentences, "remaining");
        }
        return sentences;
    }

    /// Whether the person will be charged for what was canceled, and how much comes back and how: the
    /// answer first.
    public List<String> back() {
        var sentences = new ArrayList<String>();
        sentences.add(news.say(verdict()));
        tenders(sentences);
        return sentences;
    }

    private void tenders(List<String> sentences) {
        for (var share : money.path("tenders")) {
            var tender = word(share, "tender");
            sentences.add(news.say(
                    words(share, tender), Map.of("amount", amount(share, "amount"), "tender", tender(tender))));
        }
        add(sentences, "notDue");
        add(sentences, "already");
        withheld(sentences);
    }

    /// What a change makes of the price: less, which comes back, or more, which is due.
    ///
    /// @param more what is due by it
    public List<String> change(long more) {
        var sentences = new ArrayList<String>();
        if (minor("total") == 0 && more == 0) {
            sentences.add(news.say("change.money.same"));
        }
        if (minor("total") > 0) {
            sentences.add(news.say("change.money.less", "amount", amount(money, "total")));
            tenders(sentences);
        }
        if (more > 0) {
            sentences.add(news.say("change.money.more", "amount", new Money(more, word(money, "currency"))));
        }
        sentences.add(news.say("change.money.remaining", "amount", remaining()));
        return sentences;
    }

    private String words(JsonNode share, String tender) {
        if (share.path("needs").asString("").equals("dispute")) {
            return "money.tender.disputed";
        }
        var general = "money.tender." + word(share, "action");
        return news.hasWords(general + "." + tender) ? general + "." + tender : general;
    }

    /// What the terms withhold, each with how it was counted. Older facts say only how much.
    private void withheld(List<String> sentences) {
        if (money.path("withheld").isEmpty()) {
            add(sentences, "kept");
        }
        for (var withheld : money.path("withheld")) {
            if (minor(withheld, "amount") > 0) {
                sentences.add(news.say(
                        "money." + Withheld.rule(withheld), Withheld.values(withheld, word(money, "currency"))));
            }
        }
    }

    private String verdict() {
        boolean unpaid = minor("notCharged") > 0 || minor("notDue") > 0;
        if (minor("refunded") > 0) {
            return unpaid ? "money.partly_paid" : "money.paid";
        }
        if (money.path("credited").longValue(0) > 0) {
            return "money.credited";
        }
        if (minor("already") > 0 && !unpaid) {
            return "money.back_already";
        }
        if (minor("kept") > 0) {
            return "money.not_charged_but_kept";
        }
        return minor("remaining") > 0 ? "money.not_charged_items" : "money.not_charged";
    }

    /// Whether nothing is left to pay for the order.
    public boolean isAll() {
        return minor("remaining") == 0;
    }

    private void add(List<String> sentences, String member) {
        if (minor(member) > 0) {
            sentences.add(news.say("money." + member, Map.of("amount", amount(money, member))));
        }
    }

    /// What the person still pays for the order.
    public Money remaining() {
        return amount(money, "remaining");
    }

    private String tender(String tender) {
        return news.say("tender." + tender);
    }

    private Money amount(JsonNode of, String member) {
        return new Money(minor(of, member), word(money, "currency"));
    }

    private long minor(String member) {
        return minor(money, member);
    }

    private static long minor(JsonNode of, String member) {
        var value = of.path(member);
        if (!value.isIntegralNumber()) {
            throw new NoSuchElementException("money does not say " + member);
        }
        return value.longValue();
    }

    private static String word(JsonNode of, String member) {
        var value = of.path(member);
        if (!value.isString()) {
            throw new NoSuchElementException("money does not say " + member);
        }
        return value.stringValue();
    }
}
