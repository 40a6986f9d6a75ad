package dev.countermand.payments.web;

import dev.countermand.kernel.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Cells of a file that people open in a spreadsheet.
final class Csv {

    private static final String FORMULAS = "=+-@\t\r\n";

    private Csv() {}

    /// Foreign text stays text: a spreadsheet must not run it as a formula.
    static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        var safe = FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /// An amount in major units with a point, as many digits as the currency has.
    static String amount(long minor, String currency) {
        return BigDecimal.valueOf(minor, new Money(minor, currency).digits()).toPlainString();
    }
}
