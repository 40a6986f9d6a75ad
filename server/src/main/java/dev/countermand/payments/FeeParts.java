package dev.countermand.payments;

import dev.countermand.payments.BulkMoneyStore.Settled;
import dev.countermand.site.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parts of fees as they are stored: `{"2000 bp": [base, withheld], …}`; null while one fee is for all.
final class FeeParts {

    private FeeParts() {}

    static Map<String, FeePart> read(@Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        var parts = new LinkedHashMap<String, FeePart>();
        Json.tree(json)
                .properties()
                .forEach(part -> parts.put(
                        part.getKey(),
                        new FeePart(
                                part.getValue().path(0).asLong(0),
                                part.getValue().path(1).asLong(0))));
        return parts;
    }

    static @Nullable String write(Map<String, FeePart> parts) {
        if (parts.isEmpty()) {
            return null;
        }
        var stored = new TreeMap<String, List<Long>>();
        parts.forEach((key, part) -> stored.put(key, List.of(part.base(), part.withheld())));
        return Json.write(stored);
    }

    static @Nullable String[] write(List<Settled> settled) {
        return settled.stream().map(each -> write(each.after().feeParts())).toArray(String[]::new);
    }
}
