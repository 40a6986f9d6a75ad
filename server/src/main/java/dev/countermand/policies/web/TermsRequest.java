package dev.countermand.policies.web;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.AskReason;
import dev.countermand.policies.Expressions;
import dev.countermand.policies.Policies;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Terms as a caller states them: what is left out is as in the built-in ones.
record TermsRequest(
        Terms.@Nullable Rule open,
        Terms.@Nullable Rule released,
        @Nullable String window,
        @Nullable List<Order.@Nullable Kind> personKinds,
        @Nullable List<Order.@Nullable Kind> refusedKinds,
        @Nullable String deadline,
        Terms.@Nullable Silence silence,
        Terms.@Nullable ShippingBack shipping,
        Terms.@Nullable FeesBack fees,
        @Nullable List<@Nullable String> tenderOrder,
        @Nullable FeeRequest fee,
        Terms.@Nullable StoreCredit storeCredit,
        @Nullable List<@Nullable String> reasons,
        @Nullable List<@Nullable SpecialTerms> exceptions,
        @Nullable AskReason askReason,
        @Nullable Map<Stage, Terms.@Nullable Rule> afterwards) {

    private static final Pattern REASON = Pattern.compile("[a-z][a-z_]{0,40}");

    /// The terms this states. Fails with INVALID, naming everything that is wrong.
    Terms.Cancellation over(Terms.Cancellation builtIn) {
        var wrong = new ArrayList<Problem.Violation>();
        var terms = new Terms.Cancellation(
                open == null ? builtIn.open() : open,
                released == null ? builtIn.released() : released,
                window == null ? builtIn.window() : window("/window", window, wrong),
                personKinds == null ? builtIn.personKinds() : kinds("/personKinds", personKinds, wrong),
                refusedKinds == null ? builtIn.refusedKinds() : kinds("/refusedKinds", refusedKinds, wrong),
                deadline == null ? builtIn.deadline() : duration("/deadline", deadline, wrong),
                silence == null ? builtIn.silence() : silence,
                shipping == null ? builtIn.shipping() : shipping,
                fees == null ? builtIn.fees() : fees,
                tenderOrder == null ? builtIn.tenderOrder() : tenders(tenderOrder, wrong),
                fee == null ? builtIn.fee() : fee.read("/fee", wrong),
                storeCredit == null ? builtIn.storeCredit() : storeCredit,
                reasons == null ? builtIn.reasons() : reasons(reasons, wrong),
                exceptions == null ? builtIn.exceptions() : exceptions(exceptions, wrong),
                askReason == null ? builtIn.askReason() : askReason,
                afterwards == null ? builtIn.afterwards() : afterwards(afterwards, wrong));
        if (terms.askReason() == AskReason.NOT_ASKED && !terms.reasons().isEmpty()) {
            wrong.add(new Problem.Violation(
                    "/askReason", "contradiction", "'reasons' names those that count, so they must be asked for."));
        }
        for (var kind : terms.personKinds()) {
            if (terms.refusedKinds().contains(kind)) {
                wrong.add(new Problem.Violation(
                        "/refusedKinds",
                        "contradiction",
                        "'" + kind.name().toLowerCase(Locale.ROOT)
                                + "' is named in personKinds, too; leave it in one of the two."));
            }
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return terms;
    }

    private static Map<Stage, Terms.Rule> afterwards(
            Map<Stage, Terms.@Nullable Rule> stated, List<Problem.Violation> wrong) {
        var afterwards = new EnumMap<Stage, Terms.Rule>(Stage.class);
        stated.forEach((stage, rule) -> {
            if (rule == null || (stage != Stage.OPEN && stage != Stage.RELEASED)) {
                wrong.add(new Problem.Violation(
                        "/afterwards/" + stage.word(),
                        "unknown_stage",
                        "Say what may be done while units are open or released: allowed, person or never."));
            } else {
                afterwards.put(stage, rule);
            }
        });
        return afterwards;
    }

    private static Window window(String pointer, String text, List<Problem.Violation> wrong) {
        if (text.contains("P")) {
            return Window.of(duration(pointer, text, wrong));
        }
        try {
            return Window.parse(text);
        } catch (IllegalArgumentException foreign) {
            wrong.add(new Problem.Violation(pointer, "invalid_duration", String.valueOf(foreign.getMessage())));
            return Window.of(Policies.DURATION_MIN);
        }
    }

    private static Duration duration(String pointer, String text, List<Problem.Violation> wrong) {
        try {
            var duration = Duration.parse(text);
            if (duration.compareTo(Policies.DURATION_MIN) >= 0 && duration.compareTo(Policies.DURATION_MAX) <= 0) {
                return duration;
            }
            wrong.add(new Problem.Violation(pointer, "out_of_range", "Give at least PT1S and at most P400D."));
        } catch (DateTimeException | ArithmeticException foreign) {
            wrong.add(new Problem.Violation(
                    pointer,
                    "invalid_duration",
                    "Give an ISO 8601 duration in days, hours, minutes and seconds, such as PT30M or P2D."));
        }
        return Policies.DURATION_MIN;
    }

    private static List<String> tenders(List<@Nullable String> named, List<Problem.Violation> wrong) {
        var tenders = new LinkedHashSet<String>();
        for (int i = 0; i < named.size(); i++) {
            var tender = named.get(i);
            if (tender == null || !Order.TENDERS.contains(tender)) {
                wrong.add(new Problem.Violation(
                        "/tenderOrder/" + i,
                        "unknown_tender",
                        "Name one of " + String.join(", ", Order.TENDERS) + "."));
            } else if (!tenders.add(tender)) {
                wrong.add(new Problem.Violation(
                        "/tenderOrder/" + i, "duplicate", "'" + tender + "' is named twice; name it once."));
            }
        }
        return List.copyOf(tenders);
    }

    private static Set<String> reasons(List<@Nullable String> named, List<Problem.Violation> wrong) {
        var reasons = new LinkedHashSet<String>();
        for (int i = 0; i < named.size(); i++) {
            var reason = named.get(i);
            if (reason == null || !REASON.matcher(reason).matches()) {
                wrong.add(new Problem.Violation(
                        "/reasons/" + i, "unknown_reason", "Name a reason of customers, such as changed_mind."));
            } else {
                reasons.add(reason);
            }
        }
        return reasons;
    }

    private static List<SpecialTerms> exceptions(List<@Nullable SpecialTerms> stated, List<Problem.Violation> wrong) {
        if (stated.size() > SpecialTerms.LIST_MAX) {
            wrong.add(new Problem.Violation(
                    "/exceptions", "too_many", "State at most " + SpecialTerms.LIST_MAX + " exceptions."));
            return List.of();
        }
        var exceptions = new ArrayList<SpecialTerms>();
        var names = new HashSet<String>();
        for (int i = 0; i < stated.size(); i++) {
            var each = stated.get(i);
            var pointer = "/exceptions/" + i;
            if (each == null
                    || each.name() == null
                    || each.name().isBlank()
                    || each.name().length() > SpecialTerms.NAME_MAX
                    || !names.add(each.name())) {
                wrong.add(new Problem.Violation(
                        pointer + "/name",
                        "invalid_name",
                        "Give each exception a name of its own, of at most " + SpecialTerms.NAME_MAX + " characters."));
                continue;
            }
            expression(pointer + "/when/if", each.when().expression(), wrong);
            if (each.sendingBack() != null) {
                wrong.add(new Problem.Violation(
                        pointer + "/sendingBack",
                        "unknown_member",
                        "What is canceled is not sent back; leave it out."));
            }
            if (each.fee() != null && !each.fee().costsNothing()) {
                FeeRequest.of(each.fee()).read(pointer + "/fee", wrong);
            }
            exceptions.add(each);
        }
        return exceptions;
    }

    private static void expression(String pointer, @Nullable String source, List<Problem.Violation> wrong) {
        try {
            if (source != null) {
                Expressions.of(source);
            }
        } catch (Expressions.InvalidExpression invalid) {
            wrong.add(new Problem.Violation(
                    pointer,
                    "invalid_expression",
                    "Line " + invalid.fault().line() + ", column "
                            + invalid.fault().column() + ": " + invalid.fault().message()));
        }
    }

    private static Set<Order.Kind> kinds(
            String pointer, List<Order.@Nullable Kind> kinds, List<Problem.Violation> wrong) {
        var set = EnumSet.noneOf(Order.Kind.class);
        for (int i = 0; i < kinds.size(); i++) {
            var kind = kinds.get(i);
            if (kind == null) {
                wrong.add(new Problem.Violation(pointer + "/" + i, "missing", "Name a kind, or leave the place out."));
            } else {
                set.add(kind);
            }
        }
        return set;
    }
}
