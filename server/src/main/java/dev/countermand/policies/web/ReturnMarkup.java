package dev.countermand.policies.web;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.law.Law;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What terms say about returns and repairs of plain goods, in the words of schema.org: only what the document says for
/// certain. Which exception holds is asked of the terms themselves.
final class ReturnMarkup {

    private static final String ORG = "https://schema.org/";

    /// A country of which no document speaks by accident: the private use area of ISO 3166.
    private static final String ELSEWHERE = "XX";

    private final Terms terms;
    private final Law law;
    private final Instant at;
    private final String link;

    /// @param law what customers have beneath the terms
    /// @param at orders placed then
    /// @param link where people read the policy
    ReturnMarkup(Terms terms, Law law, Instant at, String link) {
        this.terms = terms;
        this.law = law;
        this.at = at;
        this.link = link;
    }

    /// What holds for plain goods.
    ///
    /// @param rule once they are delivered
    /// @param window how long; null for no limit
    /// @param costs what it costs
    /// @param vague whether an expression decides, so that nothing can be said of goods in general
    record Held(Terms.Rule rule, @Nullable Window window, ReturnCosts costs, boolean vague) {}

    /// What holds for plain goods that go to a country and are ordered on a day.
    static Held held(Terms terms, Remedy remedy, String country, Instant placed) {
        var own = terms.remedies().getOrDefault(remedy, new RemedyTerms(Map.of(), null, List.of()));
        var usual = own.stages().getOrDefault(Stage.DELIVERED, Terms.Rule.NEVER);
        var special =
                own.exception(plain(country, placed), terms.calendar().zone()).orElse(null);
        if (special == null) {
            return new Held(usual, own.window(), new ReturnCosts(own.sendingBack(), own.fee()), false);
        }
        boolean none = Boolean.TRUE.equals(special.unlimited());
        var window = special.window() == null ? own.window() : special.window();
        return new Held(
                special.stages().getOrDefault(Stage.DELIVERED, usual),
                none ? null : window,
                ReturnCosts.of(own, special),
                special.when().expression() != null);
    }

    /// Something of which nothing special is said: no category, no promotion, no currency.
    static Facts plain(String country, Instant placed) {
        return new Facts(
                country, "", "", List.of(), 0, "", placed, Order.Kind.PHYSICAL, "", "", 0, 1, Map.of(), Map.of());
    }

    /// A policy for each country of which the return terms speak and where they differ, and one for all others.
    List<Map<String, Object>> policies() {
        var elsewhere = policy(ELSEWHERE);
        var byTerms = new LinkedHashMap<Map<String, Object>, List<String>>();
        for (var country : countries()) {
            var here = policy(country);
            if (!here.equals(elsewhere)) {
                byTerms.computeIfAbsent(here, policy -> new ArrayList<>()).add(country);
            }
        }
        var all = new ArrayList<Map<String, Object>>();
        byTerms.forEach((policy, countries) -> {
            var of = new LinkedHashMap<>(policy);
            of.put("applicableCountry", countries);
            all.add(of);
        });
        all.add(elsewhere);
        return all;
    }

    private SortedSet<String> countries() {
        var countries = new TreeSet<String>();
        exceptions().forEach(special -> countries.addAll(special.when().countries()));
        for (var pack : law.packs()) {
            pack.countries().keySet().stream()
                    .filter(country -> LawReturns.of(law, country, today()).isPresent())
                    .forEach(countries::add);
        }
        return countries;
    }

    private List<SpecialTerms> exceptions() {
        var own = terms.remedies().get(Remedy.RETURN);
        return own == null ? List.of() : own.exceptions();
    }

    private Map<String, Object> policy(String country) {
        var policy = new LinkedHashMap<String, Object>();
        policy.put("@type", "MerchantReturnPolicy");
        var byLaw = LawReturns.of(law, country, today()).filter(right -> !givesAsMuch(country, right));
        if (byLaw.isPresent()) {
            policy.put("returnPolicyCategory", ORG + "MerchantReturnFiniteReturnWindow");
            policy.put("merchantReturnDays", byLaw.get().days());
            policy.put("merchantReturnLink", link + "#law");
            return policy;
        }
        if (terms.remedies().containsKey(Remedy.RETURN)) {
            policy.putAll(said(held(terms, Remedy.RETURN, country, at), country));
        } else {
            policy.put("returnPolicyCategory", ORG + "MerchantReturnUnspecified");
        }
        policy.put("merchantReturnLink", link + (terms.remedies().containsKey(Remedy.RETURN) ? "#return" : ""));
        var seasons = seasons(country);
        if (!seasons.isEmpty()) {
            policy.put("returnPolicySeasonalOverride", seasons);
        }
        return policy;
    }

    /// Whether the terms allow at least what the law gives.
    private boolean givesAsMuch(String country, LawReturns right) {
        var held = held(terms, Remedy.RETURN, country, at);
        if (held.vague() || held.rule() != Terms.Rule.ALLOWED) {
            return false;
        }
        var window = held.window();
        return window == null
                || days(held).map(days -> days >= right.days()).orElseGet(() -> isLonger(window, right.days()));
    }

