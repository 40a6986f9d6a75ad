package dev.countermand.policies.web;

import dev.countermand.kernel.Money;
import dev.countermand.orders.Stage;
import dev.countermand.policies.AskReason;
import dev.countermand.policies.Condition;
import dev.countermand.policies.CostSentences;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.law.Law;
import dev.countermand.site.Texts;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A seller's terms in plain sentences, made from the very document that decides: one topic for each remedy.
public final class PolicySentences {

    private static final String BASE = "policies.page.";

    private final Texts texts;
    private final Terms terms;
    private final boolean byLaw;

    private PolicySentences(Terms terms, boolean byLaw, Texts texts) {
        this.byLaw = byLaw;
        this.texts = texts;
        this.terms = terms;
    }

    /// What the terms say about one thing.
    ///
    /// @param id the anchor on the page: the remedy's word
    /// @param exceptions what is otherwise for some goods, in the order in which they count
    public record Topic(String id, String title, List<String> sentences, List<Special> exceptions) {}

    /// What is otherwise for some goods.
    ///
    /// @param because the shop's own words, or null
    public record Special(
            String name, List<String> sentences, @Nullable String because) {}

    static List<Topic> of(Terms terms, Law law, Texts texts) {
        var topics = new PolicySentences(terms, !law.packs().isEmpty(), texts).topics();
        topics.add(LawSentences.of(law, texts));
        return topics;
    }

    private List<Topic> topics() {
        var topics = new ArrayList<Topic>();
        topics.add(cancellation(terms.cancellation()));
        terms.remedies().forEach((remedy, own) -> topics.add(remedy(remedy, own)));
        return topics;
    }

    private Topic cancellation(Terms.Cancellation cancel) {
        var sentences = new ArrayList<String>();
        sentences.add(say("cancel.open." + word(cancel.open())));
        sentences.add(say("cancel.released." + word(cancel.released()), Map.of("deadline", cancel.deadline())));
        boolean waits = cancel.released() != Terms.Rule.NEVER || cancel.open() == Terms.Rule.PERSON;
        if (waits) {
            sentences.add(say("cancel.silence." + word(cancel.silence()), Map.of("deadline", cancel.deadline())));
        }
        sentences.add(window(cancel.window()));
        if (cancel.window() != null) {
            cancel.afterwards().forEach((stage, rule) -> sentences.add(afterwards(stage, rule)));
        }
        if (!cancel.personKinds().isEmpty()) {
            sentences.add(say("cancel.person_kinds", Map.of("kinds", words("kind.", cancel.personKinds()))));
        }
        if (!cancel.refusedKinds().isEmpty()) {
            sentences.add(say("cancel.refused_kinds", Map.of("kinds", words("kind.", cancel.refusedKinds()))));
        }
        if (!cancel.reasons().isEmpty()) {
            var reasons = cancel.reasons().stream()
                    .map(reason -> texts.say("cancellations.request." + reason))
                    .collect(Collectors.joining("; "));
            sentences.add(say("cancel.reasons", Map.of("reasons", reasons)));
        }
        if (cancel.askReason() != null && cancel.askReason() != AskReason.OPTIONAL) {
            sentences.add(say("cancel.ask_reason." + word(cancel.askReason())));
        }
        sentences.add(say("cancel.store"));
        return new Topic(
                Remedy.CANCEL.word(), say("remedy.cancel"), sentences, specials(Remedy.CANCEL, cancel.exceptions()));
    }

    private Topic remedy(Remedy remedy, RemedyTerms own) {
        var sentences = new ArrayList<String>();
        own.stages().forEach((stage, rule) -> sentences.add(stage(remedy, stage, rule)));
        sentences.add(window(own.window()));
        sentences.addAll(CostSentences.of(own.sendingBack(), own.fee(), texts));
        boolean fees = own.fee() != null
                || own.exceptions().stream()
                        .anyMatch(special ->
                                special.fee() != null && !special.fee().costsNothing());
        if (fees && byLaw) {
            sentences.add(texts.say("policies.costs.law"));
        }
        return new Topic(remedy.word(), say("remedy." + remedy.word()), sentences, specials(remedy, own.exceptions()));
    }

