package dev.countermand.cases;

import dev.countermand.site.Json;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A fact's data in its stored form: what every reader may know apart from what belongs to the person.
/// Both are canonical JSON (names sorted, no white space), so that the same fact has the same hash on
/// every machine.
///
/// @param personal null when the fact says nothing about a person
record FactBody(String common, @Nullable String personal) {

    /// Stands in a body in place of its personal members once their key is gone.
    private static final String ERASED = "erased";

    // Stored text is ours, whatever its depth; the bounds that the house sets for foreign input do not
    // apply to it.
    private static final JsonMapper STORED = new JsonMapper();

    private static final ClassValue<List<String>> PERSONAL_MEMBERS = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            return personalMembers(type);
        }
    };

    static FactBody of(Fact fact) {
        var common = (ObjectNode) Json.treeOf(fact);
        var personal = JsonNodeFactory.instance.objectNode();
        for (String name : PERSONAL_MEMBERS.get(fact.getClass())) {
            var value = common.remove(name);
            if (value != null) {
                personal.set(name, value);
            }
        }
        return new FactBody(canonical(common), personal.isEmpty() ? null : canonical(personal));
    }

    /// The whole body as readers see it.
    JsonNode merged() {
        var body = (ObjectNode) STORED.readTree(common);
        if (personal != null) {
            body.setAll((ObjectNode) STORED.readTree(personal));
        }
        return sorted(body);
    }

    /// The body of a fact whose personal members cannot be read any more.
    static JsonNode erased(String common) {
        var body = (ObjectNode) STORED.readTree(common);
        return sorted(body.put(ERASED, true));
    }

    private static List<String> personalMembers(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("a fact is a record: " + type.getName());
        }
        var components = Arrays.asList(type.getRecordComponents());
        if (components.stream().anyMatch(component -> component.getName().equals(ERASED))) {
            throw new IllegalArgumentException("'" + ERASED + "' is said by the log itself: " + type.getName());
        }
        return components.stream()
                .filter(component -> component.isAnnotationPresent(Personal.class))
                .map(RecordComponent::getName)
                .toList();
    }

    private static String canonical(ObjectNode body) {
        return STORED.writeValueAsString(sorted(body));
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var byName = new TreeMap<String, JsonNode>();
                object.properties().forEach(member -> byName.put(member.getKey(), sorted(member.getValue())));
                yield JsonNodeFactory.instance.objectNode().setAll(byName);
            }
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(element -> copy.add(sorted(element)));
                yield copy;
            }
            default -> node;
        };
    }
}
