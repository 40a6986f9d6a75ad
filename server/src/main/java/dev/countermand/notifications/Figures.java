package dev.countermand.notifications;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The figures of a message: every number in it, however it is written. Links are left out, as they are
/// anybody's but the reader's. Pure.
final class Figures {

    private static final Pattern UNSEEN = Pattern.compile("(?s)<(style|script|head)\\b.*?</\\1>|<[^>]*>");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern NUMBER = Pattern.compile("\\d(?:[\\d.,'\\u00a0\\u202f]*\\d)?");

    private Figures() {}

    /// How often each number occurs, by its digits.
    static Map<String, Integer> of(String text) {
        var figures = new TreeMap<String, Integer>();
        NUMBER.matcher(LINK.matcher(text).replaceAll(" "))
                .results()
                .map(hit -> hit.group().replaceAll("\\D", ""))
                .forEach(digits -> figures.merge(digits, 1, Integer::sum));
        return figures;
    }

    /// The same of what a reader sees of HTML.
    static Map<String, Integer> ofHtml(String html) {
        return of(UNSEEN.matcher(html).replaceAll(" ").replaceAll("&#?\\w+;", " "));
    }

    /// The numbers that one has more often than the other.
    static List<String> more(Map<String, Integer> one, Map<String, Integer> other) {
        return one.entrySet().stream()
                .filter(figure -> figure.getValue() > other.getOrDefault(figure.getKey(), 0))
                .map(Map.Entry::getKey)
                .toList();
    }
}
