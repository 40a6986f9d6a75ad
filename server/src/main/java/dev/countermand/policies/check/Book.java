package dev.countermand.policies.check;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Condition;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Fee;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What terms say of one remedy: a list of exceptions, the first of which decides, and what is usual.
final class Book {

    private static final List<Stage> BEFORE = List.of(Stage.OPEN, Stage.RELEASED);
    private static final List<Stage> ALL = List.of(Stage.OPEN, Stage.RELEASED, Stage.SHIPPED, Stage.DELIVERED);

    private final Terms terms;
    private final Remedy remedy;

    Book(Terms terms, Remedy remedy) {
        this.terms = terms;
        this.remedy = remedy;
    }

    /// One for each remedy of which these terms speak.
    static List<Book> of(Terms terms) {
        var books = new ArrayList<Book>();
        books.add(new Book(terms, Remedy.CANCEL));
        terms.remedies().keySet().forEach(remedy -> books.add(new Book(terms, remedy)));
        return books;
    }

    Terms terms() {
        return terms;
    }

    Remedy remedy() {
        return remedy;
    }

    List<Stage> stages() {
        return remedy == Remedy.CANCEL ? BEFORE : ALL;
    }

    List<SpecialTerms> exceptions() {
        if (remedy == Remedy.CANCEL) {
            return terms.cancellation().exceptions();
        }
        var others = terms.remedies().get(remedy);
        return others == null ? List.of() : others.exceptions();
    }

    List<Condition> conditions() {
        return exceptions().stream().map(SpecialTerms::when).toList();
    }

    @Nullable
    Window window() {
        var others = terms.remedies().get(remedy);
        return remedy == Remedy.CANCEL ? terms.cancellation().window() : others == null ? null : others.window();
    }

    private @Nullable Fee fee() {
        var others = terms.remedies().get(remedy);
        return remedy == Remedy.CANCEL ? terms.cancellation().fee() : others == null ? null : others.fee();
    }

    /// The number of the exception that really decides about these facts, asked of the terms themselves; that of
    /// the one after the last when none does.
    int decides(Facts facts) {
        var name = remedy == Remedy.CANCEL
                ? Optional.ofNullable(terms.cancellation()
                        .of(facts, terms.calendar(), start -> Optional.of(facts.placed()))
                        .exception())
                : Optional.ofNullable(terms.remedies().get(remedy))
                        .flatMap(others ->
                                others.exception(facts, terms.calendar().zone()))
                        .map(SpecialTerms::name);
        for (int i = 0; i < exceptions().size(); i++) {
            if (name.isPresent() && exceptions().get(i).name().equals(name.get())) {
                return i;
            }
        }
        return exceptions().size();
    }

    /// What is said of goods of this kind when this exception decides.
    ///
    /// @param number of the exception; that after the last for what is usual
    Answer answer(int number, Order.Kind kind) {
        var special = number < exceptions().size() ? exceptions().get(number) : null;
        var rules = new EnumMap<Stage, Terms.Rule>(Stage.class);
        for (var stage : stages()) {
            var own = special == null ? null : special.stages().get(stage);
            rules.put(stage, own == null ? usual(stage, kind) : own);
        }
        boolean none = special != null && Boolean.TRUE.equals(special.unlimited());
        var own = special == null ? null : special.window();
        var fee = special == null || special.fee() == null ? fee() : special.fee();
        var afterwards = remedy == Remedy.CANCEL ? terms.cancellation().afterwards() : Map.<Stage, Terms.Rule>of();
        var others = terms.remedies().get(remedy);
        var back = special == null || special.sendingBack() == null
                ? (others == null ? null : others.sendingBack())
                : special.sendingBack();
        return new Answer(rules, none ? null : own == null ? window() : own, afterwards, fee, back);
    }

    Answer answer(Facts facts) {
        return answer(decides(facts), facts.kind());
    }

    private Terms.Rule usual(Stage stage, Order.Kind kind) {
        if (remedy != Remedy.CANCEL) {
            var others = terms.remedies().get(remedy);
            Map<Stage, Terms.Rule> stages = others == null ? Map.of() : others.stages();
            return stages.getOrDefault(stage, Terms.Rule.NEVER);
        }
        var cancel = terms.cancellation();
        var rule = stage == Stage.OPEN ? cancel.open() : cancel.released();
        if (rule == Terms.Rule.NEVER || cancel.refusedKinds().contains(kind)) {
            return Terms.Rule.NEVER;
        }
        return cancel.personKinds().contains(kind) ? Terms.Rule.PERSON : rule;
    }

    /// What decides, for people.
    String name(int number) {
        return number < exceptions().size()
                ? "exception '" + exceptions().get(number).name() + "'"
                : "what is usual";
    }
}
