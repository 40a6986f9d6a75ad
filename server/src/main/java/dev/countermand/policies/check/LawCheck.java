package dev.countermand.policies.check;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.SendingBack;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.law.Law;
import dev.countermand.policies.law.LegalRight;
import dev.countermand.policies.law.RulePack;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Where terms give customers less than a law does. The law decides there; who wrote the terms should know it.
final class LawCheck {

    /// The days of delivery on which windows are compared: three years, so that weekends, holidays and a leap day
    /// meet every length.
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private static final int DAYS = 1096;

    private final Terms terms;
    private final List<Finding> findings = new ArrayList<>();

    private LawCheck(Terms terms) {
        this.terms = terms;
    }

    static List<Finding> of(Terms terms, Law law) {
        var check = new LawCheck(terms);
        for (var pack : law.packs()) {
            check.pack(pack);
        }
        return check.findings;
    }

    private void pack(RulePack pack) {
        for (var right : pack.rights()) {
            if (right.unlessDisplayed()) {
                // The public page displays them.
                continue;
            }
            switch (right.kind()) {
                case WITHDRAWAL -> {
                    stops(pack, right);
                    remedy(pack, right, Remedy.RETURN);
                }
                case GUARANTEE -> remedy(pack, right, Remedy.REPAIR);
                case LATE, REJECTION, RETURN -> {}
            }
        }
    }

    private void stops(RulePack pack, LegalRight right) {
        if (!terms.cancellation().leavesNothingToTheLaw()) {
            findings.add(new Finding(
                    Finding.Level.NOTE,
                    "law_wins",
                    "/cancel",
                    "Consumers in " + where(pack, right) + " may withdraw from what has not left, without a reason, and"
                            + " have all their money back (" + right.source() + "): for them no rule, window or fee"
                            + " of these terms stands in the way. If you sell to businesses only, write `law: none`.",
                    true,
                    example(pack, right, FIRST)));
        }
    }

    private void remedy(RulePack pack, LegalRight right, Remedy remedy) {
        var own = terms.remedies().get(remedy);
        if (own == null) {
            return;
        }
        var path = "/" + remedy.word();
        var rule = own.stages().getOrDefault(Stage.DELIVERED, Terms.Rule.NEVER);
        if (rule != Terms.Rule.ALLOWED) {
            less(pack, right, path, "says `" + rule.name().toLowerCase(Locale.ROOT) + "`", true, FIRST);
        }
        window(pack, right, path + "/window", own.window());
        costs(pack, right, path, own.sendingBack(), own.fee());
        for (int i = 0; i < own.exceptions().size(); i++) {
            exception(pack, right, own, own.exceptions().get(i), path + "/exceptions/" + i);
        }
    }

    private void exception(RulePack pack, LegalRight right, RemedyTerms own, SpecialTerms special, String path) {
        var when = special.when();
        boolean concerns = (when.kinds().isEmpty() || when.kinds().stream().anyMatch(right.kinds()::contains))
                && (when.countries().isEmpty()
                        || when.countries().stream()
                                .anyMatch(country -> pack.countries().containsKey(country)
                                        && (right.only().isEmpty()
                                                || right.only().contains(country))));
        if (!concerns) {
            return;
        }
        var rule = special.stages().get(Stage.DELIVERED);
        if (rule != null && rule != Terms.Rule.ALLOWED) {
            less(pack, right, path, "says `" + rule.name().toLowerCase(Locale.ROOT) + "`", true, FIRST);
        }
        if (special.window() != null && !special.window().equals(own.window())) {
            window(pack, right, path + "/window", special.window());
        }
        costs(pack, right, path, special.sendingBack(), special.fee());
    }

    /// What a buyer has by law costs him no fee, and the way back only where the law lets him pay for
    /// it.
    private void costs(RulePack pack, LegalRight right, String path, @Nullable SendingBack back, @Nullable Fee fee) {
        if (right.free() && back != null && back.by() != SendingBack.Payer.SHOP) {
            less(pack, right, path + "/sendingBack", "lets customers pay for the way back", true, FIRST);
        }
        if (fee != null && !fee.costsNothing()) {
            less(pack, right, path + "/fee", "withholds money", true, FIRST);
        }
    }

    private void window(RulePack pack, LegalRight right, String path, @Nullable Window window) {
        if (window != null) {
            shorter(pack, right, window).ifPresent(day -> less(pack, right, path, "ends after " + window, false, day));
        }
    }

    /// A day of delivery for which these terms end before the right does; what begins windows is taken to have
    /// happened on that day, too.
    private Optional<LocalDate> shorter(RulePack pack, LegalRight right, Window window) {
        var country = pack.countries().get(country(pack, right));
        for (int i = 0; i < DAYS && country != null; i++) {
            var day = FIRST.plusDays(i);
            var start =
                    day.atTime(LocalTime.NOON).atZone(country.calendar().zone()).toInstant();
            var own = window.end(start, terms.calendar())
                    .atZone(country.calendar().zone())
                    .toLocalDate();
            var legal = Law.end(right, start, country.calendar());
            if (legal != null
                    && own.isBefore(legal.atZone(country.calendar().zone()).toLocalDate())) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private void less(RulePack pack, LegalRight right, String path, String says, boolean proven, LocalDate day) {
        findings.add(new Finding(
                Finding.Level.NOTE,
                "less_than_the_law",
                path,
                "This " + says + ", but consumers in " + where(pack, right) + " have "
                        + (right.window() == null ? "as long as is reasonable" : right.window())
                        + (right.free() ? ", free of charge," : "") + " by law ("
                        + right.source() + "): the law counts.",
                proven,
                example(pack, right, day)));
    }

    private static String where(RulePack pack, LegalRight right) {
        var countries = right.only().isEmpty() ? pack.countries().keySet() : right.only();
        return countries.size() > 5
                ? countries.size() + " countries of `" + pack.id() + "`"
                : String.join(", ", new TreeSet<>(countries));
    }

    private static String country(RulePack pack, LegalRight right) {
        return pack.countries().keySet().stream()
                .filter(code -> right.only().isEmpty() || right.only().contains(code))
                .findFirst()
                .orElseThrow();
    }

    private Facts example(RulePack pack, LegalRight right, LocalDate day) {
        var draft = new Draft();
        draft.country = country(pack, right);
        draft.kind = Order.Kind.PHYSICAL;
        draft.placed = day;
        return draft.facts(terms.calendar().zone());
    }
}
