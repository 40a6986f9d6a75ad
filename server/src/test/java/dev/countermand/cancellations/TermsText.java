package dev.countermand.cancellations;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.LineTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Terms as the tables of the rulebook write them.
final class TermsText {

    private TermsText() {}

    private static Map<String, String> given(String text) {
        var given = new LinkedHashMap<String, String>();
        for (var word : text.split(" ", -1)) {
            var parts = word.split("=", -1);
            given.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return given;
    }

    /// The terms as they hold for the line, when an exception speaks of it.
    static @Nullable LineTerms special(String text, Instant placed) {
        var given = given(text);
        var window = given.get("window");
        var rule = given.containsKey("special") ? rule(given.get("special")) : null;
        return rule == null
                ? null
                : new LineTerms(
                        "special",
                        rule,
                        rule,
                        null,
                        window == null ? null : placed.plus(Duration.parse("PT" + window)));
    }

    /// Terms such as `open=never window=1h accepts=other`.
    static Terms.Cancellation terms(String text) {
        var given = given(text);
        var window = given.get("window");
        var accepted = given.get("accepts");
        return new Terms.Cancellation(
                rule(given.get("open")),
                rule(given.get("released")),
                window == null ? null : Window.of(Duration.parse("PT" + window)),
                kinds(given.get("person")),
                kinds(given.get("refused")),
                Duration.ofHours(24),
                Terms.Silence.UNABLE,
                Terms.ShippingBack.WITH_LAST_UNIT,
                Terms.FeesBack.WITH_LAST_UNIT,
                List.of(),
                null,
                Terms.StoreCredit.NEVER,
                accepted == null ? Set.of() : Set.of(accepted),
                List.of(),
                null,
                afterwards(given));
    }

    private static Map<Stage, Terms.Rule> afterwards(Map<String, String> given) {
        var afterwards = new EnumMap<Stage, Terms.Rule>(Stage.class);
        for (var stage : List.of(Stage.OPEN, Stage.RELEASED)) {
            if (given.containsKey("then." + stage.word())) {
                afterwards.put(stage, rule(given.get("then." + stage.word())));
            }
        }
        return afterwards;
    }

    private static Terms.Rule rule(@Nullable String word) {
        return word == null ? Terms.Rule.ALLOWED : Terms.Rule.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Set<Order.Kind> kinds(@Nullable String word) {
        return word == null
                ? EnumSet.noneOf(Order.Kind.class)
                : EnumSet.of(Order.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
    }
}
