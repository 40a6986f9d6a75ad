package dev.countermand.feeds;

import dev.countermand.feeds.RetailRow.Kind;
import dev.countermand.kernel.Problem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads records as rows of UCI's "Online Retail". Pure. Times carry no zone: they are the shop's local
/// time.
final class RetailReader {

    /// Where the shop is.
    static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final int QUANTITY_MAX = 1_000_000;
    private static final BigDecimal PRICE_MAX = new BigDecimal("1000000000");
    private static final int PRICE_DECIMALS_MAX = 6;
    private static final Duration FUTURE_MAX = Duration.ofDays(1);

    private static final Pattern INVOICE = Pattern.compile("[A-Za-z]?[0-9]{1,12}");
    private static final Pattern PRICE = Pattern.compile("-?[0-9]{1,10}(\\.[0-9]{1,10})?");
    private static final Pattern QUANTITY = Pattern.compile("-?[0-9]{1,18}(\\.0+)?");
    private static final Pattern CUSTOMER = Pattern.compile("[0-9A-Za-z-]{1,40}");

    private static final List<DateTimeFormatter> TIMES = List.of(
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT),
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT),
            DateTimeFormatter.ofPattern("M/d/uuuu H:mm", Locale.ROOT));

    /// The columns by the names of both editions of the file.
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "InvoiceNo", List.of("invoiceno", "invoice"),
            "StockCode", List.of("stockcode"),
            "Description", List.of("description"),
            "Quantity", List.of("quantity"),
            "InvoiceDate", List.of("invoicedate"),
            "UnitPrice", List.of("unitprice", "price"),
            "CustomerID", List.of("customerid"),
            "Country", List.of("country"));

    /// What is wrong with a row.
    private static final class Fault extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String code;

        Fault(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    private final Map<String, Integer> columns = new HashMap<>();
    private final int width;
    private final Instant now;

    /// Fails with INVALID when the heading is not that of such a file.
    RetailReader(CsvRecords.@Nullable Fields heading, Instant now) {
        this.now = now;
        var names = heading == null ? List.<String>of() : heading.fields();
        this.width = names.size();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i).replaceAll("[\\s_]", "").toLowerCase(Locale.ROOT);
            for (var column : COLUMNS.entrySet()) {
                if (column.getValue().contains(name)) {
                    columns.putIfAbsent(column.getKey(), i);
                }
            }
        }
        if (!columns.keySet().equals(COLUMNS.keySet())) {
            throw Problem.invalid(
                    "header",
                    "",
                    "This is no online-retail file: its first line names InvoiceNo, StockCode, Description, Quantity,"
                            + " InvoiceDate, UnitPrice, CustomerID and Country, separated by commas, in UTF-8.");
        }
    }

    /// A row, faulty or not. When its invoice can be read, so that the rest of the invoice waits for it.
    RetailRow row(CsvRecords.Fields in) {
        var invoice = in.fields().size() > columns.getOrDefault("InvoiceNo", 0)
                ? value(in, "InvoiceNo").strip()
                : "";
        boolean named = INVOICE.matcher(invoice).matches();
        var kind = named ? kind(invoice) : Kind.OTHER;
        try {
            checkForm(in);
            if (!named) {
                throw new Fault("invoice", "The invoice number is not one: digits, or C and digits.");
            }
            return row(in, invoice, kind);
        } catch (Fault fault) {
            return RetailRow.of(
                    in.number(), kind, named ? invoice : "", fault.code, String.valueOf(fault.getMessage()));
        }
    }

    private void checkForm(CsvRecords.Fields in) {
        if ("too_long".equals(in.fault())) {
            throw new Fault(
                    "too_long", "A row may have " + CsvRecords.RECORD_BYTES_MAX + " bytes: is a quote not closed?");
        }
        if (in.fault() != null) {
            throw new Fault("encoding", "This row is not UTF-8: save the file as UTF-8.");
        }
        if (in.fields().size() != width) {
            throw new Fault("columns", "This row has " + in.fields().size() + " values, the heading " + width + ".");
        }
    }

    private static Kind kind(String invoice) {
        char first = Character.toUpperCase(invoice.charAt(0));
        if (Character.isDigit(first)) {
            return Kind.PURCHASE;
        }
        return first == 'C' ? Kind.CANCELLATION : Kind.OTHER;
    }

    private RetailRow row(CsvRecords.Fields in, String invoice, Kind kind) {
        int quantity = quantity(value(in, "Quantity").strip());
        if (kind == Kind.OTHER) {
            throw new Fault("adjustment", "An adjustment of the books: neither purchase nor cancellation.");
        }
        if (kind == Kind.PURCHASE && quantity <= 0) {
            return RetailRow.of(
                    in.number(),
                    Kind.OTHER,
                    invoice,
                    "stock_adjustment",
                    "A correction of the stock: nobody bought or canceled this.");
        }
        if (kind == Kind.CANCELLATION && quantity >= 0) {
            throw new Fault("quantity", "A cancellation has a negative quantity.");
        }
        var sku = text(value(in, "StockCode").strip(), "StockCode", 1, 200);
        var title = text(value(in, "Description").strip(), "Description", 0, 500);
        return new RetailRow(
                in.number(),
                kind,
                invoice,
                sku,
                title.isEmpty() ? sku : title,
                Math.abs(quantity),
                time(value(in, "InvoiceDate").strip()),
                price(value(in, "UnitPrice").strip()),
                customer(value(in, "CustomerID").strip()),
                text(value(in, "Country").strip(), "Country", 0, 100),
                null,
                null);
    }

    private String value(CsvRecords.Fields in, String column) {
        return in.fields().get(columns.getOrDefault(column, 0));
    }

    private static int quantity(String text) {
        if (!QUANTITY.matcher(text).matches()) {
            throw new Fault("quantity", "The quantity is not a whole number.");
        }
        long quantity = new BigDecimal(text).longValue();
        if (Math.abs(quantity) > QUANTITY_MAX) {
            throw new Fault("quantity", "A quantity may be up to " + QUANTITY_MAX + ".");
        }
        return Math.toIntExact(quantity);
    }

    private static BigDecimal price(String text) {
        if (!PRICE.matcher(text).matches()) {
            throw new Fault("price", "The price is not a number with a decimal point.");
        }
        var price = new BigDecimal(text).stripTrailingZeros();
        if (price.signum() < 0 || price.compareTo(PRICE_MAX) > 0 || price.scale() > PRICE_DECIMALS_MAX) {
            throw new Fault("price", "A price is from 0 to " + PRICE_MAX + ", with at most 6 decimals.");
        }
        return price.scale() < 0 ? price.setScale(0) : price;
    }

    /// Editions of the file write 17850 as 17850.0.
    private static String customer(String text) {
        var customer = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        if (!customer.isEmpty() && !CUSTOMER.matcher(customer).matches()) {
            throw new Fault("customer", "The customer is not a number.");
        }
        return customer;
    }

    private Instant time(String text) {
        for (var format : TIMES) {
            try {
                var at = LocalDateTime.parse(text, format).atZone(ZONE).toInstant();
                if (at.isBefore(Instant.EPOCH) || at.isAfter(now.plus(FUTURE_MAX))) {
                    throw new Fault("time", "The date lies before 1970 or in the future.");
                }
                return at;
            } catch (DateTimeException otherwise) {
                // The next format may fit.
            }
        }
        throw new Fault("time", "The date is not written as 2010-12-01 08:26:00.");
    }

    private static String text(String text, String column, int min, int max) {
        boolean printable = text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        });
        if (!printable || text.length() < min || text.length() > max) {
            throw new Fault(
                    "text", column + " has " + min + " to " + max + " printable characters, without line breaks.");
        }
        return text;
    }
}
