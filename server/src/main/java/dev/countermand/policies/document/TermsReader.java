package dev.countermand.policies.document;

import dev.countermand.kernel.Money;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.AskReason;
import dev.countermand.policies.Condition;
import dev.countermand.policies.Conduct;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.WorkingDays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes terms of what was found, and adds the faults that only several values together have.
final class TermsReader {

    private final Terms.Cancellation usual;
    private final List<Fault> faults;
    private final CostReader costs;

    /// @param usual what holds where the document says nothing
    TermsReader(Terms.Cancellation usual, List<Fault> faults) {
        this.usual = usual;
        this.faults = faults;
        this.costs = new CostReader(faults);
    }

    Terms read(Found document) {
        var calendar = new WorkingDays(
                document.get("zone", ZoneId.class, WorkingDays.USUAL.zone()),
                document.at("restDays").isPresent()
                        ? Set.copyOf(document.values("restDays", DayOfWeek.class))
                        : WorkingDays.USUAL.rest(),
                Set.copyOf(document.values("holidays", LocalDate.class)));
        var remedies = new EnumMap<Remedy, RemedyTerms>(Remedy.class);
        for (var remedy : Remedy.values()) {
            if (remedy != Remedy.CANCEL) {
                document.at(remedy.word()).ifPresent(found -> remedies.put(remedy, remedy(found)));
            }
        }
        return new Terms(
                "",
                calendar,
                document.at("cancel").map(this::cancel).orElse(usual),
                remedies,
                law(document),
                conduct(document));
    }

    private Conduct conduct(Found document) {
        var limits = new TreeMap<String, Long>();
        for (var each : document.list("overrideUpTo")) {
            var limit = (Money) each.value();
            if (limits.put(limit.currency(), limit.minor()) != null) {
                add(each, "duplicate", limit.currency() + " is named twice; name each currency once.");
            }
        }
        return new Conduct(limits, new HashSet<>(document.values("offerFirst", Remedy.class)));
    }

    private @Nullable Set<String> law(Found document) {
        if (document.at("law").isEmpty()) {
            return null;
        }
        var named = new LinkedHashSet<>(document.values("law", String.class));
        if (named.remove(Leaves.NONE) && !named.isEmpty()) {
            add(
                    document.at("law").orElse(document),
                    "contradiction",
                    "`none` stands beside rule packs; leave either it or them.");
        }
        return named;
    }

    private Terms.Cancellation cancel(Found found) {
        return new Terms.Cancellation(
                found.get("open", Terms.Rule.class, usual.open()),
                found.get("released", Terms.Rule.class, usual.released()),
                found.at("window").isPresent() ? window(found) : usual.window(),
                found.at("person").isPresent() ? kinds(found, "person") : usual.personKinds(),
                never(found),
                found.get("answerWithin", Duration.class, usual.deadline()),
                found.get("silence", Terms.Silence.class, usual.silence()),
                found.get("shipping", Terms.ShippingBack.class, usual.shipping()),
                found.get("fees", Terms.FeesBack.class, usual.fees()),
                found.at("tenderOrder").isPresent() ? tenders(found) : usual.tenderOrder(),
                found.at("fee").isPresent() ? costs.fee(found) : usual.fee(),
                found.get("storeCredit", Terms.StoreCredit.class, usual.storeCredit()),
                found.at("reasons").isPresent()
                        ? new LinkedHashSet<>(found.values("reasons", String.class))
                        : usual.reasons(),
                exceptions(found, Format.OF_CANCEL),
                askReason(found),
                found.at("afterwards").map(this::afterwards).orElse(usual.afterwards()));
    }

    /// A stage may allow no more once the window is over than before it is.
    private Map<Stage, Terms.Rule> afterwards(Found found) {
        var stages = stages(found, Format.OF_CANCEL);
        if (stages.isEmpty() && faults.isEmpty()) {
            add(found, "empty", "Say what may be done afterwards, such as `released: allowed` or `open: person`.");
        }
        return stages;
    }

    private @Nullable AskReason askReason(Found found) {
        var ask = found.find("askReason", AskReason.class);
        if (ask == AskReason.NOT_ASKED && found.at("reasons").isPresent()) {
            add(
                    found.at("askReason").orElse(found),
                    "contradiction",
                    "`reasons` names those that count, so they must be asked for; remove one of the two.");
        }
        return ask == null ? usual.askReason() : ask;
    }

    private RemedyTerms remedy(Found found) {
        return new RemedyTerms(
                stages(found, Format.OF_OTHERS),
                window(found),
                exceptions(found, Format.OF_OTHERS),
                costs.sendingBack(found),
                costs.fee(found));
    }

