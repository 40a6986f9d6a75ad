package dev.countermand.orders;

import dev.countermand.kernel.Problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the members of one JSON object strictly and collects every fault with its pointer, instead of
/// stopping at the first. After a fault a placeholder is answered, so reading can go on; the result must
/// not be used then.
final class Fields {

    /// Whoever has so many faults has one fault; a body of junk must not make an answer of more junk.
    private static final int FAULTS_MAX = 1000;

    private final JsonNode node;
    private final String pointer;
    private final List<Violation> errors;
    private final Set<String> known = new HashSet<>();

    private Fields(JsonNode node, String pointer, List<Violation> errors) {
        this.node = node;
        this.pointer = pointer;
        this.errors = errors;
    }

    /// The document itself; null, with a fault, when it is no object.
    static @Nullable Fields root(JsonNode document, List<Violation> errors) {
        return of(document, "", errors);
    }

    private static @Nullable Fields of(JsonNode node, String pointer, List<Violation> errors) {
        if (!node.isObject()) {
            errors.add(new Violation(pointer, "wrong_type", "Give a JSON object here."));
            return null;
        }
        return new Fields(node, pointer, errors);
    }

    void fault(String name, String code, String message) {
        if (errors.size() < FAULTS_MAX) {
            errors.add(new Violation(at(name), code, message));
        }
    }

    String at(String name) {
        return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    /// Notes every member nobody asked for. A typo must never be read as something left out.
    void end() {
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                fault(name, "unknown_property", "There is no property of this name here: correct it or leave it out.");
            }
        }
    }

    /// The member; null when it is absent or null.
    @Nullable
    JsonNode member(String name) {
        known.add(name);
        var value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /// One line of text of 1 to `max` characters; null when absent.
    @Nullable
    String text(String name, int max) {
        var value = member(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            fault(name, "wrong_type", "Give a text here.");
            return null;
        }
        var text = value.stringValue();
        if (text.isBlank()) {
            fault(name, "blank", "Give at least one character, or leave the property out.");
        } else if (text.codePointCount(0, text.length()) > max) {
            fault(name, "too_long", "Shorten this to at most " + max + " characters.");
        } else if (!Text.isOneLine(text)) {
            fault(name, "invalid_text", "Leave out line breaks, control characters and broken surrogates.");
        } else {
            return text;
        }
        return null;
    }

    String required(String name, @Nullable String value) {
        if (value != null) {
            return value;
        }
        if (member(name) == null) {
            missing(name);
        }
        return "";
    }

    void missing(String name) {
        fault(name, "required", "This property is required.");
    }

    /// Text that a rule turns into something better; null when absent, empty or faulty.
    <T> @Nullable T parsed(String name, int max, Function<String, @Nullable T> read, String code, String message) {
        var text = text(name, max);
        if (text == null) {
            return null;
        }
        var value = read.apply(text);
        if (value == null) {
            fault(name, code, message);
        }
        return value;
    }

    /// A whole number from `min` to `max`; null when absent or faulty.
    @Nullable
    Long whole(String name, long min, long max) {
        var value = member(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            fault(name, "wrong_type", "Give a whole number here, without quotes, decimal point or exponent.");
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            fault(name, "range", "Give a whole number from " + min + " to " + max + ".");
            return null;
        }
        return value.longValue();
    }

    long requiredWhole(String name, @Nullable Long value) {
        if (value != null) {
            return value;
        }
        if (member(name) == null) {
            missing(name);
        }
        return 0;
    }

    boolean flag(String name, boolean fallback) {
        var value = member(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            fault(name, "wrong_type", "Give true or false here, without quotes.");
            return fallback;
        }
        return value.booleanValue();
    }

    /// The object of this name; null when absent or faulty.
    @Nullable
    Fields object(String name) {
        var value = member(name);
        return value == null ? null : of(value, at(name), errors);
    }

    /// The objects of the list of this name, faulty ones left out; null when there is no such list.
    @Nullable
    List<Fields> objects(String name, int min, int max) {
        var value = member(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            fault(name, "wrong_type", "Give a JSON array of objects here.");
            return null;
        }
        if (value.size() < min) {
            fault(name, "too_few", "Give at least " + min + ".");
        }
        if (value.size() > max) {
            fault(name, "too_many", "Give at most " + max + ".");
            return null;
        }
        var objects = new ArrayList<Fields>();
        for (int i = 0; i < value.size(); i++) {
            var object = of(value.get(i), at(name) + '/' + i, errors);
            if (object != null) {
                objects.add(object);
            }
        }
        return objects;
    }

    /// A free object within bounds; empty when absent or faulty.
    Map<String, Object> free(String name) {
        var value = member(name);
        if (value == null) {
            return Map.of();
        }
        if (!value.isObject()) {
            fault(name, "wrong_type", "Give a JSON object here.");
            return Map.of();
        }
        var fault = FreeObject.fault(value);
        if (fault != null) {
            errors.add(new Violation(at(name) + fault.pointer(), fault.code(), fault.message()));
            return Map.of();
        }
        return FreeObject.plain(value);
    }
}
