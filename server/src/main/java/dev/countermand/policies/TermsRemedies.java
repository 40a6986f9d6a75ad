package dev.countermand.policies;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Decision;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.spi.Remedies;
import dev.countermand.site.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells which of the remedies that a seller's document names can be had for what, until when, and what would change
/// it. Those that no other capability carries out yet are asked of the shop, which decides by these terms.
@Component
@org.springframework.core.annotation.Order(500)
class TermsRemedies implements Remedies {

    /// Asked for and answered elsewhere.
    private static final Set<Remedy> OTHERS = EnumSet.of(Remedy.CANCEL, Remedy.CHANGE);

    private final Policies policies;
    private final Texts texts;

    TermsRemedies(Policies policies, Texts texts) {
        this.policies = policies;
        this.texts = texts;
    }

    @Override
    public List<Option> options(Order order, Terms terms, Instant at, Actor reader) {
        var options = new ArrayList<Option>();
        if (terms.remedies().keySet().stream().allMatch(OTHERS::contains)) {
            return options;
        }
        var begun = policies.begunForRemedies(order, terms);
        for (var line : order.lines()) {
            var facts = Facts.of(order, line);
            terms.remedies().forEach((remedy, own) -> {
                for (var stage : RemedyRules.LIFE) {
                    int units = line.units().in(stage);
                    if (units > 0 && !OTHERS.contains(remedy)) {
                        var ruling = RemedyRules.decide(own, facts, stage, begun.apply(line), terms.calendar(), at);
                        var seen = facts.told();
                        seen.put("stage", stage.word());
                        seen.put("at", at.toString());
                        options.add(option(line, remedy, stage, units, ruling, terms)
                                .costing(RemedyCosts.told(ruling, order.currency()))
                                .with(seen));
                    }
                }
            });
        }
        return options;
    }

    private Option option(
            Order.Line line, Remedy remedy, Stage stage, int units, RemedyRules.Ruling ruling, Terms terms) {
        var rule = terms.version() + "/" + remedy.word() + "." + stage.word();
        var named = ruling.exception() == null ? rule : rule + "/" + ruling.exception();
        return switch (ruling.decision()) {
            case Decision.Granted<RemedyReason> yes ->
                option(line, remedy, units, "granted", "by_contact", ruling, null, named);
            case Decision.NeedsPerson<RemedyReason> perhaps ->
                option(line, remedy, units, "needs_person", null, ruling, perhaps.reason(), named);
            case Decision.Refused<RemedyReason> no ->
                option(line, remedy, units, "refused", null, ruling, no.reason(), named);
        };
    }

    private Option option(
            Order.Line line,
            Remedy remedy,
            int units,
            String decision,
            @Nullable String how,
            RemedyRules.Ruling ruling,
            @Nullable RemedyReason reason,
            String rule) {
        var here = texts.here();
        var what = here.say("policies.remedy." + remedy.word());
        var sentence = here.say("policies.remedy.option." + decision, Map.of("remedy", what));
        var costs = decision.equals("refused")
                ? ""
                : CostSentences.of(ruling.sendingBack(), ruling.fee(), here).stream()
                        .map(cost -> " " + cost)
                        .collect(Collectors.joining());
        var theirs = ruling.because() == null || decision.equals("granted") ? "" : " “" + ruling.because() + "”";
        return new Option(
                line.line(),
                remedy.word(),
                decision,
                how,
                units,
                decision.equals("refused") ? null : ruling.until(),
                reason == null ? null : reason.word(),
                sentence + costs + theirs,
                rule,
                null,
                change(reason, ruling));
    }

    private @Nullable String change(@Nullable RemedyReason reason, RemedyRules.Ruling ruling) {
        var here = texts.here();
        if (reason == RemedyReason.WINDOW_CLOSED && ruling.until() != null) {
            return here.say("policies.remedy.change.until", Map.of("until", here.dateTime(ruling.until())));
        }
        if (reason == RemedyReason.NOT_YET && ruling.from() != null) {
            return here.say("policies.remedy.change." + ruling.from().name().toLowerCase(Locale.ROOT));
        }
        return reason == null ? null : here.say("policies.remedy.change.person");
    }
}
