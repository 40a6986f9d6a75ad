package dev.countermand.policies.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What may stand at a place of the document. Reader and JSON Schema are both made from it, so that neither knows a
/// key which the other does not.
sealed interface Shape {

    /// Reads a text, or says what is wrong with it.
    @FunctionalInterface
    interface Reads<T> {
        T read(String text) throws Wrong;
    }

    /// One value.
    ///
    /// @param what it is, for people: "a rule", "a day"
    /// @param schema what editors are told of it
    record Leaf<T>(String what, Map<String, Object> schema, Reads<T> reads) implements Shape {}

    /// A list, or one value alone where the members are leaves.
    ///
    /// @param max most members
    record Listing(Shape each, int max) implements Shape {}

    /// Named values.
    ///
    /// @param name of its definition in the schema
    record Mapping(String name, List<Named> keys) implements Shape {

        Optional<Named> key(String word) {
            return keys.stream().filter(key -> key.name().equals(word)).findFirst();
        }

        List<String> words() {
            return keys.stream().map(Named::name).toList();
        }
    }

    /// A text, which is short for a mapping with this one key.
    record Brief(String key, Mapping mapping) implements Shape {}

    /// A key of a mapping.
    ///
    /// @param about what it says, in a sentence; editors show it
    /// @param required whether a mapping without it is a fault
    record Named(String name, Shape shape, String about, boolean required) {

        Named(String name, Shape shape, String about) {
            this(name, shape, about, false);
        }
    }

    /// What it is, for people.
    default String called() {
        return switch (this) {
            case Leaf<?> leaf -> leaf.what();
            case Listing list -> "a list, each of it " + list.each().called();
            case Mapping mapping ->
                "keys such as "
                        + mapping.words().stream()
                                .limit(3)
                                .map(word -> "`" + word + ":`")
                                .collect(Collectors.joining(", "));
            case Brief brief -> "an expression, or " + brief.mapping().called();
        };
    }

    /// This shape as JSON Schema; mappings go to the definitions.
    default Map<String, Object> schema(Map<String, Object> definitions) {
        return switch (this) {
            case Leaf<?> leaf -> leaf.schema();
            case Listing list -> {
                var each = list.each().schema(definitions);
                var many = Leaves.json("type", "array", "items", each, "maxItems", list.max());
                yield list.each() instanceof Leaf<?> ? Leaves.json("anyOf", List.of(each, many)) : many;
            }
            case Mapping mapping -> reference(mapping, definitions);
            case Brief brief -> {
                var text =
                        brief.mapping().key(brief.key()).orElseThrow().shape().schema(definitions);
                yield Leaves.json("anyOf", List.of(text, brief.mapping().schema(definitions)));
            }
        };
    }

    private static Map<String, Object> reference(Mapping mapping, Map<String, Object> definitions) {
        if (!definitions.containsKey(mapping.name())) {
            definitions.put(mapping.name(), Map.of());
            definitions.put(mapping.name(), members(mapping, definitions));
        }
        return Leaves.json("$ref", "#/$defs/" + mapping.name());
    }

    private static Map<String, Object> members(Mapping mapping, Map<String, Object> definitions) {
        var properties = new LinkedHashMap<String, Object>();
        for (var key : mapping.keys()) {
            var member = new LinkedHashMap<String, Object>();
            member.put("description", key.about());
            member.putAll(key.shape().schema(definitions));
            properties.put(key.name(), member);
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        var required =
                mapping.keys().stream().filter(Named::required).map(Named::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }
}
