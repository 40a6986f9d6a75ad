package dev.countermand.payments.web;

import dev.countermand.payments.web.GivenBack.Line;
import java.util.List;
import java.util.function.ToLongFunction;

/// The shares of some lines as a table, with a column for each kind of share that any of them has, and the
/// total of every column.
public record ShareTable(List<String> heads, List<Row> rows, List<String> totals) {

    /// One line.
    ///
    /// @param note what else is said of it; empty for nothing
    public record Row(String title, String note, List<String> amounts) {}

    private record Column(String head, boolean always, ToLongFunction<Line> amount) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("payments.why.goods", true, Line::goods),
            new Column("payments.why.discount", false, line -> -line.discount()),
            new Column("payments.why.shipping", false, Line::shipping),
            new Column("payments.why.fees", false, Line::fees),
            new Column("payments.why.tax", false, Line::tax),
            new Column("payments.why.total", true, Line::total));

    static ShareTable of(List<Line> lines, Amounts amounts) {
        var columns = COLUMNS.stream()
                .filter(column -> column.always()
                        || lines.stream().anyMatch(line -> column.amount().applyAsLong(line) != 0))
                .toList();
        return new ShareTable(
                columns.stream()
                        .map(column -> amounts.texts().say(column.head()))
                        .toList(),
                lines.stream()
                        .map(line -> new Row(
                                line.quantity() + " × " + line.title(),
                                line.note(),
                                columns.stream()
                                        .map(column ->
                                                amounts.of(column.amount().applyAsLong(line)))
                                        .toList()))
                        .toList(),
                columns.stream()
                        .map(column -> amounts.of(
                                lines.stream().mapToLong(column.amount()).sum()))
                        .toList());
    }
}
