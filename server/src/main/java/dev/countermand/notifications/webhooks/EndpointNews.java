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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
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
        var values = Map.of(
                "url",
                endpoint.url(),
                "event",
                claim.kind(),
                "order",
                claim.order().number(),
                "error",
                error);
        var subject = texts.say("webhooks.mail." + what + ".subject", values);
        var paragraphs = List.of(
                texts.say("webhooks.mail." + what, values),
                texts.say("webhooks.mail.error", values),
                texts.say("webhooks.mail.kept"));
        var link = links.open(claim.order())
                .resolve("/desk/webhooks/" + endpoint.id())
                .toString();
        var html = new StringOutput();
        pages.part(
                        "notifications/webhooks/mail",
                        Map.of(
                                "language", texts.locale().toLanguageTag(),
                                "title", subject,
                                "paragraphs", paragraphs,
                                "link", link,
                                "open", texts.say("webhooks.mail.open")))
                .writeTo(html);
        var text = String.join("\n\n", paragraphs) + "\n\n" + link + "\n";
        var letter = new Letter(
                "",
                claim.order(),
                "webhook." + what,
                now,
                "Countermand",
                new Party("", contact),
                null,
                subject,
                text,
                html.toString());
        store.add(Ids.mint(claim.order().part(), now), endpoint.uuid(), letter, now.minus(QUIET));
    }
}
