package dev.countermand.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countermand.kernel.Problem;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// The one JSON mapping of the house. Unknown and repeated members fail, and so does text where a
/// number belongs; instants are RFC 3339 in UTC, enum constants their name in lower case, identifiers
/// text; null members are left out.
///
/// Reading fails with a `Problem`: MALFORMED `malformed` (with line and column) for what is not JSON or
/// exceeds the bounds below, INVALID with JSON pointers for JSON that is not what was asked for.
public final class Json {

    private static final int NESTING_MAX = 64;
    private static final int NAME_CHARACTERS_MAX = 1_000;
    private static final int STRING_CHARACTERS_MAX = 1_000_000;
    private static final int NUMBER_CHARACTERS_MAX = 40;

    static final String BOUNDS = NESTING_MAX + " levels, " + NAME_CHARACTERS_MAX + " characters of a name, "
            + STRING_CHARACTERS_MAX + " of a text, " + NUMBER_CHARACTERS_MAX + " of a number";

    private static final JsonMapper MAPPER = build();

    private Json() {}

    /// The mapper itself, for those who must stream. What it throws on reading, [#problem] turns into a
    /// `Problem`.
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /// The value as JSON text.
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// Reads UTF-8 JSON into a record. Let its components be wrappers that may be null rather than
    /// primitives: an absent primitive is told before a misspelled member, and the caller then reads
    /// about the wrong place.
    public static <T> T read(byte[] json, Class<T> type) {
        return type.cast(read(json, MAPPER.constructType(type)));
    }

    static Object read(byte[] json, JavaType type) {
        try {
            JsonText.check(MAPPER, json);
            Object value = MAPPER.readValue(json, type);
            if (value == null) {
                throw Problem.invalid("wrong_type", "", "Expected an object here, found null.");
            }
            return value;
        } catch (JacksonException e) {
            throw problem(e);
        }
    }

    /// Reads JSON text into a record.
    public static <T> T read(String json, Class<T> type) {
        return read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    /// Reads UTF-8 JSON as a tree.
    public static JsonNode tree(byte[] json) {
        return read(json, JsonNode.class);
    }

    /// Reads JSON text as a tree.
    public static JsonNode tree(String json) {
        return read(json, JsonNode.class);
    }

    /// The value as a tree, as [#write] would write it.
    public static JsonNode treeOf(Object value) {
        return MAPPER.valueToTree(value);
    }

    /// A tree into a record, as [#read] would read it.
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw problem(e);
        }
    }

    /// What to tell the caller whose JSON could not be read.
    public static Problem problem(JacksonException trouble) {
        return JsonTrouble.problem(trouble);
    }

    private static JsonMapper build() {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(NESTING_MAX)
                .maxNameLength(NAME_CHARACTERS_MAX)
                .maxStringLength(STRING_CHARACTERS_MAX)
                .maxNumberLength(NUMBER_CHARACTERS_MAX)
                .build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(constraints).build())
                .addModule(JsonWords.module())
                .annotationIntrospector(new JsonWords.Introspector())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .withCoercionConfigDefaults(
                        config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert))
                .changeDefaultPropertyInclusion(inclusion -> inclusion
                        .withValueInclusion(JsonInclude.Include.NON_NULL)
                        .withContentInclusion(JsonInclude.Include.ALWAYS))
                .build();
    }
}
