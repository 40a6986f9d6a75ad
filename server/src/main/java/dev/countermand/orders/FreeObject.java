package dev.countermand.orders;

import dev.countermand.kernel.Problem.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `attributes` and `metadata`: any JSON the shop likes, within bounds that keep rows small and answers
/// quick.
final class FreeObject {

    static final int BYTES_MAX = 16 * 1024;
    static final int DEPTH_MAX = 8;

    // Far more than any measure of a thing needs, and far less than what would make a number expensive.
    private static final int DIGITS_MAX = 40;

    private FreeObject() {}

    /// The first fault, with a pointer relative to the object; null for none.
    static @Nullable Violation fault(JsonNode object) {
        if (object.toString().length() > BYTES_MAX) {
            return new Violation(
                    "", "too_large", "Shorten this object to at most " + BYTES_MAX + " characters of JSON.");
        }
        return fault(object, "", 1);
    }

    private static @Nullable Violation fault(JsonNode node, String pointer, int depth) {
        if (depth > DEPTH_MAX) {
            return new Violation(pointer, "too_deep", "Nest at most " + DEPTH_MAX + " levels.");
        }
        if (node.isString() && !isStorable(node.stringValue())) {
            return characters(pointer);
        }
        if (node.isNumber() && !isStorable(node)) {
            return new Violation(pointer, "range", "Give a number of at most " + DIGITS_MAX + " digits.");
        }
        for (var entry : node.properties()) {
            var below = pointer + '/' + entry.getKey().replace("~", "~0").replace("/", "~1");
            var fault = isStorable(entry.getKey()) ? fault(entry.getValue(), below, depth + 1) : characters(pointer);
            if (fault != null) {
                return fault;
            }
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                var fault = fault(node.get(i), pointer + '/' + i, depth + 1);
                if (fault != null) {
                    return fault;
                }
            }
        }
        return null;
    }

    private static Violation characters(String pointer) {
        return new Violation(pointer, "invalid_text", "Leave out the character U+0000 and broken surrogates.");
    }

    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private static boolean isStorable(JsonNode node) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            return false;
        }
        var number = node.decimalValue();
        return number.precision() <= DIGITS_MAX && Math.abs(number.scale()) <= DIGITS_MAX;
    }

    /// The object as maps, lists, texts, numbers and truth values.
    static Map<String, Object> plain(JsonNode object) {
        return Jsonb.object(object.toString());
    }

    /// Whether both say the same; 1, 1.0 and 1e0 do.
    static boolean same(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(canonical(one), canonical(other));
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, member) -> copy.put(key, canonical(member)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(member -> copy.add(canonical(member)));
                yield copy;
            }
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            default -> value;
        };
    }
}
