package dev.countermand.policies.check;

import dev.countermand.orders.Stage;
import dev.countermand.policies.Fee;
import dev.countermand.policies.SendingBack;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What terms say of one remedy for some goods.
///
/// @param stages stage → what may be done there
/// @param window how long; null for no limit, and where nothing may be done anyway
/// @param afterwards stage → what may be done there once the window is over; a stage where nothing may: not named
/// @param fee what is withheld; null for nothing, and where nothing may be done anyway
/// @param sendingBack who pays for the way back; null where nothing is said of it, or may be done
record Answer(
        Map<Stage, Terms.Rule> stages,
        @Nullable Window window,
        Map<Stage, Terms.Rule> afterwards,
        @Nullable Fee fee,
        @Nullable SendingBack sendingBack) {

    Answer {
        stages = new EnumMap<>(stages);
        boolean never = stages.values().stream().allMatch(rule -> rule == Terms.Rule.NEVER);
        window = never || window == null ? null : plain(window);
        afterwards = window == null ? Map.of() : effective(stages, afterwards);
        sendingBack = never ? null : sendingBack;
        fee = never || fee == null || fee.costsNothing() ? null : fee;
    }

    /// No stage allows more afterwards than before.
    private static Map<Stage, Terms.Rule> effective(Map<Stage, Terms.Rule> stages, Map<Stage, Terms.Rule> afterwards) {
        var effective = new EnumMap<Stage, Terms.Rule>(Stage.class);
        afterwards.forEach((stage, rule) -> {
            var before = stages.getOrDefault(stage, Terms.Rule.NEVER);
            var less = rule.compareTo(before) > 0 ? rule : before;
            if (less != Terms.Rule.NEVER) {
                effective.put(stage, less);
            }
        });
        return effective;
    }

    /// 60 minutes are an hour.
    private static Window plain(Window window) {
        long seconds = switch (window.unit()) {
            case SECONDS -> 1;
            case MINUTES -> 60;
            case HOURS -> 3600;
            case DAYS, WORKING_DAYS, WEEKS, MONTHS, YEARS -> 0;
        };
        return seconds == 0 ? window : new Window(window.length() * seconds, Window.Unit.SECONDS, window.from());
    }

    /// Whether nothing may be done at this stage, not even by a person.
    boolean isNever(Stage stage) {
        return stages.getOrDefault(stage, Terms.Rule.NEVER) == Terms.Rule.NEVER;
    }

    @Override
    public String toString() {
        // Of a cancellation both stages are told; of the others only those in which something may be done.
        var said = stages.entrySet().stream()
                .filter(each -> stages.size() <= 2 || each.getValue() != Terms.Rule.NEVER)
                .map(Answer::words)
                .collect(Collectors.joining(", "));
        var then = afterwards.entrySet().stream().map(Answer::words).collect(Collectors.joining(", "));
        return (said.isEmpty() ? "never" : said)
                + (window == null ? "" : ", within " + words(window))
                + (then.isEmpty() ? "" : ", then " + then)
                + (sendingBack == null ? "" : ", " + words(sendingBack))
                + (fee == null ? "" : ", " + words(fee) + " withheld");
    }

    private static String words(Map.Entry<Stage, Terms.Rule> rule) {
        return rule.getKey().word() + " " + rule.getValue().name().toLowerCase(Locale.ROOT);
    }

    private static String words(SendingBack back) {
        return switch (back.by()) {
            case SHOP -> "the shop pays for the way back";
            case CUSTOMER -> "the customer pays for the way back";
            case PRICE -> "the way back costs " + words(back.price());
        };
    }

    private static String words(Fee fee) {
        return fee.percent() != null ? fee.percent().toPlainString() + "%" : words(fee.fixed());
    }

    private static String words(Map<String, Long> amounts) {
        return amounts.entrySet().stream()
                .map(each -> Space.money(each.getValue(), each.getKey()))
                .collect(Collectors.joining(" or "));
    }

    private static String words(Window window) {
        if (window.unit() != Window.Unit.SECONDS) {
            return window.toString();
        }
        boolean hours = window.length() % 3600 == 0;
        boolean minutes = window.length() % 60 == 0;
        long count = hours ? window.length() / 3600 : minutes ? window.length() / 60 : window.length();
        var from = window.from() == Window.Start.PLACED
                ? ""
                : " from " + window.from().word();
        return count + (hours ? " hour" : minutes ? " minute" : " second") + (count == 1 ? "" : "s") + from;
    }
}
