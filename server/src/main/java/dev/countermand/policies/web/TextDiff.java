package dev.countermand.policies.web;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;

/// What differs between two texts, line by line.
///
/// @param rows the lines of both in their order; long stretches that are equal are cut
public record TextDiff(List<Row> rows) {

    private static final int AROUND = 3;

    /// A line.
    ///
    /// @param kind `same`, `added`, `removed`, or `cut` for lines that are left out
    /// @param text the line; empty for `cut`
    public record Row(String kind, String text) {}

    /// Whether nothing differs.
    public boolean none() {
        return rows.stream()
                .allMatch(row -> row.kind().equals("same") || row.kind().equals("cut"));
    }

    static TextDiff of(String before, String after) {
        var rows = new ArrayList<Row>();
        var deltas = DiffUtils.diff(before.lines().toList(), after.lines().toList(), true)
                .getDeltas();
        for (var delta : deltas) {
            if (delta.getType() == DeltaType.EQUAL) {
                add(rows, "same", delta.getSource().getLines());
            } else {
                add(rows, "removed", delta.getSource().getLines());
                add(rows, "added", delta.getTarget().getLines());
            }
        }
        return new TextDiff(shortened(rows));
    }

    private static void add(List<Row> rows, String kind, List<String> lines) {
        lines.forEach(line -> rows.add(new Row(kind, line)));
    }

    private static List<Row> shortened(List<Row> rows) {
        var near = new boolean[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).kind().equals("same")) {
                for (int j = Math.max(0, i - AROUND); j <= Math.min(rows.size() - 1, i + AROUND); j++) {
                    near[j] = true;
                }
            }
        }
        var shortened = new ArrayList<Row>();
        for (int i = 0; i < rows.size(); i++) {
            if (near[i]) {
                shortened.add(rows.get(i));
            } else if (i == 0 || near[i - 1]) {
                shortened.add(new Row("cut", ""));
            }
        }
        return List.copyOf(shortened);
    }
}
