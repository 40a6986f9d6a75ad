package dev.countermand.policies.check;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What terms say in one place and take back in another, so that their author may not have meant it.
final class Contradictions {

    private final Terms terms;
    private final List<Book> books;
    private final Collection<Facts> samples;
    private final List<Finding> findings = new ArrayList<>();

    private Contradictions(Terms terms, List<Book> books, Collection<Facts> samples) {
        this.terms = terms;
        this.books = books;
        this.samples = samples;
    }

    /// @param samples an order for each exception that decides about some
    static List<Finding> of(Terms terms, List<Book> books, Collection<Facts> samples) {
        var found = new Contradictions(terms, books, samples);
        found.kinds();
        found.offers();
        found.afterwards();
        return found.findings;
    }

    private Book canceling() {
        return books.stream()
                .filter(book -> book.remedy() == Remedy.CANCEL)
                .findFirst()
                .orElseThrow();
    }

    /// An exception decides about kinds of which the lists say something else, though it does not name them.
    private void kinds() {
        var cancel = terms.cancellation();
        for (int i = 0; i < cancel.exceptions().size(); i++) {
            var special = cancel.exceptions().get(i);
            if (special.when().kinds().isEmpty()) {
                passes(i, special, "never", cancel.refusedKinds(), Terms.Rule.NEVER);
                passes(i, special, "person", cancel.personKinds(), Terms.Rule.PERSON);
            }
        }
    }

    private void passes(int number, SpecialTerms special, String list, Set<Order.Kind> kinds, Terms.Rule least) {
        if (special.stages().values().stream().noneMatch(rule -> rule.compareTo(least) < 0)) {
            return;
        }
        for (var kind : kinds) {
            example(number, kind)
                    .ifPresent(order -> findings.add(new Finding(
                            Finding.Level.NOTE,
                            "passes_a_list",
                            "/cancel/exceptions/" + number,
                            "This exception also decides about " + kind.word() + ", which `" + list
                                    + "` names: what it says of a stage counts. If that is not meant, name `kind`"
                                    + " in its `when`, or write an exception for " + kind.word() + " before it.",
                            true,
                            order)));
        }
    }

    /// An order of this kind about which this exception decides.
    private Optional<Facts> example(int number, Order.Kind kind) {
        var book = canceling();
        return samples.stream()
                .map(facts -> facts.ofKind(kind))
                .filter(facts -> book.decides(facts) == number)
                .findFirst();
    }

    /// What is offered first can never be had.
    private void offers() {
        for (var offered : terms.conduct().offerFirst()) {
            // A document without other remedies means a change by what it says of canceling.
            boolean asCanceling = offered == Remedy.CHANGE && terms.remedies().isEmpty();
            boolean never = books.stream()
                    .filter(book -> book.remedy() == (asCanceling ? Remedy.CANCEL : offered))
                    .allMatch(Contradictions::isNeverBeforeLeaving);
            if (never) {
                findings.add(new Finding(
                        Finding.Level.WARNING,
                        "never_offered",
                        "/offerFirst",
                        "`" + offered.word() + "` is to be offered before a cancellation, but before goods leave it can"
                                + " never be had. Say when it can, such as `" + offered.word()
                                + ": {open: allowed}`, or leave it out.",
                        true,
                        null));
            }
        }
    }

    private static boolean isNeverBeforeLeaving(Book book) {
        for (int i = 0; i <= book.exceptions().size(); i++) {
            for (var kind : Order.Kind.values()) {
                var answer = book.answer(i, kind);
                if (!answer.isNever(Stage.OPEN) || !answer.isNever(Stage.RELEASED)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Something is said of the time after a window, and no window ends.
    private void afterwards() {
        var cancel = terms.cancellation();
        boolean ends =
                cancel.window() != null || cancel.exceptions().stream().anyMatch(special -> special.window() != null);
        if (!ends && !cancel.afterwards().isEmpty()) {
            findings.add(new Finding(
                    Finding.Level.WARNING,
                    "window_never_ends",
                    "/cancel/afterwards",
                    "This holds once the window is over, but there is none. Say how long customers may cancel"
                            + " themselves, such as `window: 30 minutes`.",
                    true,
                    null));
        }
    }
}
