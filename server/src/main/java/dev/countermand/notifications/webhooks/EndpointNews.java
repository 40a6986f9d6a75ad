package dev.countermand.notifications.webhooks;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.kernel.Ids;
import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.notifications.spi.Messenger.Party;
import dev.countermand.notifications.webhooks.DeliveryStore.Claim;
import dev.countermand.site.Pages;
import dev.countermand.site.Texts;
import gg.jte.output.StringOutput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/// Tells a seller by mail that one of his endpoints has stopped working.
@Component
class EndpointNews {

    /// One such mail for each endpoint in this time: the desk shows the rest.
    private static final Duration QUIET = Duration.ofHours(24);

    private final EndpointMailStore store;
    private final OrderLinks links;
    private final Texts texts;
    private final Pages pages;
    private final Clock clock;

    EndpointNews(EndpointMailStore store, OrderLinks links, Texts texts, Pages pages, Clock clock) {
        this.store = store;
        this.links = links;
        this.texts = texts;
        this.pages = pages;
        this.clock = clock;
    }

    /// Keeps the mail that the worker will hand over, inside the caller's transaction.
    ///
    /// @param what `failed` (one delivery was given up), `failing` (and the endpoint is paused), `gone`
    void tell(String what, Endpoint endpoint, Claim claim, String error) {
        var contact = endpoint.contact();
        if (contact == null) {
            return;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var letter = letter(what, endpoint, claim, error, new Party("", contact), now);
        store.add(Ids.mint(claim.order().part(), now), endpoint.uuid(), letter, now.minus(QUIET));
    }

    private Letter letter(String what, Endpoint endpoint, Claim claim, String error, Party to, Instant now) {
        var values = new HashMap<String, Object>();
        values.put("url", endpoint.url());
        values.put("event", claim.kind());
        values.put("order", claim.order().number());
        values.put("error", error);
        var subject = texts.say("webhooks.mail." + what + ".subject", values);
        var paragraphs = List.of(
                texts.say("webhooks.mail." + what, values),
                texts.say("webhooks.mail.error", values),
                texts.say("webhooks.mail.kept"));
        var link = links.open(claim.order())
                .resolve("/desk/webhooks/" + endpoint.id())
                .toString();
        var text = String.join("\n\n", paragraphs) + "\n\n" + link + "\n";
        var html = html(subject, paragraphs, link);
        return new Letter("", claim.order(), "webhook." + what, now, "Countermand", to, null, subject, text, html);
    }

    private String html(String title, List<String> paragraphs, String link) {
        var model = new HashMap<String, Object>();
        model.put("language", texts.locale().toLanguageTag());
        model.put("title", title);
        model.put("paragraphs", paragraphs);
        model.put("link", link);
        model.put("open", texts.say("webhooks.mail.open"));
        var html = new StringOutput();
        pages.part("notifications/webhooks/mail", model).writeTo(html);
        return html.toString();
    }
}
