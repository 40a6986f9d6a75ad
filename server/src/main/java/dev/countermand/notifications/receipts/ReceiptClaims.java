package dev.countermand.notifications.receipts;

import static java.util.Map.entry;

import dev.countermand.cases.Entry;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a receipt says, from nothing but the fact: pure.
final class ReceiptClaims {

    private static final String CANCELLATION = "cancellation.";

    /// Which units a fact of this kind tells of: the member of the fact, and the outcome for its units.
    private static final Map<String, Map<String, String>> ITEMS = Map.ofEntries(
            entry("cancellation.canceled", Map.of("items", "canceled")),
            entry("cancellation.store_canceled", Map.of("items", "canceled")),
            entry("cancellation.attempting", Map.of("canceled", "canceled", "stopping", "stopping")),
            entry("cancellation.waiting", Map.of("canceled", "canceled", "stopping", "stopping", "items", "held")),
            entry("cancellation.successful", Map.of("canceled", "canceled", "unable", "unable")),
            entry("cancellation.unable", Map.of("canceled", "canceled", "unable", "unable")),
            entry("cancellation.partly", Map.of("canceled", "canceled", "unable", "unable")),
            entry("cancellation.withdrawn", Map.of("canceled", "canceled", "resumed", "resumed")),
            entry("cancellation.refused", Map.of("items", "refused")),
            entry("change.changed", Map.of("items", "replaced", "came", "came")),
            entry("change.attempting", begun(Map.of())),
            entry("change.waiting", begun(Map.of("items", "held"))),
            entry("change.successful", ended("unable")),
            entry("change.unable", ended("unable")),
            entry("change.partly", ended("unable")),
            entry("change.withdrawn", ended("resumed")),
            entry("change.refused", Map.of("items", "unchanged", "wanted", "wanted")));

    /// In this order they are told.
    private static final List<String> MEMBERS =
            List.of("items", "canceled", "came", "added", "stopping", "wanted", "unable", "resumed");

    /// Members of the fact that the receipt repeats as they are.
    private static final List<String> REPEATED = List.of(
            "reason", "byStore", "note", "because", "ifUnable", "deadline", "silence", "waitsFor", "follows", "next");

    private static final List<String> AMOUNTS =
            List.of("total", "notCharged", "refunded", "notDue", "already", "kept", "remaining");

    private ReceiptClaims() {}

    private static Map<String, String> begun(Map<String, String> others) {
        var begun = new HashMap<>(others);
        begun.putAll(Map.of("canceled", "replaced", "added", "came", "stopping", "stopping", "wanted", "wanted"));
        return begun;
    }

    private static Map<String, String> ended(String rest) {
        return Map.of("canceled", "replaced", "came", "came", rest, rest);
    }

    /// Whether a fact of this kind has a receipt: every request, verdict and message of the store.
    static boolean has(String kind) {
        return ITEMS.containsKey(kind);
    }

    /// How receipts call a fact of this kind in their codes and texts: of a cancellation its status alone.
    static String word(String kind) {
        return kind.startsWith(CANCELLATION) ? kind.substring(CANCELLATION.length()) : kind;
    }

    /// What the fact is about, as it calls that itself: `cancellation` or `change`.
    static String about(Entry entry) {
        return entry.kind().substring(0, entry.kind().indexOf('.'));
    }

    /// The public id of what the fact is about.
    static String thing(Entry entry) {
        return entry.body().path(about(entry)).asString("");
    }

    /// Whether the customer is not told of it: the store asks itself, and nothing is decided yet.
    static boolean isShopOnly(Entry entry) {
        return entry.kind().endsWith(".waiting") && entry.body().path("byStore").booleanValue(false);
    }

    /// When it happened, to the second.
    static Instant at(Entry entry) {
        return entry.at().truncatedTo(ChronoUnit.SECONDS);
    }

