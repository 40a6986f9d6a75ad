package dev.countermand.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import dev.countermand.Http;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Erasure reaches what files brought in.
@AppTest
class ForgottenCustomerTests {

    private static final String SELLER = "retail-forgets";
    private static final String CUSTOMER = "917355.0";
    private static final byte[] FILE = """
            Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
            636365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,917355.0,United Kingdom
            C636370,85123A,WHITE HANGING HEART,-4,2010-12-02 10:00:00,2.55,917355.0,United Kingdom
            636366,85123A,WHITE HANGING HEART,3,2010-12-01 08:28:00,2.55,18000.0,United Kingdom
            C636371,85123A,WHITE HANGING HEART,-1,2010-12-02 10:00:00,2.55,18000.0,United Kingdom
            """.getBytes(StandardCharsets.UTF_8);

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anErasedCustomersNumberIsInNoRowAnyMoreAndTheSameFileStillChangesNothing() {
        var desk = new ImportDesk(port, SELLER);
        desk.bring("online-retail", FILE);
        assertThat(rowsOf("917355")).isPositive();

        var erased = Http.at(port)
                .as(AppTest.OPERATOR_KEY)
                .post(
                        "/v1/customers/erase",
                        "{\"seller\": \"%s\", \"order\": \"636365\", \"force\": true}".formatted(SELLER));

        assertThat(erased.json().path("erased").size()).as(erased.text()).isEqualTo(1);
        assertThat(rowsOf("917355")).as("rows of " + CUSTOMER).isZero();
        assertThat(rowsOf("18000")).as("somebody else's rows").isPositive();
        var again = desk.bring("online-retail", FILE);
        assertThat(again.path("canceled").asInt()).isZero();
        assertThat(again.path("failed").asInt()).isZero();
        assertThat(desk.report(again, null)).contains("3 C636370 identical", "5 C636371 identical");
    }

    private long rowsOf(String customer) {
        return jdbc.sql("""
                select (select count(*) from feeds.purchase p where p::text like '%' || :customer || '%')
                     + (select count(*) from feeds.past_cancellation c where c::text like '%' || :customer || '%')
                     + (select count(*) from feeds.staged_row s where s::text like '%' || :customer || '%')
                     + (select count(*) from feeds.import_row r where r::text like '%' || :customer || '%')
                """).param("customer", customer).query(Long.class).single();
    }
}
