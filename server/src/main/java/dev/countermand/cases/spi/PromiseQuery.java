package dev.countermand.cases.spi;

import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A check that is one statement. Each row is a finding: `order_id`, `found`, `expected`. It may use
/// `:at`, and says `within(table.order_id)` where a stretch is meant, which an index that begins with
/// part and order serves.
///
/// @param sql the statement, which stands in a module's store
public record PromiseQuery(String promise, String check, String todo, String sql) {

    private static final Pattern WITHIN = Pattern.compile("within\\((\\w+)\\.(\\w+)\\)");
    private static final String RANGE =
            "(($1.part, $1.$2) > (:afterPart, :afterOrder)" + " and ($1.part, $1.$2) <= (:uptoPart, :uptoOrder))";
    private static final String SOME = "(" + RANGE + " and $1.$2 = any(:only::uuid[]))";

    /// Fails with whatever the database says.
    public void run(JdbcClient jdbc, Stretch stretch, Consumer<Finding> found) {
        bind(jdbc, sql, stretch).query(row -> {
            found.accept(new Finding(
                    promise,
                    check,
                    row.getObject("order_id", UUID.class),
                    Objects.requireNonNullElse(row.getString("found"), "nothing"),
                    Objects.requireNonNullElse(row.getString("expected"), "nothing"),
                    todo));
        });
    }

    /// A statement over a stretch with its parameters.
    public static JdbcClient.StatementSpec bind(JdbcClient jdbc, String sql, Stretch stretch) {
        var only = stretch.only();
        var statement = jdbc.sql(WITHIN.matcher(sql).replaceAll(only == null ? RANGE : SOME))
                .param("afterPart", (short) stretch.after().part())
                .param("afterOrder", stretch.after().order())
                .param("uptoPart", (short) stretch.upto().part())
                .param("uptoOrder", stretch.upto().order())
                .param("at", stretch.at().atOffset(ZoneOffset.UTC));
        return only == null
                ? statement
                : statement.param("only", only.stream().map(UUID::toString).toArray(String[]::new));
    }
}
