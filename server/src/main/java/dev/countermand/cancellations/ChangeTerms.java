package dev.countermand.cancellations;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.RemedyTerms;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the terms say of changes, in the words in which they speak of cancellations: so one set of rules decides
/// both. Pure.
final class ChangeTerms {

    private static final RemedyTerms NOT_AT_ALL = new RemedyTerms(Map.of(), null, List.of());

    private ChangeTerms() {}

    /// The terms of `change` where they name it. Terms that speak of canceling only mean changes, too, whatever the
    /// reason; terms that name other remedies and not this one do not allow it.
    static Terms of(Terms terms) {
        var usual = terms.cancellation();
        if (terms.remedies().isEmpty()) {
            return with(
                    terms,
                    usual.open(),
                    usual.released(),
                    usual.window(),
                    usual.personKinds(),
                    usual.refusedKinds(),
                    usual.exceptions(),
                    usual.afterwards());
        }
        var own = terms.remedies().getOrDefault(Remedy.CHANGE, NOT_AT_ALL);
        return with(
                terms,
                own.stages().getOrDefault(Stage.OPEN, Terms.Rule.NEVER),
                own.stages().getOrDefault(Stage.RELEASED, Terms.Rule.NEVER),
                own.window(),
                Set.of(),
                Set.of(),
                own.exceptions(),
                Map.of());
    }

    /// Whoever changes keeps what he has a right to and pays no fee for leaving; any reason will do.
    private static Terms with(
            Terms terms,
            Terms.Rule open,
            Terms.Rule released,
            @Nullable Window window,
            Set<Order.Kind> personKinds,
            Set<Order.Kind> refusedKinds,
            List<SpecialTerms> exceptions,
            Map<Stage, Terms.Rule> afterwards) {
        var usual = terms.cancellation();
        var changes = new Terms.Cancellation(
                open,
                released,
                window,
                personKinds,
                refusedKinds,
                usual.deadline(),
                usual.silence(),
                usual.shipping(),
                usual.fees(),
                usual.tenderOrder(),
                null,
                Terms.StoreCredit.NEVER,
                Set.of(),
                exceptions,
                null,
                afterwards);
        return new Terms(terms.version(), terms.calendar(), changes, terms.remedies(), terms.law(), terms.conduct());
    }
}
