package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every single fault of a snapshot, by its pointer and code.
class SnapshotReaderTests {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # where                     | becomes                          | fault
            /placedAt                   |                                  | /placedAt required
            /placedAt                   | null                             | /placedAt required
            /placedAt                   | 5                                | /placedAt wrong_type
            /placedAt                   | "yesterday"                      | /placedAt time
            /placedAt                   | "2026-11-20"                     | /placedAt time
            /placedAt                   | "2026-11-20T10:15Z"              | /placedAt time
            /placedAt                   | "2026-02-30T10:15:00Z"           | /placedAt time
            /placedAt                   | "2026-11-20 10:15:00Z"           | /placedAt time
            /placedAt                   | "+12026-11-20T10:15:00Z"         | /placedAt time
            /placedAt                   | "2026-11-21T10:15:01Z"           | /placedAt future
            /placedAt                   | "1969-12-31T23:59:59Z"           | /placedAt range
            /version                    | -1                               | /version range
            /version                    | 1.5                              | /version wrong_type
            /version                    | "1"                              | /version wrong_type
            /version                    | 9223372036854775808              | /version range
            /currency                   |                                  | /currency required
            /currency                   | "EURO"                           | /currency too_long
            /currency                   | "eur"                            | /currency currency
            /currency                   | "XYZ"                            | /currency currency
            /currency                   | "XAU"                            | /currency currency
            /taxIncluded                | "true"                           | /taxIncluded wrong_type
            /customer                   |                                  | /customer required
            /customer                   | "Ada"                            | /customer wrong_type
            /customer/name              | ""                               | /customer/name blank
            /customer/name              | " "                              | /customer/name blank
            /customer/name              | "A\\nB"                          | /customer/name invalid_text
            /customer/name              | "A\\u0000"                       | /customer/name invalid_text
            /customer/name              | "A\\ud800"                       | /customer/name invalid_text
            /customer/email             | "ada"                            | /customer/email email
            /customer/email             | "ada@example"                    | /customer/email email
            /customer/email             | "a b@example.org"                | /customer/email email
            /customer/email             | "ada@example.org>"               | /customer/email email
            /customer/email             | "ada..b@example.org"             | /customer/email email
            /customer/email             | "ada@-example.org"               | /customer/email email
            /customer/email             | "ada@example.org\\r\\nBcc: x@y.z"| /customer/email invalid_text
            /customer/locale            | "english"                        |
            /customer/locale            | "en_GB"                          | /customer/locale locale
            /customer/locale            | "x"                              | /customer/locale locale
            /customer/country           | "GER"                            | /customer/country too_long
            /customer/country           | "UK"                             | /customer/country country
            /customer/mail              | "a@b.example"                    | /customer/mail unknown_property
            /billingAddress             |                                  | /billingAddress required
            /billingAddress/line1       |                                  | /billingAddress/line1 required
            /billingAddress/city        |                                  | /billingAddress/city required
            /billingAddress/country     |                                  | /billingAddress/country required
            /billingAddress/country     | "de"                             | /billingAddress/country country
            /billingAddress/postalCode  | 10115                            | /billingAddress/postalCode wrong_type
            /shippingAddress            | {}                               | /shippingAddress/name required, /shippingAddress/line1 required, /shippingAddress/city required, /shippingAddress/country required
            /lines                      |                                  | /lines required
            /lines                      | {}                               | /lines wrong_type
            /lines                      | []                               | /lines too_few
            /lines/0                    | 1                                | /lines/0 wrong_type
            /lines/0/line               |                                  | /lines/0/line required
            /lines/0/line               | 1                                | /lines/0/line wrong_type
            /lines/1/line               | "1"                              | /lines/1/line duplicate
            /lines/0/sku                |                                  | /lines/0/sku required
            /lines/0/quantity           |                                  | /lines/0/quantity required
            /lines/0/quantity           | 0                                | /lines/0/quantity range
            /lines/0/quantity           | -3                               | /lines/0/quantity range
            /lines/0/quantity           | 1000001                          | /lines/0/quantity range
            /lines/0/quantity           | 3.0                              | /lines/0/quantity wrong_type
            /lines/0/quantity           | "3"                              | /lines/0/quantity wrong_type
            /lines/0/unitPrice          | -1                               | /lines/0/unitPrice range
            /lines/0/unitPrice          | 129.50                           | /lines/0/unitPrice wrong_type
            /lines/0/unitPrice          | 1000000000000000                 | /lines/0/unitPrice range
            /lines/0/unitPrice          | 99999999999999999999             | /lines/0/unitPrice range
            /lines/0/discount           | 38851                            | /lines/0/discount discount_too_large
            /lines/0/tax                | 38351                            | /lines/0/tax tax_too_large
            /lines/0/kind               | "digitl"                         | /lines/0/kind value
            /lines/0/kind               | "PHYSICAL"                       | /lines/0/kind value
            /lines/0/accessedAt         | "now"                            | /lines/0/accessedAt time
            /lines/0/attributes         | []                               | /lines/0/attributes wrong_type
            /lines/0/attributes/a~1b    | 1e400                            | /lines/0/attributes/a~1b range
            /lines/0/metadata           | {"a":[{"b":{"c":{"d":{"e":{"f":{"g":1}}}}}}]} | /lines/0/metadata/a/0/b/c/d/e/f/g too_deep
            /lines/0/qty                | 3                                | /lines/0/qty unknown_property
            /shipping                   | -1                               | /shipping range
            /shippingTax                | 496                              | /shippingTax tax_too_large
            /shippingStandard           | -1                               | /shippingStandard range
            /shippingStandard           | 496                              | /shippingStandard range
            /shippingStandard           | "400"                            | /shippingStandard wrong_type
            /shippingStandard           | 495                              |
            /shippingstandard           | 400                              | /shippingstandard unknown_property
            /fees                       | -1                               | /fees range
            /fees                       | 1                                | /payments sum_mismatch
            /fees                       | {"service": 100}                 | /fees wrong_type
            /fee                        | 100                              | /fee unknown_property
            /discount                   | 1                                | /payments sum_mismatch
            /payments                   |                                  | /payments required
            /payments                   | []                               | /payments sum_mismatch
            /payments/0/id              |                                  | /payments/0/id required
            /payments/0/tender          |                                  | /payments/0/tender required
            /payments/0/tender          | "cheque"                         | /payments/0/tender value
            /payments/0/gateway         | "No Such"                        | /payments/0/gateway value
            /payments/0/amount          | -42845                           | /payments/0/amount range
            /payments/0/amount          | 42844                            | /payments sum_mismatch
            /payments/0/captured        | "yes"                            | /payments/0/captured wrong_type
            /amountDue                  | 1                                | /payments sum_mismatch
            /metadata                   | "text"                           | /metadata wrong_type
            /cancel                     | true                             | /cancel unknown_property
            /a~1b                       | true                             | /a~1b unknown_property
            /seller                     | "another"                        | /seller mismatch
            /number                     | "another"                        | /number mismatch
            """)
    void tellsWhatIsWrongAndWhere(String where, @org.jspecify.annotations.Nullable String becomes, String faults) {
        var snapshot = Snapshots.example();
        change(snapshot, where, becomes == null ? null : becomes);
        assertThat(faults(snapshot)).containsExactlyInAnyOrder(split(faults));
    }

    @Test
    void tellsEveryFaultAtOnce() {
        var snapshot = Snapshots.example();
        change(snapshot, "/currency", "\"??\"");
        change(snapshot, "/lines/0/quantity", "0");
        change(snapshot, "/lines/1/sku", null);
        change(snapshot, "/typo", "1");
        assertThat(faults(snapshot))
                .containsExactlyInAnyOrder(
                        "/currency currency",
                        "/lines/0/quantity range",
                        "/lines/1/sku required",
                        "/typo unknown_property");
    }

    @Test
    void namesBothSumsThatDiffer() {
        var snapshot = Snapshots.example();
        change(snapshot, "/amountDue", "7");
        var problem = catchThrowableOfType(Problem.class, () -> read(snapshot));
        assertThat(problem.detail()).contains("42845").contains("42852");
    }

    @Test
    void addsTaxesWherePricesExcludeThem() {
        var snapshot = Snapshots.example();
        change(snapshot, "/taxIncluded", "false");
        change(snapshot, "/payments/0/amount", String.valueOf(42845 + 6123 + 639 + 79));
        assertThat(SnapshotSums.total(read(snapshot))).isEqualTo(42845 + 6123 + 639 + 79);
    }

    @Test
    void addsUpTheLargestAmountsWithoutOverflow() {
        var snapshot = Snapshots.example();
        var lines = (ArrayNode) snapshot.path("lines");
        lines.removeAll();
        for (int i = 0; i < SnapshotReader.LINES_MAX; i++) {
            lines.addObject()
                    .put("line", "l" + i)
                    .put("sku", "s")
                    .put("quantity", SnapshotReader.QUANTITY_MAX)
                    .put("unitPrice", SnapshotReader.AMOUNT_MAX / SnapshotReader.QUANTITY_MAX);
        }
        assertThat(faults(snapshot)).containsExactly("/payments sum_mismatch");
        lines.addObject().put("line", "one too many");
        assertThat(faults(snapshot)).containsExactly("/lines too_many");
    }

    @Test
    void boundsTheSizeOfFreeObjects() {
        var snapshot = Snapshots.example();
        change(snapshot, "/metadata", "{\"a\": \"" + "x".repeat(FreeObject.BYTES_MAX) + "\"}");
        assertThat(faults(snapshot)).containsExactly("/metadata too_large");
    }

    @Test
    void fillsInWhatWasLeftOut() {
        var order = read(Snapshots.parse("""
                {"placedAt": "2026-11-20T10:00:00+01:00", "currency": "JPY",
                 "customer": {},
                 "billingAddress": {"name": "Ada", "line1": "1", "city": "Berlin", "country": "DE"},
                 "lines": [{"line": "1", "sku": "A", "quantity": 2, "unitPrice": 100}],
                 "payments": [{"id": "p", "tender": "other", "amount": 200}]}
                """));
        assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(order.taxIncluded()).isTrue();
        assertThat(order.customer()).isEqualTo(new Order.Customer("", "Ada", null, null, "en-US", null));
        assertThat(order.lines().getFirst().kind()).isEqualTo(Order.Kind.PHYSICAL);
        assertThat(order.lines().getFirst().title()).isEqualTo("A");
        assertThat(order.payments().getFirst().gateway()).isEqualTo("manual");
        assertThat(order.payments().getFirst().captured()).isFalse();
    }

    @Test
    void anImportMayLeaveOutTheDate() {
        var snapshot = Snapshots.example();
        snapshot.remove("placedAt");
        assertThat(SnapshotReader.read(ref("W1"), snapshot, NOW, false).placedAt())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", ".", "..", "a\tb", "a\u200bb", "a\u202eb", "\ud800"})
    void refusesNumbersThatCannotBeReadOrTyped(String number) {
        var problem = catchThrowableOfType(
                Problem.class, () -> SnapshotReader.read(ref(number), Snapshots.example(), NOW, true));
        assertThat(problem.errors()).extracting(Problem.Violation::pointer).containsExactly("/number");
    }

    @Test
    void refusesNumbersLongerThan64Characters() {
        assertThat(Text.isNumber("ä".repeat(64))).isTrue();
        assertThat(Text.isNumber("ä".repeat(65))).isFalse();
    }

    private static Order read(ObjectNode snapshot) {
        return SnapshotReader.read(ref("W1"), snapshot, NOW, true);
    }

    private static OrderRef ref(String number) {
        return new OrderRef(new OrderId(new UUID(0, 1)), new SellerId("shop"), number);
    }

    private static List<String> faults(ObjectNode snapshot) {
        try {
            read(snapshot);
            return List.of();
        } catch (Problem problem) {
            assertThat(problem.errors()).allSatisfy(e -> assertThat(e.message()).isNotBlank());
            return problem.errors().stream()
                    .map(e -> e.pointer() + " " + e.code())
                    .toList();
        }
    }

    private static String[] split(@org.jspecify.annotations.Nullable String faults) {
        return faults == null ? new String[0] : faults.split(", ", -1);
    }

    private static void change(ObjectNode snapshot, String where, @org.jspecify.annotations.Nullable String becomes) {
        int last = where.lastIndexOf('/');
        var parent = snapshot.at(where.substring(0, last));
        var name = where.substring(last + 1).replace("~1", "/");
        var value = becomes == null ? null : MAPPER.readTree(becomes);
        switch (parent) {
            case ArrayNode array when value != null -> array.set(Integer.parseInt(name), value);
            case ObjectNode object when value != null -> object.set(name, value);
            case ObjectNode object -> object.remove(name);
            default -> throw new IllegalArgumentException(where);
        }
    }
}