    /// Of windows that are not told in days: whether they last as long all the same, whatever the calendar.
    private static boolean isLonger(Window window, long days) {
        if (window.from() != Window.Start.DELIVERED) {
            return false;
        }
        return switch (window.unit()) {
            case MONTHS -> window.length() * 28 >= days;
            case YEARS -> window.length() * 365 >= days;
            case HOURS -> window.length() > (days + 1) * 25;
            case WORKING_DAYS, DAYS -> window.length() >= days;
            case WEEKS -> window.length() * 7 >= days;
            case SECONDS, MINUTES -> false;
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(at, terms.calendar().zone());
    }

    /// The window, and what it costs where it can be had. Who withdraws by law bears no fee.
    private Map<String, Object> said(Held held, String country) {
        var said = new LinkedHashMap<>(window(held));
        if (!held.vague() && held.rule() == Terms.Rule.ALLOWED) {
            boolean byLaw = LawReturns.of(law, country, today()).isPresent();
            said.putAll(held.costs().markup(byLaw));
        }
        return said;
    }

    /// The category, and the days where they are known: whole days from the delivery on.
    private static Map<String, Object> window(Held held) {
        var said = new LinkedHashMap<String, Object>();
        said.put("returnPolicyCategory", ORG + category(held));
        days(held).ifPresent(days -> said.put("merchantReturnDays", days));
        return said;
    }

    private static String category(Held held) {
        if (held.vague() || held.rule() == Terms.Rule.PERSON) {
            return "MerchantReturnUnspecified";
        }
        if (held.rule() == Terms.Rule.NEVER) {
            return "MerchantReturnNotPermitted";
        }
        return held.window() == null ? "MerchantReturnUnlimitedWindow" : "MerchantReturnFiniteReturnWindow";
    }

    /// Days from the delivery; empty for what is not counted in whole days, or from something else.
    static Optional<Long> days(Held held) {
        var window = held.window();
        if (window == null || held.vague() || held.rule() != Terms.Rule.ALLOWED) {
            return Optional.empty();
        }
        return days(window);
    }

    static Optional<Long> days(Window window) {
        if (window.from() != Window.Start.DELIVERED) {
            return Optional.empty();
        }
        return switch (window.unit()) {
            case DAYS -> Optional.of(window.length());
            case WEEKS -> Optional.of(7 * window.length());
            case SECONDS, MINUTES, HOURS, WORKING_DAYS, MONTHS, YEARS -> Optional.empty();
        };
    }

    /// Seasons that begin or end after now and in which plain goods have other days.
    private List<Map<String, Object>> seasons(String country) {
        var zone = terms.calendar().zone();
        var today = today();
        var usual = held(terms, Remedy.RETURN, country, at);
        var seasons = new TreeMap<LocalDate, Map<String, Object>>();
        for (var special : exceptions()) {
            var placed = special.when().placed();
            if (placed == null
                    || placed.from() == null
                    || placed.until() == null
                    || !placed.from().isAfter(today)) {
                continue;
            }
            var then = held(
                    terms,
                    Remedy.RETURN,
                    country,
                    placed.from().atStartOfDay(zone).toInstant());
            var last = held(
                    terms,
                    Remedy.RETURN,
                    country,
                    placed.until().atStartOfDay(zone).toInstant());
            if (!then.equals(usual) && then.equals(last)) {
                var season = new LinkedHashMap<String, Object>();
                season.put("@type", "MerchantReturnPolicySeasonalOverride");
                season.put("startDate", placed.from().toString());
                season.put("endDate", placed.until().toString());
                season.putAll(said(then, country));
                seasons.put(placed.from(), season);
            }
        }
        return List.copyOf(seasons.values());
    }

    /// The promise to mend what breaks; empty where the terms promise nothing for certain.
    Optional<Map<String, Object>> warranty() {
        var held = held(terms, Remedy.REPAIR, ELSEWHERE, at);
        var window = held.window();
        if (!terms.remedies().containsKey(Remedy.REPAIR)
                || held.vague()
                || held.rule() != Terms.Rule.ALLOWED
                || window == null
                || window.from() != Window.Start.DELIVERED) {
            return Optional.empty();
        }
        return unit(window.unit()).map(unit -> {
            var length = new LinkedHashMap<String, Object>();
            length.put("@type", "QuantitativeValue");
            length.put("value", window.length());
            length.put("unitCode", unit);
            var promise = new LinkedHashMap<String, Object>();
            promise.put("@type", "WarrantyPromise");
            promise.put("durationOfWarranty", length);
            promise.put("url", link + "#repair");
            return promise;
        });
    }

    /// The code of UN/CEFACT; empty for working days, which have none.
    private static Optional<String> unit(Window.Unit unit) {
        return switch (unit) {
            case SECONDS -> Optional.of("SEC");
            case MINUTES -> Optional.of("MIN");
            case HOURS -> Optional.of("HUR");
            case DAYS -> Optional.of("DAY");
            case WEEKS -> Optional.of("WEE");
            case MONTHS -> Optional.of("MON");
            case YEARS -> Optional.of("ANN");
            case WORKING_DAYS -> Optional.empty();
        };
    }
}
