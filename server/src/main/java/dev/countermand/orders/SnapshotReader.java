package dev.countermand.orders;

import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads an order snapshot strictly: every fault is told at once, with its pointer and its cure. Pure.
final class SnapshotReader {

    static final int LINES_MAX = 1000;
    static final int LINES_IMPORTED_MAX = 5000;
    static final int PAYMENTS_MAX = 20;
    static final int QUANTITY_MAX = 1_000_000;
    /// No single amount may be more: with 5000 lines every sum still fits a long.
    static final long AMOUNT_MAX = 1_000_000_000_000_000L;

    private static final Duration FUTURE_MAX = Duration.ofDays(1);
    private static final Instant PAST_MAX = Instant.parse("1970-01-01T00:00:00Z");
    private static final String DEFAULT_LOCALE = "en-US";
    private static final String TIME = "Give a time as in RFC 3339, such as 2026-11-20T10:15:00Z.";

    private final OrderRef ref;
    private final Instant now;
    private final boolean dated;
    private final List<Violation> errors = new ArrayList<>();

    private SnapshotReader(OrderRef ref, Instant now, boolean dated) {
        this.ref = ref;
        this.now = now;
        this.dated = dated;
    }

    /// Reads the snapshot of this order as taken now, all units open. Fails with INVALID and every fault.
    ///
    /// @param dated whether `placedAt` is required; an import may leave it out
    static Order read(OrderRef ref, JsonNode document, Instant now, boolean dated) {
        return read(ref, document, now, dated, true);
    }

    /// The same; whoever reads what may not add up by itself checks its sum.
    static Order read(OrderRef ref, JsonNode document, Instant now, boolean dated, boolean sums) {
        var reader = new SnapshotReader(ref, now, dated);
        var root = Fields.root(document, reader.errors);
        var order = root == null ? null : reader.order(root);
        if (order != null && sums) {
            reader.errors.addAll(SnapshotSums.faults(order));
        }
        if (order == null || !reader.errors.isEmpty()) {
            throw Problem.invalid(reader.errors);
        }
        return order;
    }

    private @Nullable Order order(Fields in) {
        names(in);
        var version = in.whole("version", 0, Long.MAX_VALUE);
        var placedAt = placedAt(in);
        var currency = currency(in);
        boolean taxIncluded = in.flag("taxIncluded", true);
        var billingAddress = billingAddress(in);
        var shippingAddress = address(in, "shippingAddress");
        var customer = customer(in, billingAddress);
        var lines = lines(in, taxIncluded);
        var charges = Charges.of(in);
        var payments = TenderFields.payments(in);
        long amountDue = Charges.amount(in, "amountDue");
        var metadata = in.free("metadata");
        in.end();
        if (customer == null || billingAddress == null || !errors.isEmpty()) {
            return null;
        }
        return new Order(
                ref,
                version,
                placedAt,
                now,
                currency,
                taxIncluded,
                customer,
                billingAddress,
                shippingAddress,
                lines,
                charges.shipping(),
                charges.shippingTax(),
                charges.shippingStandard(),
                charges.fees(),
                charges.discount(),
                payments,
                amountDue,
                metadata);
    }

    private Order.@Nullable Address billingAddress(Fields in) {
        var address = address(in, "billingAddress");
        if (address == null && in.member("billingAddress") == null) {
            in.missing("billingAddress");
        }
        return address;
    }

    private void names(Fields in) {
        same(in, "seller", ref.seller().value());
        same(in, "number", ref.number());
        if (!Text.isNumber(ref.number())) {
            in.fault("number", "invalid_text", "Give 1 to 64 printable characters, without blanks at the ends.");
        }
    }

    private static String currency(Fields in) {
        return in.required(
                "currency",
                in.parsed("currency", 3, Text::currency, "currency", "Give an ISO 4217 code, such as EUR."));
    }

    private static void same(Fields in, String name, String expected) {
        var value = in.text(name, 200);
        if (value != null && !value.equals(expected)) {
            in.fault(name, "mismatch", "This says something else than the address of the request: make both the same.");
        }
    }

