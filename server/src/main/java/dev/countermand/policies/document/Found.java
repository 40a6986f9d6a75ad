package dev.countermand.policies.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was read at a place: a value, a list or a mapping. What was faulty is absent.
///
/// @param value a leaf's value, a `List<Found>` or a `Map<String, Found>`
record Found(Place place, String path, Object value) {

    /// The member of this name; empty when it is absent or was faulty.
    Optional<Found> at(String key) {
        return value instanceof Map<?, ?> members && members.get(key) instanceof Found found
                ? Optional.of(found)
                : Optional.empty();
    }

    /// The member's value; null when it is absent.
    <T> @Nullable T find(String key, Class<T> type) {
        return at(key).map(found -> type.cast(found.value())).orElse(null);
    }

    <T> T get(String key, Class<T> type, T usual) {
        return at(key).map(found -> type.cast(found.value())).orElse(usual);
    }

    /// The members of the list of this name; none when it is absent.
    List<Found> list(String key) {
        return at(key).map(Found::members).orElse(List.of());
    }

    private List<Found> members() {
        return value instanceof List<?> list
                ? list.stream().map(Found.class::cast).toList()
                : List.of(this);
    }

    /// The values of the list of this name.
    <T> List<T> values(String key, Class<T> type) {
        return list(key).stream().map(found -> type.cast(found.value())).toList();
    }
}
