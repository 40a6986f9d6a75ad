package dev.countermand.accounts.people;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a browser says it is, in the words people use. The first sign that is found counts: browsers name
/// those they are like, too, and always after a sign of their own.
final class Device {

    private static final List<Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("SamsungBrowser/", "Samsung Internet"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("FxiOS/", "Firefox"),
            Map.entry("CriOS/", "Chrome"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"));

    private static final List<Entry<String, String>> SYSTEMS = List.of(
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Android", "Android"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "macOS"),
            Map.entry("Linux", "Linux"));

    private Device() {}

    static @Nullable String of(String says) {
        var known = Stream.of(first(BROWSERS, says), first(SYSTEMS, says))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        var plain = known.isEmpty() ? says.strip() : known;
        return plain.isEmpty() ? null : plain;
    }

    private static @Nullable String first(List<Entry<String, String>> signs, String says) {
        return signs.stream()
                .filter(sign -> says.contains(sign.getKey()))
                .map(Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
