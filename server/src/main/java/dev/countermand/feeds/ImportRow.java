package dev.countermand.feeds;

import dev.countermand.kernel.Problem;
import dev.countermand.orders.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One order of a file.
///
/// @param row its place in the file, from 1
/// @param number the order's number, when it could be read
/// @param snapshot the order in the form of the API; null when the row cannot be read
/// @param way the stages its units went through before we were told
/// @param problem why it cannot be read; null when it can
record ImportRow(
        int row,
        @Nullable String number,
        @Nullable JsonNode snapshot,
        List<Stage> way,
        @Nullable Problem problem) {

    static ImportRow faulty(int row, @Nullable String number, Problem problem) {
        return new ImportRow(row, number, null, List.of(), problem);
    }
}