    /// What is not in the fact.
    ///
    /// @param issuer where this server is reached
    /// @param sellerName what customers call the seller
    /// @param customer the name of the person, or null
    /// @param texts in the person's language and zone
    record Frame(
            String id,
            String number,
            String issuer,
            String sellerName,
            @Nullable String customer,
            Texts texts,
            Instant issuedAt) {}

    static Map<String, Object> of(Entry entry, Frame frame) {
        var body = entry.body();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", frame.issuer());
        claims.put("jti", frame.id());
        claims.put("iat", frame.issuedAt().getEpochSecond());
        claims.put("number", frame.number());
        var seller = new LinkedHashMap<String, Object>();
        seller.put("id", entry.order().seller().value());
        seller.put("name", frame.sellerName());
        claims.put("seller", seller);
        claims.put("order", entry.order().number());
        claims.put("fact", entry.seq());
        claims.put(about(entry), thing(entry));
        claims.put("status", entry.kind().substring(entry.kind().indexOf('.') + 1));
        claims.put("sentence", frame.texts().say("notifications.receipt.status." + word(entry.kind())));
        claims.put("language", frame.texts().locale().toLanguageTag());
        when(claims, at(entry), frame.texts().zone());
        claims.put("by", by(entry));
        put(claims, "customer", frame.customer());
        REPEATED.forEach(name -> put(claims, name, body.get(name)));
        // Who decided, as a verdict says it; `by` says who did what led to it.
        put(claims, "decidedBy", body.get("by"));
        put(claims, "address", body.get("address"));
        claims.put("lines", lines(body, ITEMS.getOrDefault(entry.kind(), Map.of())));
        if (body.path("money").isObject()) {
            claims.put("money", money(body.path("money"), body.path("more").longValue(0)));
        }
        put(claims, "terms", body.get("policyVersion"));
        return claims;
    }

    private static void when(Map<String, Object> claims, Instant at, ZoneId zone) {
        claims.put("at", at.toString());
        claims.put("local", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone)));
        claims.put("zone", zone.getId());
    }

    private static Map<String, Object> by(Entry entry) {
        var by = new LinkedHashMap<String, Object>();
        by.put("as", entry.actorKind());
        by.put("name", entry.actorName());
        by.put("channel", entry.channel());
        return by;
    }

    private static List<Object> lines(JsonNode body, Map<String, String> members) {
        var lines = new ArrayList<Object>();
        MEMBERS.forEach(member -> {
            if (members.containsKey(member)) {
                body.path(member).forEach(item -> lines.add(line(item, members.getOrDefault(member, ""))));
            }
        });
        return lines;
    }

    private static Map<String, Object> line(JsonNode item, String outcome) {
        var line = new LinkedHashMap<String, Object>();
        line.put("line", item.path("line").asString(""));
        line.put("sku", item.path("sku").asString(""));
        line.put("title", item.path("title").asString(""));
        line.put("quantity", item.path("quantity").intValue(0));
        line.put("outcome", outcome);
        return line;
    }

    /// @param more what is due by it
    private static Map<String, Object> money(JsonNode money, long more) {
        var told = new LinkedHashMap<String, Object>();
        told.put("currency", money.path("currency").asString(""));
        AMOUNTS.forEach(name -> told.put(name, money.path(name).longValue(0)));
        if (money.path("credited").longValue(0) > 0) {
            told.put("credited", money.path("credited").longValue(0));
        }
        if (more > 0) {
            told.put("more", more);
        }
        var tenders = new ArrayList<Object>();
        money.path("tenders").forEach(tenders::add);
        told.put("tenders", tenders);
        var withheld = new ArrayList<Object>();
        money.path("withheld").forEach(withheld::add);
        if (!withheld.isEmpty()) {
            told.put("withheld", withheld);
        }
        return told;
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null && !(value instanceof JsonNode node && node.isNull())) {
            claims.put(name, value);
        }
    }
}
