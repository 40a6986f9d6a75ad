package dev.countermand.site;

import dev.countermand.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A sentence that is not put into words yet: its key and its values. It can be kept, and said later to
/// somebody in his own language.
///
/// @param key of the sentence in the bundles
/// @param values text, whole numbers, `Money`, `Instant`, `Duration`, and sentences within the sentence
public record Said(String key, Map<String, Object> values) {

    /// Fails on values of another kind: they could not be kept.
    public Said {
        var plain = new TreeMap<String, Object>();
        values.forEach((name, value) -> plain.put(name, kept(value)));
        values = Map.copyOf(plain);
    }

    /// One without values.
    public Said(String key) {
        this(key, Map.of());
    }

    /// In these words.
    public String in(Texts texts) {
        var said = new TreeMap<String, Object>();
        values.forEach((name, value) -> said.put(name, value instanceof Said inner ? inner.in(texts) : value));
        return texts.say(key, said);
    }

    /// As it is kept: JSON.
    public String json() {
        return Json.write(tree());
    }

    /// What [#json] wrote; null for null.
    public static @Nullable Said read(@Nullable String json) {
        return json == null ? null : read(Json.tree(json));
    }

    private Map<String, Object> tree() {
        var plain = new TreeMap<String, Object>();
        values.forEach((name, value) -> plain.put(
                name,
                switch (value) {
                    case Money money -> Map.of("money", money.minor(), "currency", money.currency());
                    case Instant at -> Map.of("at", at.toString());
                    case Duration length -> Map.of("lasts", length.toString());
                    case Said inner -> inner.tree();
                    default -> value;
                }));
        return new TreeMap<>(Map.of("say", key, "with", plain));
    }

    private static Said read(JsonNode tree) {
        var values = new TreeMap<String, Object>();
        tree.path("with").properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return new Said(tree.path("say").asString(), values);
    }

    private static Object value(JsonNode node) {
        if (node.has("money")) {
            return new Money(node.path("money").asLong(), node.path("currency").asString());
        }
        if (node.has("at")) {
            return Instant.parse(node.path("at").asString());
        }
        if (node.has("lasts")) {
            return Duration.parse(node.path("lasts").asString());
        }
        if (node.has("say")) {
            return read(node);
        }
        return node.isNumber() ? (Object) node.asLong() : node.asString();
    }

    private static Object kept(Object value) {
        return switch (value) {
            case Integer number -> number.longValue();
            case Long number -> number;
            case String text -> text;
            case Money money -> money;
            case Instant at -> at;
            case Duration length -> length;
            case Said inner -> inner;
            default -> throw new IllegalArgumentException(value.getClass() + " cannot be kept in a sentence");
        };
    }
}
