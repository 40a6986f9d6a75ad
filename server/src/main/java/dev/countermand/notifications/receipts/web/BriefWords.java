package dev.countermand.notifications.receipts.web;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.receipts.ReceiptView;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The few words of a QR code, put as a receipt without items and money. Only for one whose signature was
/// checked.
final class BriefWords {

    private static final String BASE = "notifications.receipt.";

    private BriefWords() {}

    static ReceiptView in(Texts texts, JsonNode claims, Sellers sellers) {
        var status = claims.path("k").asString("");
        var seller = sellers.name(new SellerId(claims.path("s").asString("")));
        var at = texts.in(ZoneId.of("UTC")).exact(Instant.parse(claims.path("t").asString("")));
        return new ReceiptView(
                claims.path("n").asString(""),
                seller,
                texts.knows(BASE + "status." + status) ? texts.say(BASE + "status." + status) : status,
                "calm",
                List.of(
                        new ReceiptView.Fact(texts.say(BASE + "label.utc"), at),
                        new ReceiptView.Fact(
                                texts.say(BASE + "label.hash"), claims.path("h").asString(""))),
                List.of(),
                List.of());
    }
}
