package dev.countermand.policies.check;

import dev.countermand.orders.Order;
import dev.countermand.orders.Stage;
import dev.countermand.policies.Facts;
import dev.countermand.policies.Remedy;
import dev.countermand.policies.SpecialTerms;
import dev.countermand.policies.Terms;
import dev.countermand.policies.Window;
import dev.countermand.policies.law.Law;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is wrong with terms although they can be read.
public final class TermsCheck {

    private static final List<Stage> LIFE = List.of(Stage.OPEN, Stage.RELEASED, Stage.SHIPPED, Stage.DELIVERED);

    private final List<Book> books;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Facts> samples = new ArrayList<>();

    private TermsCheck(Terms terms) {
        this.books = Book.of(terms);
    }

    /// All findings, remedy by remedy, and where a law gives customers more. Bounded in time, whatever the terms.
    public static List<Finding> of(Terms terms, Law law) {
        var findings = new ArrayList<>(of(terms));
        findings.addAll(LawCheck.of(terms, law));
        return findings;
    }

    /// All findings, remedy by remedy. Bounded in time, whatever the terms.
    public static List<Finding> of(Terms terms) {
        var check = new TermsCheck(terms);
        check.books.forEach(check::exceptions);
        check.books.forEach(check::windows);
        check.findings.addAll(Contradictions.of(terms, check.books, check.samples));
        check.deadEnds(terms);
        return List.copyOf(check.findings);
    }

    private void exceptions(Book book) {
        try {
            var list = new ListCheck(book);
            findings.addAll(list.findings());
            samples.addAll(list.reached());
        } catch (IllegalArgumentException tooMany) {
            findings.add(new Finding(
                    Finding.Level.NOTE,
                    "not_checked",
                    "/" + book.remedy().word() + "/exceptions",
                    "The exceptions name too many things to be compared with each other.",
                    true,
                    null));
        }
    }

    private void windows(Book book) {
        window(book, book.exceptions().size(), "/" + book.remedy().word() + "/window");
        for (int i = 0; i < book.exceptions().size(); i++) {
            if (book.exceptions().get(i).window() != null) {
                window(book, i, "/" + book.remedy().word() + "/exceptions/" + i + "/window");
            }
        }
    }

    /// A window that begins only after the last stage in which something may be done has no end.
    private void window(Book book, int number, String path) {
        var answer = book.answer(number, Order.Kind.PHYSICAL);
        var begins = begins(answer.window());
        boolean inTime = Arrays.stream(Order.Kind.values())
                .map(kind -> book.answer(number, kind))
                .anyMatch(any -> begins == null
                        || LIFE.stream().anyMatch(stage -> stage.compareTo(begins) >= 0 && !any.isNever(stage)));
        if (!inTime && begins != null) {
            findings.add(new Finding(
                    Finding.Level.WARNING,
                    "window_never_begins",
                    path,
                    "The window begins when goods are " + begins.word() + ", and then nothing may be done any more: it"
                            + " limits nothing. Let it begin earlier, such as `from placed`.",
                    true,
                    null));
        }
    }

    private static @Nullable Stage begins(@Nullable Window window) {
        if (window == null) {
            return null;
        }
        return switch (window.from()) {
            case RELEASED -> Stage.RELEASED;
            case SHIPPED -> Stage.SHIPPED;
            case DELIVERED -> Stage.DELIVERED;
            case PLACED, PAID, ACCESSED, MANUFACTURED -> null;
        };
    }

    private void deadEnds(Terms terms) {
        var zone = terms.calendar().zone();
        var all = new ArrayList<Facts>();
        var space = new Space(List.of());
        for (var kind : Order.Kind.values()) {
            var draft = new Draft();
            for (var dimension : space.dimensions()) {
                dimension.write(draft, 0);
            }
            draft.kind = kind;
            all.add(draft.facts(zone));
        }
        all.addAll(samples);
        for (var stage : LIFE) {
            var dead = all.stream().filter(facts -> isDead(facts, stage)).toList();
            // Where nothing is said for any goods, nobody has thought of that stage: no finding, but no remedy either.
            if (!dead.isEmpty() && (dead.size() < all.size() || stage == Stage.OPEN)) {
                deadEnd(stage, dead);
            }
        }
    }

    private boolean isDead(Facts facts, Stage stage) {
        return books.stream().allMatch(book -> book.answer(facts).isNever(stage));
    }

    private void deadEnd(Stage stage, List<Facts> dead) {
        Set<Order.Kind> kinds = EnumSet.noneOf(Order.Kind.class);
        dead.forEach(facts -> kinds.add(facts.kind()));
        var words = kinds.stream().map(Order.Kind::word).collect(Collectors.joining(", "));
        var special = dead.stream()
                .flatMap(facts -> books.stream().map(book -> name(book, facts)))
                .flatMap(java.util.Optional::stream)
                .distinct()
                .limit(5)
                .collect(Collectors.joining(", "));
        findings.add(new Finding(
                Finding.Level.NOTE,
                "dead_end",
                "/" + Remedy.CANCEL.word(),
                "While goods are " + stage.word() + ", some can neither be given back nor does a person decide: "
                        + words
                        + (special.isEmpty() ? "" : " (" + special + ")")
                        + ". Write `person` where somebody should look"
                        + " at it.",
                true,
                dead.getFirst()));
    }

    private static java.util.Optional<String> name(Book book, Facts facts) {
        int number = book.decides(facts);
        return number < book.exceptions().size()
                ? java.util.Optional.of(book.exceptions().get(number)).map(SpecialTerms::name)
                : java.util.Optional.empty();
    }
}