    private @Nullable Instant placedAt(Fields in) {
        var placedAt = in.parsed("placedAt", 40, Text::time, "time", TIME);
        if (placedAt == null) {
            if (dated && in.member("placedAt") == null) {
                in.missing("placedAt");
            }
        } else if (placedAt.isAfter(now.plus(FUTURE_MAX))) {
            in.fault(
                    "placedAt", "future", "This lies more than a day in the future: check the clock or the time zone.");
        } else if (placedAt.isBefore(PAST_MAX)) {
            in.fault("placedAt", "range", "Give a time after 1970.");
        }
        return placedAt;
    }

    private static Order.@Nullable Customer customer(Fields in, Order.@Nullable Address billing) {
        var customer = in.object("customer");
        if (customer == null) {
            if (in.member("customer") == null) {
                in.missing("customer");
            }
            return null;
        }
        var id = customer.text("id", 200);
        var name = customer.text("name", 200);
        var email =
                customer.parsed("email", 254, Text::email, "email", "Give an e-mail address, such as ada@example.org.");
        var phone = customer.text("phone", 50);
        var locale = customer.parsed("locale", 35, Text::locale, "locale", "Give a BCP 47 tag, such as en-GB.");
        var country = country(customer);
        customer.end();
        if (name == null && customer.member("name") == null && billing != null) {
            name = billing.name();
        }
        return new Order.Customer(
                id == null ? "" : id,
                customer.required("name", name),
                email,
                phone,
                locale == null ? DEFAULT_LOCALE : locale,
                country);
    }

    private static @Nullable String country(Fields in) {
        return in.parsed("country", 2, Text::country, "country", "Give an ISO 3166-1 alpha-2 code, such as DE.");
    }

    static Order.@Nullable Address address(Fields in, String name) {
        var address = in.object(name);
        return address == null ? null : address(address);
    }

    private static Order.Address address(Fields in) {
        var address = new Order.Address(
                in.required("name", in.text("name", 200)),
                in.required("line1", in.text("line1", 200)),
                in.text("line2", 200),
                in.text("line3", 200),
                in.required("city", in.text("city", 100)),
                in.text("region", 100),
                in.text("postalCode", 20),
                in.required("country", country(in)));
        in.end();
        return address;
    }

    private List<Order.Line> lines(Fields in, boolean taxIncluded) {
        var given = in.objects("lines", 1, dated ? LINES_MAX : LINES_IMPORTED_MAX);
        if (given == null) {
            if (in.member("lines") == null) {
                in.missing("lines");
            }
            return List.of();
        }
        var ids = new HashSet<String>();
        var lines = new ArrayList<Order.Line>();
        for (var fields : given) {
            int before = errors.size();
            var line = line(fields);
            if (!line.line().isEmpty() && !ids.add(line.line())) {
                fields.fault("line", "duplicate", "Another line has this id: give each line its own.");
            }
            if (errors.size() == before) {
                SnapshotSums.check(fields, line, taxIncluded);
            }
            lines.add(line);
        }
        return lines;
    }

    private static Order.Line line(Fields in) {
        var id = in.required("line", in.text("line", 64));
        var sku = in.required("sku", in.text("sku", 200));
        var title = in.text("title", 500);
        int quantity = Math.toIntExact(in.requiredWhole("quantity", in.whole("quantity", 1, QUANTITY_MAX)));
        var line = new Order.Line(
                id,
                sku,
                title == null ? sku : title,
                quantity,
                in.requiredWhole("unitPrice", in.whole("unitPrice", 0, AMOUNT_MAX)),
                Charges.amount(in, "discount"),
                Charges.amount(in, "tax"),
                kind(in),
                in.parsed("accessedAt", 40, Text::time, "time", TIME),
                in.free("attributes"),
                in.free("metadata"),
                Units.open(quantity));
        in.end();
        return line;
    }

    private static Order.Kind kind(Fields in) {
        var words = Arrays.stream(Order.Kind.values()).map(Order.Kind::word).toList();
        var kind = in.parsed("kind", 40, word -> words.contains(word) ? word : null, "value", oneOf(words));
        return kind == null ? Order.Kind.PHYSICAL : Order.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
    }

    static String oneOf(List<String> words) {
        return "Give one of " + String.join(", ", words) + ".";
    }
}
