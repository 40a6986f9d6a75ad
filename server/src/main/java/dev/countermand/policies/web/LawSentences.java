package dev.countermand.policies.web;

import dev.countermand.orders.Order;
import dev.countermand.policies.law.Law;
import dev.countermand.policies.law.LegalRight;
import dev.countermand.policies.law.RulePack;
import dev.countermand.policies.web.PolicySentences.Special;
import dev.countermand.policies.web.PolicySentences.Topic;
import dev.countermand.site.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What the law gives customers beneath a seller's terms, in plain sentences made from the packs that decide.
final class LawSentences {

    private static final String BASE = "policies.law.";

    private LawSentences() {}

    static Topic of(Law law, Texts texts) {
        boolean none = law.packs().isEmpty();
        return new Topic(
                "law",
                texts.say(BASE + "title"),
                List.of(texts.say(BASE + (none ? "none" : "lead"))),
                law.packs().stream().map(pack -> pack(pack, texts)).toList());
    }

    private static Special pack(RulePack pack, Texts texts) {
        var key = BASE + "pack." + pack.id();
        var name = texts.knows(key)
                ? texts.say(key)
                : texts.say(
                        BASE + "pack.other",
                        Map.of("countries", countries(pack.countries().keySet(), texts)));
        return new Special(
                name, pack.rights().stream().map(right -> right(right, texts)).toList(), null);
    }

    private static String right(LegalRight right, Texts texts) {
        var said = new ArrayList<String>();
        said.add(texts.say(BASE + "right." + right.kind().word() + form(right), values(right, texts)));
        if (right.prolonged() != null) {
            var longer = PolicySentences.length(right.prolonged(), texts);
            said.add(texts.say(BASE + "right.prolonged", Map.of("length", longer)));
        }
        if (right.free()) {
            said.add(texts.say(BASE + "right.free"));
        }
        if (right.refund() != null && right.refund().allShipping()) {
            said.add(texts.say(BASE + "right.all_shipping"));
        }
        if (!right.only().isEmpty() || !right.regions().isEmpty()) {
            var where = right.only().isEmpty() ? region(right) : countries(right.only(), texts);
            said.add(texts.say(BASE + "only", Map.of("countries", where)));
        }
        var without = Arrays.stream(Order.Kind.values())
                .filter(kind -> right.kind() == LegalRight.Kind.WITHDRAWAL
                        && !right.kinds().contains(kind))
                .map(kind -> texts.say("policies.page.kind." + kind.word()))
                .collect(Collectors.joining(", "));
        if (!without.isEmpty()) {
            said.add(texts.say(BASE + "exempt", Map.of("kinds", without)));
        }
        return String.join(" ", said);
    }

    /// Which of the sentences about a right of its kind.
    private static String form(LegalRight right) {
        if (right.promise() != null) {
            return right.window() == null ? ".named.only" : right.promise().grace() == null ? ".named" : ".named.grace";
        }
        return right.window() == null ? ".reasonable" : "";
    }

    private static Map<String, Object> values(LegalRight right, Texts texts) {
        var values = new HashMap<String, Object>(Map.of("law", right.source()));
        if (right.window() != null) {
            values.put("length", PolicySentences.length(right.window(), texts));
        }
        if (right.promise() != null && right.promise().grace() != null) {
            values.put("grace", PolicySentences.length(right.promise().grace(), texts));
        }
        return values;
    }

    /// Addresses name a region by its code or its name; people read its name.
    private static String region(LegalRight right) {
        return right.regions().stream()
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    private static String countries(Collection<String> codes, Texts texts) {
        return codes.stream()
                .sorted()
                .map(code -> Locale.of("", code).getDisplayCountry(texts.locale()))
                .collect(Collectors.joining(", "));
    }
}
