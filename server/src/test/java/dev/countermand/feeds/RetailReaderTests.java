package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetailReaderTests {

    private static final String HEADING =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:00Z");

    @Test
    void readsARowWithAllThatItSays() throws IOException {
        var row = read("536365,85123A,\"HEART, \"\"WHITE\"\"\",6,2011-07-01 08:26:00,2.55,17850.0,United Kingdom")
                .getFirst();
        assertThat(row)
                .isEqualTo(new RetailRow(
                        2,
                        RetailRow.Kind.PURCHASE,
                        "536365",
                        "85123A",
                        "HEART, \"WHITE\"",
                        6,
                        // Summer time in London.
                        Instant.parse("2011-07-01T07:26:00Z"),
                        new java.math.BigDecimal("2.55"),
                        "17850",
                        "United Kingdom",
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    536365,A,x,6,2010-12-01 08:26:00,2.55,,UK           | PURCHASE     |
                    536365,A,x,6,12/1/2010 8:26,2.55,,UK                | PURCHASE     |
                    C536365,A,x,-6,2010-12-01 08:26:00,2.55,1,UK        | CANCELLATION |
                    C536365,A,x,6,2010-12-01 08:26:00,2.55,1,UK         | CANCELLATION | quantity
                    536365,A,x,-6,2010-12-01 08:26:00,0,,UK             | OTHER        | stock_adjustment
                    A563185,B,Adjust bad debt,1,2010-12-01 08:26:00,-11062.06,,UK | OTHER | adjustment
                    536365,A,=HYPERLINK(1),6,2010-12-01 08:26:00,2,,UK  | PURCHASE     |
                    536365,A,x,6.5,2010-12-01 08:26:00,2.55,,UK         | PURCHASE     | quantity
                    536365,A,x,99999999999999999999,2010-12-01 08:26:00,2.55,,UK | PURCHASE | quantity
                    536365,A,x,1000001,2010-12-01 08:26:00,2.55,,UK     | PURCHASE     | quantity
                    536365,A,x,6,2010-12-01 08:26:00,-2.55,,UK          | PURCHASE     | price
                    536365,A,x,6,2010-12-01 08:26:00,1e9,,UK            | PURCHASE     | price
                    536365,A,x,6,2010-12-01 08:26:00,NaN,,UK            | PURCHASE     | price
                    536365,A,x,6,2010-13-01 08:26:00,2.55,,UK           | PURCHASE     | time
                    536365,A,x,6,2031-12-01 08:26:00,2.55,,UK           | PURCHASE     | time
                    536365,,x,6,2010-12-01 08:26:00,2.55,,UK            | PURCHASE     | text
                    536365,A,x,6,2010-12-01 08:26:00,2.55,' or 1=1,UK   | PURCHASE     | customer
                    536365,A,x,6,2010-12-01 08:26:00,2.55,,UK,more      | PURCHASE     | columns
                    536365,A                                            | PURCHASE     | columns
                    ../etc,A,x,6,2010-12-01 08:26:00,2.55,,UK           | OTHER        | invoice
                    """)
    void saysWhatARowIs(String row, RetailRow.Kind kind, String code) throws IOException {
        var read = read(row).getFirst();
        assertThat(read.kind()).isEqualTo(kind);
        assertThat(read.code()).isEqualTo(code);
    }

    @Test
    void foreignBytesAndControlCharactersAreTheirRowsFault() throws IOException {
        var rows = read(bytes("536365,A,caf\u00e9,6,2010-12-01 08:26:00,2.55,,UK\n", StandardCharsets.ISO_8859_1));
        assertThat(rows.getFirst().code()).isEqualTo("encoding");
        assertThat(rows.getFirst().invoice()).isEqualTo("536365");
        assertThat(read("536365,A,a\0b,6,2010-12-01 08:26:00,2.55,,UK")
                        .getFirst()
                        .code())
                .isEqualTo("text");
    }

    @Test
    void aQuoteThatIsNeverClosedCostsOneRow() throws IOException {
        var open = "536365,A,\"" + "x".repeat(CsvRecords.RECORD_BYTES_MAX + 9) + ",6\n";
        var rows = read(open + "536366,A,x,6,2010-12-01 08:26:00,2.55,,UK\n");
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().code()).isEqualTo("too_long");
        assertThat(rows.getLast().code()).isNull();
        assertThat(rows.getLast().row()).isEqualTo(3);
    }

    @Test
    void otherHeadingsAreRefusedAndKnownOnesInAnyOrderTaken() throws IOException {
        assertThatThrownBy(() -> reader("a,b,c\n")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> reader("")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> reader("\0".repeat(2 * CsvRecords.RECORD_BYTES_MAX)))
                .isInstanceOf(Problem.class);
        var second = "\uFEFFCountry,Customer ID,Price,InvoiceDate,Quantity,Description,StockCode,Invoice\n"
                + "UK,12345,2.5,2010-12-01 08:26:00,1,x,A,536365\n";
        var records = new CsvRecords(new ByteArrayInputStream(second.getBytes(StandardCharsets.UTF_8)));
        var row = new RetailReader(records.next(), NOW).row(java.util.Objects.requireNonNull(records.next()));
        assertThat(row.customer()).isEqualTo("12345");
        assertThat(row.invoice()).isEqualTo("536365");
    }

    private static List<RetailRow> read(String rows) throws IOException {
        return read(rows.getBytes(StandardCharsets.UTF_8));
    }

    private static List<RetailRow> read(byte[] rows) throws IOException {
        var file = new java.io.SequenceInputStream(
                new ByteArrayInputStream(HEADING.getBytes(StandardCharsets.UTF_8)), new ByteArrayInputStream(rows));
        var records = new CsvRecords(file);
        var reader = new RetailReader(records.next(), NOW);
        var read = new ArrayList<RetailRow>();
        for (var record = records.next(); record != null; record = records.next()) {
            read.add(reader.row(record));
        }
        return read;
    }

    private static RetailReader reader(String heading) throws IOException {
        var records = new CsvRecords(new ByteArrayInputStream(heading.getBytes(StandardCharsets.UTF_8)));
        return new RetailReader(records.next(), NOW);
    }

    private static byte[] bytes(String text, java.nio.charset.Charset charset) {
        return text.getBytes(charset);
    }
}
