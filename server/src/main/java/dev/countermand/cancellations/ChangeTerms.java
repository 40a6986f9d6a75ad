package dev.countermand.cancellations;

import dev.countermand.orders.Stage;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.Terms;
import java.util.List;
import java.util.Set;

/// What the terms say of changes, in the words in which they speak of cancellations: so one set of rules decides
/// both. Pure.
final class ChangeTerms {

    private ChangeTerms() {}

    /// The terms of `change` where they name it. Terms that speak of canceling only mean changes, too, whatever the
    /// reason; terms that name other remedies and not this one do not allow it.
    static Terms of(Terms terms) {
        var usual = terms.cancellation();
        var own = terms.remedies().get(Remedy.CHANGE);
        if (own == null && terms.remedies().isEmpty()) {
            return with(
                    terms,
                    new Terms.Cancellation(
                            usual.open(),
                            usual.released(),
                            usual.window(),
                            usual.personKinds(),
                            usual.refusedKinds(),
                            usual.deadline(),
                            usual.silence(),
                            usual.shipping(),
                            usual.fees(),
                            usual.tenderOrder(),
                            null,
                            Terms.StoreCredit.NEVER,
                            Set.of(),
                            usual.exceptions()));
        }
        return with(
                terms,
                new Terms.Cancellation(
                        own == null ? Terms.Rule.NEVER : own.stages().getOrDefault(Stage.OPEN, Terms.Rule.NEVER),
                        own == null ? Terms.Rule.NEVER : own.stages().getOrDefault(Stage.RELEASED, Terms.Rule.NEVER),
                        own == null ? null : own.window(),
                        Set.of(),
                        Set.of(),
                        usual.deadline(),
                        usual.silence(),
                        usual.shipping(),
                        usual.fees(),
                        usual.tenderOrder(),
                        null,
                        Terms.StoreCredit.NEVER,
                        Set.of(),
                        own == null ? List.of() : own.exceptions()));
    }

    private static Terms with(Terms terms, Terms.Cancellation changes) {
        return new Terms(terms.version(), terms.calendar(), changes, terms.remedies(), terms.law(), terms.conduct());
    }
}
