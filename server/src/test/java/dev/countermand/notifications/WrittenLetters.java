package dev.countermand.notifications;

import dev.countermand.cases.Entry;
import dev.countermand.cases.Fact;
import dev.countermand.kernel.OrderRef;
import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.site.Look;
import dev.countermand.site.Texts;
import java.net.URI;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Facts put into words as the server does it, for tests that read the letters.
abstract class WrittenLetters {

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    final Wording wording = new Wording(
            new MailTemplates(),
            new Texts(true),
            seller -> Look.plain(seller.equals(Facts.order("1").seller()) ? "Michael's Bags" : seller.value()),
            (order, email) -> URI.create("https://shop.example/o/" + order.id() + "?k=s1gned"),
            ZoneId.of("America/New_York"));

    Letter letter(OrderRef order, Fact fact) {
        return letter(Facts.entry(order, fact));
    }

    Letter letter(Entry entry) {
        return written(entry).orElseThrow();
    }

    Optional<Letter> written(Entry entry) {
        var recipient = wording.recipient(entry).orElseThrow();
        var link = wording.link(entry, recipient);
        return wording.write(wording.bare(entry, recipient, link), entry, recipient, link);
    }

    static Entry with(Entry entry, ObjectNode body) {
        return new Entry(1, entry.order(), entry.seq(), entry.kind(), entry.at(), "", "", "", body);
    }

    /// What a person reads of the HTML.
    static String words(String html) {
        return TAG.matcher(html.substring(html.indexOf("<body")))
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
