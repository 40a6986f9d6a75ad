package dev.countermand.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.site.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// Holds markup to the terms of schema.org: known types, properties that they have, values that may stand there.
final class SchemaOrg {

    private static final JsonNode TERMS = read();

    private SchemaOrg() {}

    static void check(JsonNode node) {
        var type = node.path("@type").asString("");
        assertThat(TERMS.path("types").has(type)).as(type).isTrue();
        for (var property : node.properties()) {
            if (!property.getKey().equals("@type")) {
                var allowed = allowed(type, property.getKey());
                assertThat(allowed).as(type + "." + property.getKey()).isNotEmpty();
                var values = property.getValue();
                for (var value : values.isArray() ? values : List.of(values)) {
                    assertThat(allowed)
                            .as(type + "." + property.getKey() + " = " + value)
                            .anyMatch(range -> fits(value, range));
                }
            }
        }
    }

    private static List<String> allowed(String type, String property) {
        var ranges = new ArrayList<String>();
        var at = TERMS.path("types").path(type);
        while (at.isObject()) {
            at.path(property).forEach(range -> ranges.add(range.asString()));
            at = TERMS.path("types").path(at.path("extends").asString(""));
        }
        return ranges;
    }

    private static boolean fits(JsonNode value, String range) {
        if (TERMS.path("values").has(range)) {
            return value.isString()
                    && TERMS.path("values")
                            .path(range)
                            .valueStream()
                            .anyMatch(known -> value.asString().equals("https://schema.org/" + known.asString()));
        }
        return switch (range) {
            case "Text" -> value.isString() && !value.asString().isBlank();
            case "URL" -> value.isString() && URI.create(value.asString()).isAbsolute();
            case "Integer" -> value.isIntegralNumber();
            case "Number" -> value.isNumber();
            case "Date" -> value.isString() && LocalDate.parse(value.asString()) != null;
            default -> {
                if (value.isObject() && value.path("@type").asString("").equals(range)) {
                    check(value);
                    yield true;
                }
                yield false;
            }
        };
    }

    private static JsonNode read() {
        try (var in = Objects.requireNonNull(SchemaOrg.class.getResourceAsStream("/schema.org/terms.json"))) {
            return Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
