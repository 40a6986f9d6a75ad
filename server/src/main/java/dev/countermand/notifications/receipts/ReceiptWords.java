package dev.countermand.notifications.receipts;

import dev.countermand.kernel.Money;
import dev.countermand.notifications.Withheld;
import dev.countermand.notifications.proof.Postal;
import dev.countermand.site.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Puts a receipt into words. Only for one whose signature was checked: then its members are what we wrote.
public final class ReceiptWords {

    private static final String BASE = "notifications.receipt.";

    /// By this id it is called "UTC"; by its offset, "Z".
    static final ZoneId UTC = ZoneId.of("UTC");

    private final JsonNode claims;
    private final Texts texts;

    private ReceiptWords(JsonNode claims, Texts texts) {
        this.claims = claims;
        this.texts = texts;
    }

    /// In the reader's language.
    public static ReceiptView in(Texts texts, JsonNode claims) {
        return new ReceiptWords(claims, texts).view();
    }

    /// In the language and zone that the receipt was made in: as it stands on paper.
    public static Texts own(Texts texts, JsonNode claims) {
        return texts.in(Locale.forLanguageTag(claims.path("language").asString("en-US")))
                .in(zone(claims));
    }

    private ReceiptView view() {
        var status = text("status");
        return new ReceiptView(
                text("number"),
                claims.path("seller").path("name").asString(""),
                known(BASE + "status." + of() + status, text("sentence")),
                tone(status),
                facts(),
                StreamSupport.stream(claims.path("lines").spliterator(), false)
                        .map(this::item)
                        .toList(),
                money());
    }

    /// Of changes some sentences differ.
    private String of() {
        return isChange() ? "change." : "";
    }

    private boolean isChange() {
        return claims.has("change");
    }

    private static String tone(String status) {
        return switch (status) {
            case "canceled", "store_canceled", "successful", "changed" -> "good";
            case "attempting", "waiting" -> "busy";
            case "unable", "refused" -> "bad";
            default -> "calm";
        };
    }

    private List<ReceiptView.Fact> facts() {
        var facts = new ArrayList<ReceiptView.Fact>();
        add(facts, "order", text("order"));
        add(facts, "customer", text("customer"));
        var at = Instant.parse(text("at"));
        add(facts, "utc", texts.in(UTC).exact(at));
        if (!zone(claims).equals(UTC)) {
            add(facts, "local", texts.in(zone(claims)).exact(at) + " (" + text("zone") + ")");
        }
        add(facts, "by", by());
        add(facts, "reason", known("cancellations.request." + text("reason"), text("reason")));
        add(facts, "note", text("note"));
        add(facts, "because", because());
        add(facts, "decided", known("cancellations.by." + text("decidedBy"), text("decidedBy")));
        if (!text("deadline").isEmpty()) {
            add(facts, "deadline", texts.in(zone(claims)).exact(Instant.parse(text("deadline"))));
        }
        add(facts, "silence", known(BASE + "silence." + of() + text("silence"), text("silence")));
        add(facts, "address", String.join(", ", Postal.parts(claims.path("address"))));
        add(facts, "if_unable", known(BASE + "if_unable." + text("ifUnable"), text("ifUnable")));
        add(facts, "terms", text("terms"));
        add(facts, "reference", text(isChange() ? "change" : "cancellation"));
        return facts;
    }

    private String by() {
        var by = claims.path("by");
        var as = known(BASE + "as." + by.path("as").asString(""), by.path("as").asString(""));
        var channel = by.path("channel").asString("");
        var name = by.path("name").asString("");
        var who = by.path("as").asString("").equals("shopper") || name.isEmpty() ? as : as + " (" + name + ")";
        return texts.knows(BASE + "channel." + channel) ? who + ", " + texts.say(BASE + "channel." + channel) : who;
    }

    private String because() {
        var because = text("because");
        return because.isEmpty() ? "" : known("cancellations.reason." + because + ".name", because);
    }

    private ReceiptView.Item item(JsonNode line) {
        var count = line.path("quantity").intValue(0);
        // What goes and what comes by a change may have one title: the article tells them apart.
        var sku = isChange() ? line.path("sku").asString("") : "";
        var title = texts.say(
                BASE + "item",
                Map.of(
                        "quantity",
                        count,
                        "title",
                        line.path("title").asString("") + (sku.isEmpty() ? "" : " (" + sku + ")")));
        var outcome = line.path("outcome").asString("");
        return new ReceiptView.Item(title, known(BASE + "outcome." + outcome, outcome));
    }

    private List<String> money() {
        var money = claims.path("money");
        if (!money.isObject()) {
            return List.of();
        }
        var sentences = new ArrayList<String>();
        for (var tender : money.path("tenders")) {
            var word = tender.path("tender").asString("other");
            sentences.add(texts.say(
                    BASE + "money." + tender.path("action").asString("refund"),
                    Map.of(
                            "amount", amount(tender, "amount"),
                            "tender", known("cancellations.tender." + word, word))));
        }
        for (var withheld : money.path("withheld")) {
            var key = "notifications.mail.money." + Withheld.rule(withheld);
            if (withheld.path("amount").longValue(0) > 0) {
                var values = Withheld.values(withheld, money.path("currency").asString("EUR"));
                sentences.add(texts.say(texts.knows(key) ? key : BASE + "money.kept", values));
            }
        }
        var sums =
                money.path("withheld").isEmpty() ? List.of("notDue", "already", "kept") : List.of("notDue", "already");
        for (var member : sums) {
            if (money.path(member).longValue(0) > 0) {
                sentences.add(texts.say(BASE + "money." + member, Map.of("amount", amount(money, member))));
            }
        }
        if (money.path("more").longValue(0) > 0) {
            sentences.add(texts.say(BASE + "money.more", Map.of("amount", amount(money, "more"))));
        }
        if (sentences.isEmpty()) {
            sentences.add(texts.say(BASE + "money.nothing"));
        }
        sentences.add(texts.say(BASE + "money.remaining", Map.of("amount", amount(money, "remaining"))));
        return sentences;
    }

    private Money amount(JsonNode of, String member) {
        return new Money(
                of.path(member).longValue(0),
                claims.path("money").path("currency").asString("EUR"));
    }

    private void add(List<ReceiptView.Fact> facts, String label, String value) {
        if (!value.isEmpty()) {
            facts.add(new ReceiptView.Fact(texts.say(BASE + "label." + label), value));
        }
    }

    /// A newer server may have signed a word that this one has no sentence for.
    private String known(String key, String word) {
        return texts.knows(key) ? texts.say(key) : word;
    }

    private String text(String member) {
        return claims.path(member).asString("");
    }

    private static ZoneId zone(JsonNode claims) {
        try {
            var zone = ZoneId.of(claims.path("zone").asString("UTC"));
            return zone.normalized().equals(ZoneOffset.UTC) ? UTC : zone;
        } catch (DateTimeException unknown) {
            return UTC;
        }
    }
}
