package dev.countermand.policies.check;

import dev.countermand.policies.Condition;
import dev.countermand.policies.Facts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Looks at the exceptions of one remedy: which never decide, and which change nothing.
final class ListCheck {

    private final Book book;
    private final Space space;
    private final Examples examples;
    private final Search search = new Search();
    private final List<BitSet[]> regions;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Facts> reached = new ArrayList<>();

    /// Fails with IllegalArgumentException for more names than can be looked at.
    ListCheck(Book book) {
        this.book = book;
        this.space = new Space(book.conditions());
        this.examples = new Examples(space, book.terms().calendar().zone());
        this.regions = book.conditions().stream().map(space::region).toList();
    }

    List<Finding> findings() {
        for (int i = 0; i < regions.size(); i++) {
            if (book.exceptions().get(i).when().equals(Condition.ALWAYS)) {
                add(
                        i,
                        "holds_always",
                        " has no `when`, so what is usual never counts; say for which goods it is.",
                        true,
                        null);
            }
            if (decides(i) && book.exceptions().get(i).because() == null && changesNothing(i)) {
                add(
                        i,
                        "changes_nothing",
                        " says what holds without it, too; remove it, or say what is otherwise.",
                        true,
                        null);
            }
        }
        return findings;
    }

    /// Orders about which an exception decides.
    List<Facts> reached() {
        return reached;
    }

    private boolean decides(int number) {
        var pieces = new ArrayList<BitSet[]>();
        var found = new ArrayList<Facts>();
        var end = search.pieces(regions.get(number), regions.subList(0, number), piece -> {
            pieces.add(piece);
            examples.in(piece, facts -> book.decides(facts) == number).ifPresent(found::add);
            return !found.isEmpty() || pieces.size() >= 60;
        });
        if (!found.isEmpty()) {
            reached.addAll(found);
            return true;
        }
        boolean proven = end == Search.End.EXHAUSTED && pieces.isEmpty();
        if (!proven && (examples.isTired() || end == Search.End.GAVE_UP)) {
            findings.add(notChecked(number));
            return false;
        }
        var instead = examples.in(
                regions.get(number),
                facts -> book.exceptions()
                        .get(number)
                        .when()
                        .holds(facts, book.terms().calendar().zone()));
        add(
                number,
                proven ? "shadowed" : "never_decides",
                proven
                        ? " never decides: where it holds, " + earlier(number)
                                + " holds first. Move it up, or remove it."
                        : " decided about none of many orders that were tried. Look at its `if`, and at the exceptions"
                                + " before it.",
                proven,
                instead.orElse(null));
        return false;
    }

    private Finding notChecked(int number) {
        return new Finding(
                Finding.Level.NOTE,
                "not_checked",
                path(number),
                "There is too much before the " + book.name(number) + " to say whether it ever decides.",
                false,
                null);
    }

    private String earlier(int number) {
        for (int i = 0; i < number; i++) {
            if (Search.isWithin(regions.get(number), regions.get(i))) {
                return book.name(i);
            }
        }
        return "one of the exceptions before it";
    }

    /// Whether every order about which it decides would get the same answer without it. True only when proven.
    private boolean changesNothing(int number) {
        var all = new ArrayList<>(regions);
        all.add(space.everything());
        var before = new ArrayList<>(regions.subList(0, number));
        for (int next = number + 1; next < all.size(); next++) {
            int other = next;
            var both = Search.common(all.get(number), all.get(other));
            var end = search.pieces(
                    both,
                    List.copyOf(before),
                    piece -> piece[0].stream()
                            .mapToObj(Space.KINDS::get)
                            .anyMatch(kind -> !book.answer(number, kind).equals(book.answer(other, kind))));
            if (end != Search.End.EXHAUSTED) {
                return false;
            }
            before.add(all.get(other));
        }
        return true;
    }

    private void add(
            int number, String code, String message, boolean proven, @org.jspecify.annotations.Nullable Facts example) {
        findings.add(new Finding(
                Finding.Level.WARNING, code, path(number), "The " + book.name(number) + message, proven, example));
    }

    private String path(int number) {
        return "/" + book.remedy().word() + "/exceptions/" + number;
    }
}
