package dev.countermand.policies.law;

import dev.countermand.orders.Order;
import dev.countermand.policies.Window;
import dev.countermand.policies.WorkingDays;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads a rule pack from YAML. Whatever is not understood is an error: a right that is lost in silence is worse than
/// a server that does not start.
final class PackReader {

    private static final Set<String> OF_PACK = Set.of("pack", "version", "countries", "rights");
    private static final Set<String> OF_COUNTRY = Set.of("zone", "holidays", "sources");
    private static final Set<String> OF_RIGHT = Set.of(
            "id",
            "kind",
            "source",
            "read",
            "since",
            "until",
            "only",
            "regions",
            "window",
            "prolonged",
            "promise",
            "grace",
            "fromPlaced",
            "endsOnWorkingDay",
            "kinds",
            "exempt",
            "consent",
            "refund",
            "refundWaitsForGoods",
            "refundAllShipping",
            "free",
            "unlessDisplayed");

    /// Of a window: the law sets no length.
    private static final String REASONABLE = "reasonable";

    private PackReader() {}

    /// Fails with IllegalArgumentException, whose message names the place.
    static RulePack read(String yaml) {
        try {
            var loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            var pack = new Keys("the pack", loaded, OF_PACK);
            var countries = new TreeMap<String, RulePack.Country>();
            pack.map("countries").forEach((code, value) -> countries.put(code, country(code, value)));
            var rights = new ArrayList<LegalRight>();
            for (var each : pack.list("rights")) {
                rights.add(right(each));
            }
            return new RulePack(pack.text("pack"), Integer.parseInt(pack.text("version")), countries, rights);
        } catch (YAMLException | DateTimeException | NumberFormatException foreign) {
            throw new IllegalArgumentException("This is no rule pack: " + foreign.getMessage(), foreign);
        }
    }

    private static RulePack.Country country(String code, Object value) {
        var keys = new Keys("country " + code, value, OF_COUNTRY);
        Set<LocalDate> holidays = new HashSet<>();
        keys.words("holidays").forEach(day -> holidays.add(LocalDate.parse(day)));
        var calendar = new WorkingDays(ZoneId.of(keys.text("zone")), WorkingDays.USUAL.rest(), holidays);
        var sources = new TreeMap<String, String>();
        keys.map("sources").forEach((right, source) -> sources.put(right, String.valueOf(source)));
        return new RulePack.Country(calendar, sources);
    }

    private static LegalRight right(Object value) {
        var keys = new Keys("a right", value, OF_RIGHT);
        var until = keys.find("until");
        var kind = one(LegalRight.Kind.class, keys.text("kind"));
        return new LegalRight(
                keys.text("id"),
                kind,
                keys.text("source"),
                one(LegalRight.Read.class, keys.text("read")),
                LocalDate.parse(keys.text("since")),
                until == null ? null : LocalDate.parse(until),
                Set.copyOf(keys.words("only")),
                Set.copyOf(keys.words("regions")),
                window(keys, kind),
                keys.window("prolonged"),
                promise(keys, kind),
                kinds(keys.words("fromPlaced")),
                keys.flag("endsOnWorkingDay"),
                kinds(keys.words("kinds")),
                Set.copyOf(keys.words("exempt")),
                keys.flag("consent"),
                refund(keys),
                keys.flag("free"),
                keys.flag("unlessDisplayed"));
    }

    private static @Nullable Window window(Keys keys, LegalRight.Kind kind) {
        var text = keys.text("window");
        if (!text.equals(REASONABLE)) {
            return Window.parse(text);
        }
        boolean needsLength = kind == LegalRight.Kind.WITHDRAWAL || kind == LegalRight.Kind.RETURN;
        if (needsLength || (kind == LegalRight.Kind.LATE && keys.find("promise") == null)) {
            throw new IllegalArgumentException(
                    "A window is `reasonable` for what is faulty or promised only; write a length of time in a right of"
                            + " kind " + kind.word() + ".");
        }
        return null;
    }

    private static LegalRight.@Nullable Promise promise(Keys keys, LegalRight.Kind kind) {
        var word = keys.find("promise");
        var grace = keys.window("grace");
        if (word == null && grace == null) {
            return null;
        }
        if (word == null || kind != LegalRight.Kind.LATE) {
            throw new IllegalArgumentException("`promise`, and `grace` beside it, are of a `late` right alone.");
        }
        return new LegalRight.Promise(word, grace);
    }

    private static LegalRight.@Nullable Refund refund(Keys keys) {
        var within = keys.window("refund");
        return within == null
                ? null
                : new LegalRight.Refund(within, keys.flag("refundWaitsForGoods"), keys.flag("refundAllShipping"));
    }

    private static Set<Order.Kind> kinds(List<String> words) {
        return words.stream().map(word -> one(Order.Kind.class, word)).collect(Collectors.toUnmodifiableSet());
    }

    private static <T extends Enum<T>> T one(Class<T> type, String word) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no " + type.getSimpleName() + " of a right.");
    }

    /// A mapping of the document, of which every key is known.
    private record Keys(String where, Map<String, Object> values) {

        Keys(String where, @Nullable Object value, Set<String> known) {
            this(where, mapping(where, value));
            for (var key : values.keySet()) {
                if (!known.contains(key)) {
                    throw new IllegalArgumentException("'" + key + "' is unknown in " + where + ".");
                }
            }
        }

        private static Map<String, Object> mapping(String where, @Nullable Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("Write keys and values in " + where + ".");
            }
            var mapping = new TreeMap<String, Object>();
            map.forEach((key, member) -> mapping.put(String.valueOf(key), member));
            return mapping;
        }

        @Nullable
        String find(String key) {
            var value = values.get(key);
            return value == null ? null : String.valueOf(value);
        }

        String text(String key) {
            var text = find(key);
            if (text == null) {
                throw new IllegalArgumentException("`" + key + "` is missing in " + where + ".");
            }
            return text;
        }

        @Nullable
        Window window(String key) {
            var text = find(key);
            return text == null ? null : Window.parse(text);
        }

        boolean flag(String key) {
            return Boolean.TRUE.equals(values.get(key));
        }

        Map<String, Object> map(String key) {
            return values.containsKey(key) ? mapping(key + " of " + where, values.get(key)) : Map.of();
        }

        List<?> list(String key) {
            return values.get(key) instanceof List<?> list ? list : List.of();
        }

        /// A list of words, also of lists of words.
        List<String> words(String key) {
            return list(key).stream()
                    .flatMap(each -> each instanceof List<?> inner ? inner.stream() : java.util.stream.Stream.of(each))
                    .map(String::valueOf)
                    .toList();
        }
    }
}
