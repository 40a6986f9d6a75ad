package dev.countermand.site;

import dev.countermand.kernel.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Says in our words what is wrong with JSON, and where.
final class JsonTrouble {

    private JsonTrouble() {}

    static Problem problem(JacksonException trouble) {
        String pointer = pointer(trouble);
        return switch (trouble) {
            case UnrecognizedPropertyException unknown ->
                Problem.invalid("unknown_property", pointer, unknownProperty(unknown));
            case ValueInstantiationException refused -> refused(refused, pointer);
            case MismatchedInputException mismatch -> mismatch(mismatch, pointer);
            case InputCoercionException mismatch ->
                Problem.invalid("wrong_type", pointer, "This number is too large or too small for this place.");
            case DatabindException other -> other(other, pointer);
            default -> malformed(trouble);
        };
    }

    private static Problem malformed(JacksonException trouble) {
        return trouble instanceof StreamConstraintsException
                ? malformed(trouble, "This JSON is more than is read here: at most " + Json.BOUNDS)
                : malformed(trouble, "This is not valid JSON: " + withoutSource(trouble.getOriginalMessage()));
    }

    /// Jackson's own words name a source that the caller did not write: `(for Object starting at
    /// [Source: …`.
    private static String withoutSource(String message) {
        int source = message.indexOf("[Source");
        return source < 0 ? message : message.substring(0, Math.max(0, message.lastIndexOf(" (", source)));
    }

    private static Problem malformed(JacksonException trouble, String what) {
        var place = trouble.getLocation();
        if (place == null || place.getLineNr() < 1) {
            return Problem.of(Problem.Kind.MALFORMED, "malformed", what);
        }
        return new Problem(
                Problem.Kind.MALFORMED,
                "malformed",
                what + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")",
                List.of(),
                Map.of("line", place.getLineNr(), "column", place.getColumnNr()));
    }

    private static Problem mismatch(MismatchedInputException trouble, String pointer) {
        if (trouble.getOriginalMessage().startsWith("No content")) {
            return Problem.of(Problem.Kind.MALFORMED, "malformed", "The body is empty; send JSON.");
        }
        if (trouble.getOriginalMessage().startsWith("Trailing token")) {
            return malformed(trouble, "There is something behind the end of the JSON");
        }
        var token = trouble.getCurrentToken();
        if (token == null || token == JsonToken.END_OBJECT) {
            return Problem.invalid("required", pointer, "Expected " + expected(trouble.getTargetType()) + " here.");
        }
        return Problem.invalid(
                "wrong_type",
                pointer,
                "Expected " + expected(trouble.getTargetType()) + " here, found " + found(token) + ".");
    }

    private static Problem other(DatabindException trouble, String pointer) {
        return trouble.getCause() instanceof JacksonException cause
                ? problem(cause)
                : Problem.invalid("wrong_type", pointer, trouble.getOriginalMessage());
    }

    private static Problem refused(ValueInstantiationException trouble, String pointer) {
        return switch (trouble.getCause()) {
            case Problem own -> own;
            case null -> Problem.invalid("invalid_value", pointer, trouble.getOriginalMessage());
            case Throwable cause ->
                Problem.invalid(
                        "invalid_value",
                        pointer,
                        cause.getMessage() == null ? "Not a possible value." : cause.getMessage());
        };
    }

    private static String unknownProperty(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        String message = "There is no member \"" + unknown.getPropertyName() + "\" here.";
        return known == null || known.isEmpty()
                ? message
                : message + " Known are: "
                        + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")) + ".";
    }

    private static String found(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "text that cannot be read as such";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction or exponent";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case START_ARRAY, END_ARRAY -> "a list";
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
            case VALUE_NULL -> "null";
            case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "something else";
        };
    }

    private static String expected(@Nullable Class<?> target) {
        if (target == null) {
            return "something else";
        }
        if (target.isEnum()) {
            return Arrays.stream(target.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (target == Instant.class) {
            return "a time such as 2026-11-20T10:15:00Z";
        }
        if (target == String.class) {
            return "text";
        }
        if (target == boolean.class || target == Boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(target) || target.isPrimitive()) {
            return "a whole number";
        }
        if (Collection.class.isAssignableFrom(target) || target.isArray()) {
            return "a list";
        }
        return target.isRecord() && target.getRecordComponents().length == 1 ? "an identifier" : "an object";
    }

    private static String pointer(JacksonException trouble) {
        return trouble.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "/" + step.getIndex()
                        : "/" + step.getPropertyName().replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
