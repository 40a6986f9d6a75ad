package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.cancellations.Cancellations;
import dev.countermand.cases.CaseLog;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Orders;
import dev.countermand.orders.Stage;
import dev.countermand.payments.Payments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@AppTest
class RetailTests {

    private static final String HEADING =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    @Autowired
    Cancellations cancellations;

    @Autowired
    CaseLog log;

    @Autowired
    Payments payments;

    @Test
    void rowsBecomeOrdersAndCancellationsFindTheirs() {
        var file = file(
                "536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
                "536366,22633,HAND WARMER,4,2010-12-01 08:28:00,1.85,17850.0,United Kingdom",
                "536365,71053,\"LANTERN, WHITE\",6,2010-12-01 08:27:00,3.39,17850.0,United Kingdom",
                "536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.0,17850.0,United Kingdom",
                "536367,85123A,WHITE HANGING HEART,2,2010-12-02 09:00:00,2.55,17850.0,United Kingdom",
                "C536370,85123A,WHITE HANGING HEART,-5,2010-12-02 10:00:00,2.55,17850.0,United Kingdom",
                "C536371,85123A,WHITE HANGING HEART,-9,2010-12-03 10:00:00,2.55,17850.0,United Kingdom",
                "C536372,71053,LANTERN,-1,2010-11-30 10:00:00,3.39,17850.0,United Kingdom",
                "C536373,71053,LANTERN,-1,2010-12-03 10:00:00,3.39,,United Kingdom",
                "C536374,D,Discount,-1,2010-12-03 10:00:00,27.5,17850.0,United Kingdom",
                "536380,21777,,-10,2010-12-01 16:50:00,0.0,,United Kingdom");
        var desk = new ImportDesk(port, "retail-small");

        var job = desk.bring("online-retail", file);

        assertThat(job.path("status").asString()).isEqualTo("done");
        assertThat(ImportDesk.counts(job))
                .isEqualTo("rows=11 taken=5 canceled=1 partly=1 unmatched=3 skipped=1 orders=3 cancellations=3");
        assertThat(desk.report(job, null))
                .containsExactly(
                        "2 536365 taken",
                        "3 536366 taken",
                        "4 536365 taken",
                        "5 536365 taken",
                        "6 536367 taken",
                        "7 C536370 canceled",
                        "8 C536371 partly bought_fewer",
                        "9 C536372 unmatched no_earlier_purchase",
                        "10 C536373 unmatched no_customer",
                        "11 C536374 unmatched not_goods",
                        "12 536380 skipped stock_adjustment");
        everyPromiseHolds("retail-small", "536365", 6);
        everyPromiseHolds("retail-small", "536367", 2);
    }

    /// What every order of an import must show, whatever became of it.
    private void everyPromiseHolds(String seller, String number, int canceled) {
        var order = orders.find(new SellerId(seller), number).orElseThrow();
        assertThat(order.unitsIn(Stage.CANCELED)).isEqualTo(canceled);
        assertThat(log.verify(order.ref().id())).isEmpty();
        var money = payments.of(order.ref());
        assertThat(money.refunded()).isEqualTo(money.total() - money.remaining());
        assertThat(money.refunding()).isZero();
        var written = cancellations.of(order.ref());
        assertThat(written.stream().mapToInt(c -> c.canceled()).sum()).isEqualTo(canceled);
        assertThat(written.stream().mapToLong(c -> c.money().already()).sum()).isEqualTo(money.refunded());
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        var file = file(
                "536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
                "C536370,85123A,WHITE HANGING HEART,-5,2010-12-02 10:00:00,2.55,17850.0,United Kingdom",
                "C536371,85123A,WHITE HANGING HEART,-9,2010-12-03 10:00:00,2.55,17850.0,United Kingdom");
        var desk = new ImportDesk(port, "retail-twice");
        desk.bring("online-retail", file);
        var before = state("retail-twice", "536365");

        var again = desk.bring("online-retail", file);

        assertThat(ImportDesk.counts(again)).isEqualTo("rows=3 identical=2 partly=1");
        assertThat(state("retail-twice", "536365")).isEqualTo(before);
    }

    @Test
    void anInvoiceWithARowThatCannotBeReadIsNotTakenInPart() {
        var desk = new ImportDesk(port, "retail-half");
        var job = desk.bring(
                "online-retail",
                file(
                        "536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
                        "536365,71053,LANTERN,six,2010-12-01 08:26:00,3.39,17850.0,United Kingdom",
                        "536366,22633,WARMER,4,2010-12-01 08:28:00,1.85,17850.0,United Kingdom",
                        "536366,22633,WARMER,4,2010-12-01 08:28:00,1.85,17851.0,United Kingdom",
                        "536367,PADS,PADS,3,2010-12-01 08:28:00,0.001,17850.0,Channel Islands",
                        "536368,POST,POSTAGE,1,2010-12-01 08:28:00,18.0,17850.0,France"));
        assertThat(desk.report(job, null))
                .containsExactly(
                        "2 536365 failed order_incomplete",
                        "3 536365 failed quantity",
                        "4 536366 failed mixed_invoice",
                        "5 536366 failed mixed_invoice",
                        "6 536367 taken",
                        "7 536368 taken");
        assertThat(orders.ref(new SellerId("retail-half"), "536365")).isEmpty();
        var postage = orders.find(new SellerId("retail-half"), "536368").orElseThrow();
        assertThat(postage.payments().getFirst().amount()).isEqualTo(1800);
    }

