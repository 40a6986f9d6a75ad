package dev.countermand.policies.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.countermand.site.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Editors and the server agree on what a document may be: judged by a validator that others wrote. After a change:
/// `-Dreference.write=true` writes the file anew.
class PolicySchemaTests {

    private static final Path FILE = Path.of("../docs/reference/policy.schema.json");
    private static final String TEXT =
            Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(PolicyDocument.schema());
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT);

    @Test
    void theFileInTheReferenceIsFresh() throws IOException {
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(FILE, TEXT + "\n");
        }
        assertThat(FILE).as("write it anew with -Dreference.write=true").hasContent(TEXT);
    }

    static Stream<Path> sound() throws IOException {
        var all = new ArrayList<>(Documents.in("sound"));
        try (var templates = Files.list(Path.of("src/main/resources/policies/templates"))) {
            templates.sorted().forEach(all::add);
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("sound")
    void whatTheServerReadsFitsTheSchema(Path file) {
        assertThat(PolicyDocument.read(Documents.read(file), PolicyDocumentTests.BUILT_IN))
                .isInstanceOf(PolicyDocument.Reading.Sound.class);
        assertThat(SCHEMA.validate(json(Documents.read(file)), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void whatIsWrittenFitsTheSchema() {
        var random = new RandomTerms(7);
        for (int i = 0; i < 200; i++) {
            var document = PolicyDocument.write(random.terms());
            assertThat(SCHEMA.validate(json(document), InputFormat.JSON))
                    .as(document)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{cancel: {}}",
                "{policy: 2}",
                "{policy: 1, cancle: {}}",
                "{policy: 1, cancel: {open: yes}}",
                "{policy: 1, cancel: {window: soon}}",
                "{policy: 1, cancel: {shipped: allowed}}",
                "{policy: 1, cancel: {person: books}}",
                "{policy: 1, cancel: {fee: EUR 2}}",
                "{policy: 1, cancel: {exceptions: [{when: 'true'}]}}",
                "{policy: 1, cancel: {exceptions: [{name: a, when: {colour: red}}]}}"
            })
    void whatTheServerRefusesTheSchemaRefusesWhereItCan(String document) {
        assertThat(SCHEMA.validate(json(document), InputFormat.JSON)).isNotEmpty();
        assertThat(PolicyDocumentTests.faults(document)).isNotEmpty();
    }

    @Test
    void everyKeyIsInTheSchemaAndEveryKeyOfTheSchemaIsRead() {
        var read = new HashSet<String>();
        keys(Format.DOCUMENT, read, new HashSet<>());
        var described = new HashSet<String>();
        Json.mapper()
                .readTree(TEXT)
                .path("$defs")
                .properties()
                .forEach(definition -> definition
                        .getValue()
                        .path("properties")
                        .properties()
                        .forEach(key -> {
                            described.add(definition.getKey() + "." + key.getKey());
                            assertThat(key.getValue().path("description").asString(""))
                                    .endsWith(".");
                        }));
        assertThat(described).isEqualTo(read).hasSizeGreaterThan(100);
    }

    private static void keys(Shape shape, Set<String> found, Set<Shape> seen) {
        if (!seen.add(shape)) {
            return;
        }
        switch (shape) {
            case Shape.Leaf<?> leaf -> {}
            case Shape.Listing list -> keys(list.each(), found, seen);
            case Shape.Brief brief -> keys(brief.mapping(), found, seen);
            case Shape.Mapping mapping ->
                mapping.keys().forEach(key -> {
                    found.add(mapping.name() + "." + key.name());
                    keys(key.shape(), found, seen);
                });
        }
    }

    /// As editors see it: by YAML 1.2, in which `NO` is a text.
    private static String json(String yaml) {
        return Json.write(value(new Yaml(new LoaderOptions()).compose(new StringReader(yaml))));
    }

    private static @Nullable Object value(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                var members = new LinkedHashMap<String, Object>();
                mapping.getValue()
                        .forEach(each ->
                                members.put(((ScalarNode) each.getKeyNode()).getValue(), value(each.getValueNode())));
                yield members;
            }
            case SequenceNode sequence ->
                sequence.getValue().stream().map(PolicySchemaTests::value).toList();
            case ScalarNode scalar -> {
                boolean number = scalar.isPlain() && scalar.getValue().matches("[1-9][0-9]{0,8}");
                yield number ? (Object) Integer.valueOf(scalar.getValue()) : scalar.getValue();
            }
            default -> throw new IllegalStateException("unknown " + node);
        };
    }
}
