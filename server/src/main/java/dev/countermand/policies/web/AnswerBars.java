package dev.countermand.policies.web;

import dev.countermand.policies.simulation.Figures;
import dev.countermand.policies.simulation.Figures.Count;
import java.util.ArrayList;
import java.util.List;

/// The answers to one question as two bars, one below the other: those of the terms beside, and those of the draft.
///
/// @param question `request`, `change`, or the word of a moment
/// @param parts rectangles on a ground of [#WIDTH] by [#HEIGHT]
public record AnswerBars(String question, Count before, Count after, List<Part> parts) {

    /// Of the ground on which they are drawn.
    public static final int WIDTH = 1000;

    /// Of the ground on which they are drawn.
    public static final int HEIGHT = 46;

    private static final int BAR = 20;

    /// A rectangle; `how` is the answer that it stands for.
    public record Part(String how, int x, int y, int width, int height) {}

    /// One for each question, in the order in which they came.
    static List<AnswerBars> of(Figures figures) {
        var bars = new ArrayList<AnswerBars>();
        figures.groups().forEach((question, pair) -> {
            var parts = new ArrayList<Part>();
            long most = Math.max(1, Math.max(pair.before().all(), pair.after().all()));
            bar(parts, pair.before(), most, 0);
            bar(parts, pair.after(), most, HEIGHT - BAR);
            bars.add(new AnswerBars(question, pair.before(), pair.after(), parts));
        });
        return bars;
    }

    private static void bar(List<Part> parts, Count count, long most, int y) {
        long so = 0;
        so = part(parts, "at_once", so, count.atOnce(), most, y);
        so = part(parts, "attempt", so, count.attempt(), most, y);
        so = part(parts, "person", so, count.person(), most, y);
        part(parts, "refused", so, count.refused(), most, y);
    }

    private static long part(List<Part> parts, String how, long so, long count, long most, int y) {
        if (count > 0) {
            int from = (int) (so * WIDTH / most);
            int to = (int) ((so + count) * WIDTH / most);
            // What there is can be seen, however little it is.
            int width = Math.max(to - from, 3);
            parts.add(new Part(how, Math.min(from, WIDTH - width), y, width, BAR));
        }
        return so + count;
    }
}
