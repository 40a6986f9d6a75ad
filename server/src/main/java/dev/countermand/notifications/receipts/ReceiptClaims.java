package dev.countermand.notifications.receipts;

import dev.countermand.cases.Entry;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a receipt says, from nothing but the fact: pure.
final class ReceiptClaims {

    private static final String CANCELLATION = "cancellation.";

    /// Which units a fact of this kind tells of: the member of the fact, and the outcome for its units.
    private static final Map<String, Map<String, String>> ITEMS = Map.of(
            "canceled", Map.of("items", "canceled"),
            "store_canceled", Map.of("items", "canceled"),
            "attempting", Map.of("canceled", "canceled", "stopping", "stopping"),
            "waiting", Map.of("canceled", "canceled", "stopping", "stopping", "items", "held"),
            "successful", Map.of("canceled", "canceled", "unable", "unable"),
            "unable", Map.of("canceled", "canceled", "unable", "unable"),
            "partly", Map.of("canceled", "canceled", "unable", "unable"),
            "withdrawn", Map.of("canceled", "canceled", "resumed", "resumed"),
            "refused", Map.of("items", "refused"));

    /// Members of the fact that the receipt repeats as they are.
    private static final List<String> REPEATED = List.of(
            "reason", "byStore", "note", "because", "ifUnable", "deadline", "silence", "waitsFor", "follows", "next");

    private static final List<String> AMOUNTS =
            List.of("total", "notCharged", "refunded", "notDue", "already", "kept", "remaining");

    private ReceiptClaims() {}

    /// Whether a fact of this kind has a receipt: every request, verdict and message of the store.
    static boolean has(String kind) {
        return kind.startsWith(CANCELLATION) && ITEMS.containsKey(kind.substring(CANCELLATION.length()));
    }

    /// Whether the customer is not told of it: the store asks itself, and nothing is decided yet.
    static boolean isShopOnly(Entry entry) {
        return entry.kind().equals(CANCELLATION + "waiting")
                && entry.body().path("byStore").booleanValue(false);
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
        var status = entry.kind().substring(CANCELLATION.length());
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
        claims.put("cancellation", body.path("cancellation").asString(""));
        claims.put("status", status);
        claims.put("sentence", frame.texts().say("notifications.receipt.status." + status));
        claims.put("language", frame.texts().locale().toLanguageTag());
        when(claims, at(entry), frame.texts().zone());
        claims.put("by", by(entry));
        put(claims, "customer", frame.customer());
        REPEATED.forEach(name -> put(claims, name, body.get(name)));
        // Who decided, as a verdict says it; `by` says who did what led to it.
        put(claims, "decidedBy", body.get("by"));
        claims.put("lines", lines(body, ITEMS.getOrDefault(status, Map.of())));
        if (body.path("money").isObject()) {
            claims.put("money", money(body.path("money")));
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
        List.of("items", "canceled", "stopping", "unable", "resumed").forEach(member -> {
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

    private static Map<String, Object> money(JsonNode money) {
        var told = new LinkedHashMap<String, Object>();
        told.put("currency", money.path("currency").asString(""));
        AMOUNTS.forEach(name -> told.put(name, money.path(name).longValue(0)));
        if (money.path("credited").longValue(0) > 0) {
            told.put("credited", money.path("credited").longValue(0));
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