    private List<Special> specials(Remedy remedy, List<SpecialTerms> exceptions) {
        return exceptions.stream()
                .map(special -> new Special(special.name(), otherwise(remedy, special), special.because()))
                .toList();
    }

    private List<String> otherwise(Remedy remedy, SpecialTerms special) {
        var sentences = new ArrayList<String>();
        sentences.add(say("for", Map.of("goods", goods(special.when()))));
        special.stages().forEach((stage, rule) -> sentences.add(stage(remedy, stage, rule)));
        if (special.window() != null || Boolean.TRUE.equals(special.unlimited())) {
            sentences.add(window(special.window()));
        }
        if (remedy == Remedy.CANCEL && special.fee() != null) {
            sentences.add(MoneySentences.fee(special.fee(), texts));
        } else {
            sentences.addAll(CostSentences.of(special.sendingBack(), special.fee(), texts));
        }
        return sentences;
    }

    private String stage(Remedy remedy, Stage stage, Terms.Rule rule) {
        return say("stage." + word(rule), Map.of("stage", say("at." + stage.word()), "remedy", remedy.word()));
    }

    private String afterwards(Stage stage, Terms.Rule rule) {
        return say("afterwards." + word(rule), Map.of("stage", say("at." + stage.word())));
    }

    private String window(@Nullable Window window) {
        if (window == null) {
            return say("window.none");
        }
        return say(
                "window",
                Map.of(
                        "length",
                        length(window, texts),
                        "from",
                        say("from." + window.from().word())));
    }

    /// How long a window lasts, in words.
    static String length(Window window, Texts texts) {
        return window.unit() == Window.Unit.SECONDS
                ? texts.duration(Duration.ofSeconds(window.length()))
                : texts.say(BASE + "length." + word(window.unit()), Map.of("count", window.length()));
    }

    /// Which goods a condition means, in words.
    private String goods(Condition when) {
        var parts = new ArrayList<String>();
        part(parts, "goods.kind", words("kind.", when.kinds()));
        part(parts, "goods.category", String.join(", ", when.categories()));
        part(parts, "goods.sku", String.join(", ", when.skus()));
        part(parts, "goods.country", countries(when.countries()));
        part(parts, "goods.channel", String.join(", ", when.channels()));
        part(parts, "goods.group", String.join(", ", when.groups()));
        part(parts, "goods.promotion", String.join(", ", when.promotions()));
        if (when.amount() != null) {
            amount(
                    parts,
                    "goods.amount.from",
                    when.amount().from(),
                    when.amount().currency());
            amount(
                    parts,
                    "goods.amount.below",
                    when.amount().below(),
                    when.amount().currency());
        }
        if (when.placed() != null) {
            day(parts, "goods.placed.from", when.placed().from());
            day(parts, "goods.placed.until", when.placed().until());
        }
        part(parts, "goods.if", when.expression() == null ? "" : when.expression());
        return parts.isEmpty() ? say("goods.all") : String.join("; ", parts);
    }

    private void part(List<String> parts, String key, String what) {
        if (!what.isEmpty()) {
            parts.add(say(key, Map.of("what", what)));
        }
    }

    private void amount(List<String> parts, String key, @Nullable Long amount, String currency) {
        if (amount != null) {
            parts.add(say(key, Map.of("what", texts.money(new Money(amount, currency)))));
        }
    }

    private void day(List<String> parts, String key, @Nullable LocalDate day) {
        if (day != null) {
            var zone = terms.calendar().zone();
            parts.add(say(
                    key,
                    Map.of("what", texts.in(zone).date(day.atStartOfDay(zone).toInstant()))));
        }
    }

    private String countries(Collection<String> codes) {
        return codes.stream()
                .map(code -> Locale.of("", code).getDisplayCountry(texts.locale()))
                .collect(Collectors.joining(", "));
    }

    private String words(String key, Collection<? extends Enum<?>> values) {
        return values.stream().map(value -> say(key + word(value))).collect(Collectors.joining(", "));
    }

    private String say(String key) {
        return texts.say(BASE + key);
    }

    private String say(String key, Map<String, ?> values) {
        return texts.say(BASE + key, values);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
