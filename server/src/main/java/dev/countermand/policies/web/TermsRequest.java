package dev.countermand.policies.web;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Order;
import dev.countermand.policies.Policies;
import dev.countermand.policies.Terms;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
        Terms.@Nullable StoreCredit storeCredit) {

    /// The terms this states. Fails with INVALID, naming everything that is wrong.
    Terms.Cancellation over(Terms.Cancellation builtIn) {
        var wrong = new ArrayList<Problem.Violation>();
        var terms = new Terms.Cancellation(
                open == null ? builtIn.open() : open,
                released == null ? builtIn.released() : released,
                window == null ? builtIn.window() : duration("/window", window, wrong),
                personKinds == null ? builtIn.personKinds() : kinds("/personKinds", personKinds, wrong),
                refusedKinds == null ? builtIn.refusedKinds() : kinds("/refusedKinds", refusedKinds, wrong),
                deadline == null ? builtIn.deadline() : duration("/deadline", deadline, wrong),
                silence == null ? builtIn.silence() : silence,
                shipping == null ? builtIn.shipping() : shipping,
                fees == null ? builtIn.fees() : fees,
                tenderOrder == null ? builtIn.tenderOrder() : tenders(tenderOrder, wrong),
                fee == null ? builtIn.fee() : fee.read("/fee", wrong),
                storeCredit == null ? builtIn.storeCredit() : storeCredit);
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