    /// Months may come one after the other, also the wrong way round: what is not matched is tried again.
    @Test
    void whatIsMissingMayComeLater() {
        var desk = new ImportDesk(port, "retail-later");
        byte[] cancellation = file("C536370,85123A,HEART,-5,2010-12-02 10:00:00,2.55,17850.0,United Kingdom");
        assertThat(ImportDesk.counts(desk.bring("online-retail", cancellation))).isEqualTo("rows=1 unmatched=1");
        desk.bring("online-retail", file("536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom"));
        assertThat(ImportDesk.counts(desk.bring("online-retail", cancellation)))
                .isEqualTo("rows=1 canceled=1 cancellations=1");
        assertThat(ImportDesk.counts(desk.bring("online-retail", cancellation))).isEqualTo("rows=1 identical=1");
        everyPromiseHolds("retail-later", "536365", 5);
        var other = file("C536370,85123A,HEART,-6,2010-12-02 10:00:00,2.55,17850.0,United Kingdom");
        assertThat(desk.report(desk.bring("online-retail", other), null))
                .containsExactly("2 C536370 failed cancellation_conflict");
    }

    @Test
    void aStoppedImportKeepsWholeOrdersAndCanBeSentAgain() {
        var desk = new ImportDesk(port, "retail-stopped");
        var job = desk.send("online-retail", RetailFile.months(1));
        desk.cancel(job);
        var stopped = desk.done(job);
        assertThat(stopped.path("status").asString()).isEqualTo("canceled");
        assertThat(stopped.path("rows").intValue()).isLessThan(42481);
        var again = desk.bring("online-retail", file("1,A,x,1,2010-12-01 08:26:00,1,2,France"));
        assertThat(again.path("status").asString()).isEqualTo("done");
    }

    /// Two gigabytes in two megabytes: read to its end with the memory of one row.
    @Test
    void aBombIsReadWithTheMemoryOfARow() throws IOException {
        var bomb = new ByteArrayOutputStream();
        bomb.write(gzip(file("536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom", "")));
        byte[] zeros = gzip(new byte[16 << 20]);
        for (int i = 0; i < 128; i++) {
            bomb.write(zeros);
        }
        var desk = new ImportDesk(port, "retail-bomb");
        var job = desk.bring("online-retail", bomb.toByteArray());
        assertThat(desk.report(job, null)).containsExactly("2 536365 taken", "3  failed too_long");
    }

    private static byte[] gzip(byte[] text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text);
        }
        return bytes.toByteArray();
    }

    /// The counts that stand beside the file.
    @Test
    void theWholeRealFileHasTheCountsOfItsReadme() {
        var desk = new ImportDesk(port, "retail-whole");
        var job = desk.bring("online-retail", RetailFile.months(3));
        assertThat(ImportDesk.counts(job))
                .isEqualTo("rows=105335 taken=103217 canceled=1099 partly=9 unmatched=796 skipped=214 orders=3875"
                        + " cancellations=" + job.path("cancellations").intValue());
        var codes = desk.report(job, "unmatched").stream()
                .collect(Collectors.groupingBy(row -> row.replaceAll(".* ", ""), Collectors.counting()));
        assertThat(codes).isEqualTo(Map.of("no_earlier_purchase", 648L, "no_customer", 99L, "not_goods", 49L));
        var jars = orders.find(new SellerId("retail-whole"), "541431").orElseThrow();
        assertThat(jars.unitsIn(Stage.CANCELED)).isEqualTo(74215);
        everyPromiseHolds("retail-whole", "541431", 74215);
        assertThat(canceledUnits("retail-whole")).isEqualTo(83578);

        var again = desk.bring("online-retail", RetailFile.months(3));
        assertThat(ImportDesk.counts(again))
                .isEqualTo("rows=105335 identical=104316 partly=9 unmatched=796 skipped=214");
        assertThat(canceledUnits("retail-whole")).isEqualTo(83578);
    }

    private int canceledUnits(String seller) {
        int units = 0;
        String after = null;
        do {
            var page = orders.list(new Orders.Search(List.of(new SellerId(seller)), Stage.CANCELED, null, after, 200));
            units += page.orders().stream()
                    .mapToInt(o -> o.unitsIn(Stage.CANCELED))
                    .sum();
            after = page.next();
        } while (after != null);
        return units;
    }

    private Map<String, Object> state(String seller, String number) {
        var ref = orders.ref(new SellerId(seller), number).orElseThrow();
        return Map.of(
                "order", orders.find(ref.id()).orElseThrow(),
                "facts", log.timeline(ref.id(), 0, 1000),
                "money", payments.of(ref),
                "cancellations", cancellations.of(ref));
    }

    static byte[] file(String... rows) {
        return (HEADING + "\n" + List.of(rows).stream().collect(Collectors.joining("\n")))
                .getBytes(StandardCharsets.UTF_8);
    }
}