    private static @Nullable Window window(Found found) {
        return found.at("window")
                .map(Found::value)
                .flatMap(value -> ((Optional<?>) value).map(Window.class::cast))
                .orElse(null);
    }

    private static Set<Order.Kind> kinds(Found found, String key) {
        var kinds = EnumSet.noneOf(Order.Kind.class);
        kinds.addAll(found.values(key, Order.Kind.class));
        return kinds;
    }

    private Set<Order.Kind> never(Found found) {
        var person = kinds(found, "person");
        for (var each : found.list("never")) {
            if (each.value() instanceof Order.Kind kind && person.contains(kind)) {
                add(
                        each,
                        "contradiction",
                        "'" + kind.word() + "' stands in `person`, too; leave it in one of the two.");
            }
        }
        return found.at("never").isPresent() ? kinds(found, "never") : usual.refusedKinds();
    }

    private List<String> tenders(Found found) {
        var tenders = new LinkedHashSet<String>();
        for (var each : found.list("tenderOrder")) {
            if (!tenders.add((String) each.value())) {
                add(each, "duplicate", "'" + each.value() + "' is named twice; name it once.");
            }
        }
        return List.copyOf(tenders);
    }

    private static Map<Stage, Terms.Rule> stages(Found found, List<Stage> known) {
        var stages = new EnumMap<Stage, Terms.Rule>(Stage.class);
        known.forEach(stage -> {
            var rule = found.find(stage.word(), Terms.Rule.class);
            if (rule != null) {
                stages.put(stage, rule);
            }
        });
        return stages;
    }

    private List<SpecialTerms> exceptions(Found found, List<Stage> stages) {
        var exceptions = new ArrayList<SpecialTerms>();
        var names = new HashMap<String, Place>();
        for (var each : found.list("exceptions")) {
            var name = each.get("name", String.class, "");
            var before = name.isEmpty() ? null : names.putIfAbsent(name, each.place());
            if (before != null) {
                add(
                        each.at("name").orElse(each),
                        "duplicate",
                        "The exception in line " + before.line() + " has this name, too; give each a name of its own.");
            }
            var window = window(each);
            exceptions.add(new SpecialTerms(
                    name,
                    each.at("when").map(this::condition).orElse(Condition.ALWAYS),
                    stages(each, stages),
                    window,
                    (each.at("window").isPresent() && window == null) ? true : null,
                    each.find("because", String.class),
                    each.at("fee").isPresent() ? Objects.requireNonNullElse(costs.fee(each), Fee.NONE) : null,
                    costs.sendingBack(each)));
        }
        return exceptions;
    }

    private Condition condition(Found when) {
        return new Condition(
                kinds(when, "kind"),
                new HashSet<>(when.values("category", String.class)),
                new HashSet<>(when.values("sku", String.class)),
                new HashSet<>(when.values("country", String.class)),
                new HashSet<>(when.values("channel", String.class)),
                new HashSet<>(when.values("group", String.class)),
                new HashSet<>(when.values("promotion", String.class)),
                when.at("amount").map(this::amount).orElse(null),
                when.at("placed").map(this::season).orElse(null),
                when.find("if", String.class));
    }

    private Condition.@Nullable Amount amount(Found found) {
        var from = found.find("from", Money.class);
        var below = found.find("below", Money.class);
        var currency = from != null ? from.currency() : below == null ? null : below.currency();
        if (currency == null) {
            if (faults.isEmpty()) {
                add(found, "empty", "Say from or below which amount, such as `from: 200 EUR`.");
            }
            return null;
        }
        if (from != null && below != null) {
            if (!currency.equals(below.currency())) {
                add(found, "contradiction", "Both amounts are of one currency; write an exception for each.");
            } else if (from.minor() >= below.minor()) {
                add(
                        found,
                        "contradiction",
                        "No amount is at least " + Amounts.write(from) + " and below " + Amounts.write(below)
                                + "; `from` must be less than `below`.");
            }
        }
        return new Condition.Amount(currency, from == null ? null : from.minor(), below == null ? null : below.minor());
    }

    private Condition.@Nullable Season season(Found found) {
        var from = found.find("from", LocalDate.class);
        var until = found.find("until", LocalDate.class);
        if (from == null && until == null) {
            if (faults.isEmpty()) {
                add(found, "empty", "Say from or until which day, such as `from: 2026-11-20`.");
            }
            return null;
        }
        if (from != null && until != null && from.isAfter(until)) {
            add(found, "contradiction", "No day is from " + from + " until " + until + "; `from` must not be later.");
        }
        return new Condition.Season(from, until);
    }

    private void add(Found found, String code, String message) {
        faults.add(new Fault(found.place(), found.path(), code, message));
    }
}
