package dev.countermand.notifications;

import dev.countermand.cases.Entry;
import dev.countermand.cases.Recipient;
import dev.countermand.kernel.Money;
import dev.countermand.notifications.proof.Postal;
import dev.countermand.notifications.receipts.Receipts;
import dev.countermand.site.Json;
import dev.countermand.site.Look;
import dev.countermand.site.Texts;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One committed fact as a mail template reads it: its members with their types, and the sentences about
/// it in the recipient's language. A member that is not there, or is something else, fails with
/// `NoSuchElementException`: a message says only what was committed, and never half of it.
public final class News {

    /// Units of a line, with the words a person needs.
    public record Item(String line, String sku, String title, int quantity) {}

    private final Entry entry;
    private final Recipient recipient;
    private final Texts words;
    private final Look look;
    private final URI link;
    private final Map<String, Object> known;

    /// @param words in the recipient's language and zone
    /// @param look of the shop that writes
    /// @param link opens the order for whoever holds it
    News(Entry entry, Recipient recipient, Texts words, Look look, URI link) {
        this.entry = entry;
        this.recipient = recipient;
        this.words = words;
        this.look = look;
        this.link = link;
        this.known =
                Map.of("order", Inline.of(entry.order().number()), "seller", Inline.of(look.name()), "name", name());
    }

    /// A sentence: the fact's own (`notifications.<kind>.<key>`), else the one that all mails share
    /// (`notifications.mail.<key>`). It may speak of `{order}`, `{seller}` and `{name}`.
    public String say(String key) {
        return say(key, Map.of());
    }

    /// A sentence with one further value.
    public String say(String key, String name, Object value) {
        return say(key, Map.of(name, value));
    }

    /// A sentence with further values.
    public String say(String key, Map<String, ?> values) {
        var all = new HashMap<String, Object>(known);
        values.forEach((name, value) -> all.put(name, value instanceof String text ? Inline.of(text) : value));
        return words.say(knows(key) ? own(key) : "notifications.mail." + key, all);
    }

    /// Whether the fact has a sentence of its own by this key.
    public boolean knows(String key) {
        return words.knows(own(key));
    }

    /// Whether every mail has a sentence by this key.
    boolean hasWords(String key) {
        return words.knows("notifications.mail." + key);
    }

    private String own(String key) {
        return "notifications." + entry.kind() + '.' + key;
    }

    /// The words that open a message.
    public String greeting() {
        return say(name().isEmpty() ? "greeting.nameless" : "greeting");
    }

    /// What to name when asking about this: the order, and the cancellation where there is one.
    public String reference() {
        for (var named : List.of("cancellation", "change")) {
            if (has(named)) {
                return say("reference", "reference", text(named));
            }
        }
        return say("reference.order");
    }

    /// How the shop that writes looks.
    public Look look() {
        return look;
    }

    /// The shop's font as the end of a `style`; empty for none of its own.
    public String font() {
        return look.font() == null ? "" : ";font-family:" + look.font().replace('"', '\'');
    }

    /// Who is addressed; empty where no name is known.
    public String name() {
        return Inline.of(recipient.name());
    }

    /// Which order, as the shop numbers it.
    public String order() {
        return Inline.of(entry.order().number());
    }

    /// The name under which the shop writes.
    public String seller() {
        return Inline.of(look.name());
    }

    /// Opens the order's page without a password.
    public String link() {
        return link.toString();
    }

    /// Opens the signed receipt of this without a password; null where there is none.
    public @Nullable String receipt() {
        return Receipts.has(entry.kind())
                ? link.resolve("/r/" + Receipts.id(entry) + '?' + link.getRawQuery())
                        .toString()
                : null;
    }

    /// The language of the sentences, as HTML names it.
    public String language() {
        return words.locale().toLanguageTag();
    }

    /// Whether the member is there.
    public boolean has(String member) {
        return !entry.body().path(member).isMissingNode();
    }

    /// A member that is text.
    public String text(String member) {
        var value = entry.body().path(member);
        return Inline.of(value.isString() ? value.stringValue() : missing(member));
    }

    /// The member `amount` with its `currency`.
    public Money amount() {
        var value = entry.body().path("amount");
        return new Money(
                value.isIntegralNumber() ? value.longValue() : Long.parseLong(missing("amount")), text("currency"));
    }

    /// The tender of the member `payment`, such as `card`.
    public String tender() {
        var value = entry.body().path("payment").path("tender");
        return value.isString() ? value.stringValue() : missing("payment");
    }

    /// A member that is yes or no.
    public boolean flag(String member) {
        var value = entry.body().path(member);
        return value.isBoolean() ? value.booleanValue() : Boolean.parseBoolean(missing(member));
    }

    /// A member that is a whole number.
    public long number(String member) {
        var value = entry.body().path(member);
        return value.isIntegralNumber() ? value.longValue() : Long.parseLong(missing(member));
    }

    /// A member that is a postal address, on one line.
    public String address(String member) {
        var parts = Postal.parts(entry.body().path(member));
        return parts.isEmpty()
                ? missing(member)
                : String.join(", ", parts.stream().map(Inline::of).toList());
    }

    /// A member that is an instant: date and time to the minute with the zone, on the recipient's wall.
    public String when(String member) {
        try {
            var at = Instant.parse(text(member));
            var zone = DateTimeFormatter.ofPattern("zzz", words.locale()).withZone(words.zone());
            return words.dateTime(at) + ' ' + zone.format(at);
        } catch (DateTimeParseException e) {
            throw new NoSuchElementException(entry.kind() + " has no instant in " + member, e);
        }
    }

    /// A member that is a list of units.
    public List<Item> items(String member) {
        var list = entry.body().path(member);
        if (!list.isArray()) {
            missing(member);
        }
        return StreamSupport.stream(list.spliterator(), false).map(this::item).toList();
    }

    private Item item(JsonNode node) {
        var item = Json.read(node, Item.class);
        // What goes and what comes by a change may have one title: the article tells them apart.
        boolean both = entry.kind().startsWith("change.") && !item.sku().isEmpty();
        var title = both ? item.title() + " (" + item.sku() + ")" : item.title();
        return new Item(item.line(), Inline.of(item.sku()), Inline.of(title), item.quantity());
    }

    /// The member `money` in sentences.
    public Cash money() {
        if (!entry.body().path("money").isObject()) {
            missing("money");
        }
        return new Cash(entry.body().path("money"), this);
    }

    /// The order in the words of schema.org, for mail programs that show it beside the mail: JSON that
    /// is safe inside a `script` element.
    ///
    /// @param status the name of a schema.org `OrderStatus`
    public String markup(String status) {
        return OrderMarkup.of(entry, look.name(), link, status);
    }

    private String missing(String member) {
        throw new NoSuchElementException(entry.kind() + " does not say " + member);
    }
}
