package dev.countermand.payments.reconcile;

import dev.countermand.kernel.Money;
import dev.countermand.kernel.Problem;
import dev.countermand.payments.spi.ProviderMovement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a settlement file: CSV in UTF-8 with a line of names. `docs/operating/reconcile.md` has the format.
public final class StatementFile {

    /// A row of it.
    ///
    /// @param line its number in the file, 2 for the first after the names
    /// @param order the seller's number, when the file has it
    public record Row(
            int line, ProviderMovement movement, @Nullable String order) {}

    /// More rows are several files.
    public static final int ROWS_MAX = 200_000;

    static final int FAULTS_MAX = 50;

    private static final int LINE_CHARACTERS_MAX = 4_000;
    private static final int NAME_CHARACTERS_MAX = 255;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Set<String> KNOWN =
            Set.of("at", "kind", "payment", "order", "reference", "key", "amount", "currency", "state");
    private static final List<String> NEEDED = List.of("at", "kind", "payment", "reference", "amount", "currency");

    private final List<String> names;
    private final List<Row> rows = new ArrayList<>();
    private final List<Problem.Violation> wrong = new ArrayList<>();

    private StatementFile(List<String> names) {
        this.names = names;
    }

    /// Reads all of it. Fails with INVALID and the faults, each with its line; then nothing was compared.
    public static List<Row> read(Reader in) throws IOException {
        var lines = new BufferedReader(in);
        var first = lines.readLine();
        var names = first == null ? List.<String>of() : cells(first.replace("\uFEFF", ""));
        var missing = NEEDED.stream().filter(name -> !names.contains(name)).toList();
        var unknown = names.stream().filter(name -> !KNOWN.contains(name)).toList();
        if (!missing.isEmpty()
                || !unknown.isEmpty()
                || names.size() != Set.copyOf(names).size()) {
            throw Problem.invalid(
                    "unknown_columns",
                    "/1",
                    "The first line names the columns: at, kind, payment, reference, amount, currency, and if you have"
                            + " them order, key, state. Missing: " + missing + ", unknown: " + unknown + ".");
        }
        var file = new StatementFile(names);
        int number = 1;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            file.take(number, line);
        }
        if (!file.wrong.isEmpty()) {
            throw Problem.invalid(file.wrong);
        }
        return List.copyOf(file.rows);
    }

    private void take(int number, String line) {
        if (line.isBlank() || wrong.size() >= FAULTS_MAX) {
            return;
        }
        if (rows.size() >= ROWS_MAX) {
            throw Problem.of(
                    Problem.Kind.TOO_LARGE, "too_large", "A settlement file has at most " + ROWS_MAX + " rows.");
        }
        var cells = line.length() > LINE_CHARACTERS_MAX ? List.<String>of() : cells(line);
        if (cells.size() != names.size()) {
            fault(
                    number,
                    "wrong_columns",
                    "This line has " + cells.size() + " columns, the first " + names.size() + ".");
            return;
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < cells.size(); i++) {
            values.put(names.get(i), cells.get(i).strip());
        }
        int before = wrong.size();
        var row = row(number, values);
        if (row != null && wrong.size() == before) {
            rows.add(row);
        }
    }

    private @Nullable Row row(int number, Map<String, String> values) {
        var at = instant(number, value(values, "at"));
        var kind = kind(number, value(values, "kind"));
        var currency = value(values, "currency");
        long amount = amount(number, value(values, "amount"), currency);
        for (var name : List.of("payment", "reference", "key", "order")) {
            if (value(values, name).length() > NAME_CHARACTERS_MAX) {
                fault(number, "too_long", "A " + name + " has at most 255 characters.");
            }
            if (value(values, name).chars().anyMatch(Character::isISOControl)) {
                fault(number, "invalid_characters", "A " + name + " has no control characters.");
            }
        }
        if (value(values, "reference").isEmpty()) {
            fault(number, "missing", "Every movement needs its reference: it is how it is known again.");
        }
        var state = value(values, "state");
        if (!Set.of("", "done", "pending").contains(state)) {
            fault(number, "unknown_state", "A state is done or pending; a refund that failed is a refund_failed.");
        }
        if (at == null || kind == null) {
            return null;
        }
        var key = value(values, "key");
        var order = value(values, "order");
        var movement = new ProviderMovement(
                value(values, "reference"),
                value(values, "payment"),
                key.isEmpty() ? null : key,
                kind,
                state.equals("pending"),
                amount,
                currency,
                at);
        return new Row(number, movement, order.isEmpty() ? null : order);
    }

    private @Nullable Instant instant(int number, String text) {
        try {
            var at = text.length() == "2026-11-20".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
            if (!at.isBefore(FIRST) && at.isBefore(LAST)) {
                return at;
            }
        } catch (DateTimeException foreign) {
            // Told below.
        }
        fault(
                number,
                "invalid_instant",
                "`at` is an instant such as 2026-11-20T10:15:00Z, or a day, of the years 1970 to 2199.");
        return null;
    }

    private ProviderMovement.@Nullable Kind kind(int number, String word) {
        for (var kind : ProviderMovement.Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        var all = Arrays.stream(ProviderMovement.Kind.values())
                .map(ProviderMovement.Kind::word)
                .toList();
        fault(number, "unknown_kind", "A kind is one of " + String.join(", ", all) + ".");
        return null;
    }

    /// Major units with a point, at most as many digits as the currency has; a sign says nothing that the kind
    /// does not.
    private long amount(int number, String text, String currency) {
        if (!currency.matches("[A-Z]{3}")
                || Currency.getAvailableCurrencies().stream()
                        .noneMatch(known ->
                                known.getCurrencyCode().equals(currency) && known.getDefaultFractionDigits() >= 0)) {
            fault(number, "unknown_currency", "A currency is three capital letters, such as EUR.");
            return 0;
        }
        // So many that the sum of a whole file is a number still.
        if (text.matches("-?[0-9]{1,10}(\\.[0-9]{1,4})?")) {
            int digits = new Money(0, currency).digits();
            var minor = new BigDecimal(text).abs().movePointRight(digits).stripTrailingZeros();
            if (minor.scale() <= 0 && minor.signum() > 0) {
                return minor.longValueExact();
            }
        }
        fault(
                number,
                "invalid_amount",
                "An amount is above 0 and has at most ten digits, then a point and at most as many digits as the"
                        + " currency: 12.00.");
        return 0;
    }

    private void fault(int number, String code, String message) {
        if (wrong.size() < FAULTS_MAX) {
            wrong.add(new Problem.Violation("/" + number, code, message));
        }
    }

    private static String value(Map<String, String> values, String name) {
        return Objects.requireNonNullElse(values.get(name), "");
    }

    /// The cells of a line: quoted or not, a quote within quotes doubled. What was guarded against formulas by
    /// an apostrophe is read without it.
    static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(unguarded(cell.toString()));
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(unguarded(cell.toString()));
        return cells;
    }

    private static String unguarded(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@".indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }
}
