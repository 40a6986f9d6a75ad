package dev.countermand.notifications;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.cases.Entry;
import dev.countermand.cases.Recipient;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.spi.Messenger.Letter;
import dev.countermand.notifications.spi.Messenger.Party;
import dev.countermand.site.Look;
import dev.countermand.site.Looks;
import dev.countermand.site.Texts;
import java.net.URI;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Puts facts into words, from nothing but the fact.
@Component
class Wording {

    private final MailTemplates templates;
    private final Texts texts;
    private final Function<SellerId, Look> sellers;
    private final BiFunction<OrderRef, String, URI> links;
    private final ZoneId shopZone;

    @Autowired
    Wording(
            MailTemplates templates,
            Texts texts,
            ObjectProvider<Looks> looks,
            Sellers sellers,
            OrderLinks links,
            @Value("${countermand.zone:UTC}") ZoneId shopZone) {
        this(
                templates,
                texts,
                seller -> look(looks.getIfAvailable(), seller, sellers)
                        .outside(path -> links.page(path).toString()),
                (order, email) -> email.isEmpty() ? links.open(order) : links.open(order, email),
                shopZone);
    }

    /// @param sellers how they look, with addresses that can be followed from outside
    /// @param shopZone the zone of those whose own cannot be told from their country
    Wording(
            MailTemplates templates,
            Texts texts,
            Function<SellerId, Look> sellers,
            BiFunction<OrderRef, String, URI> links,
            ZoneId shopZone) {
        this.templates = templates;
        this.texts = texts;
        this.sellers = sellers;
        this.links = links;
        this.shopZone = shopZone;
    }

    /// The same, but each seller is looked up once: for a moment's work.
    Wording remembering() {
        var known = new HashMap<SellerId, Look>();
        return new Wording(templates, texts, seller -> known.computeIfAbsent(seller, sellers), links, shopZone);
    }

    private static Look look(@Nullable Looks looks, SellerId seller, Sellers sellers) {
        return looks == null ? Look.plain(sellers.name(seller)) : looks.of(seller);
    }

    /// Whom the fact is told to; empty when nobody is.
    Optional<Recipient> recipient(Entry entry) {
        var recipient = entry.body().path("recipient");
        if (!recipient.isObject() || !templates.tell(entry.kind())) {
            return Optional.empty();
        }
        return Optional.of(new Recipient(
                orElse(text(recipient, "name"), ""),
                text(recipient, "email"),
                text(recipient, "phone"),
                orElse(text(recipient, "locale"), "en-US")));
    }

    /// The same for the same fact, whoever makes it.
    UUID id(Entry entry) {
        return Ids.derive(entry.order().id(), Message.PREFIX, entry.seq() + "/" + Messages.MAIL);
    }

    /// The letter without its words: what stands even when there is nobody to send it to.
    Letter bare(Entry entry, Recipient recipient, URI link) {
        var address = recipient.email() == null ? "" : recipient.email().strip();
        return new Letter(
                Ids.text(Message.PREFIX, id(entry)) + '@' + host(link),
                entry.order(),
                entry.kind(),
                entry.at(),
                sellers.apply(entry.order().seller()).name(),
                new Party(recipient.name(), address),
                null,
                "",
                "",
                "");
    }

    /// The letter with its words; empty when there is nothing to say. Fails with whatever is wrong with
    /// the fact, the texts or the template.
    Optional<Letter> write(Letter bare, Entry entry, Recipient recipient, URI link) {
        var locale = Locale.forLanguageTag(recipient.locale());
        var zone = Zones.of(locale, entry.at()).orElse(shopZone);
        var news = new News(
                entry,
                recipient,
                texts.in(locale).in(zone),
                sellers.apply(entry.order().seller()),
                link);
        return templates
                .render(entry.kind(), news)
                .map(words -> bare.saying(words.subject(), words.text(), words.html()));
    }

    URI link(Entry entry, Recipient recipient) {
        return links.apply(entry.order(), orElse(recipient.email(), ""));
    }

    private static String host(URI link) {
        var host = link.getHost();
        return host == null || host.startsWith("[") ? "countermand.invalid" : host;
    }

    private static @Nullable String text(JsonNode node, String member) {
        var value = node.path(member);
        return value.isString() ? value.stringValue() : null;
    }

    private static String orElse(@Nullable String text, String other) {
        return text == null || text.isBlank() ? other : text;
    }
}
