package dev.countermand.payments.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.kernel.Problem;
import dev.countermand.payments.spi.ProviderMovement.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Settlement files, good and hostile.
class StatementFileTests {

    private static final String NAMES = "at,kind,payment,reference,amount,currency\n";

    private static List<StatementFile.Row> read(String text) throws IOException {
        return StatementFile.read(new StringReader(text));
    }

    @Test
    void readsColumnsInAnyOrderQuotedOrNot() throws IOException {
        var rows = read("""
                currency,amount,at,kind,payment,reference,key,order,state
                EUR,-12.00,2026-05-03,refunded,"pi_1","re,""1""\",eff_x,W1001,pending
                JPY,1200,2026-05-03T10:15:00Z,captured,pi_2,ch_2,,,
                """);
        assertThat(rows).hasSize(2);
        var first = rows.getFirst();
        assertThat(first.line()).isEqualTo(2);
        assertThat(first.order()).isEqualTo("W1001");
        assertThat(first.movement().kind()).isEqualTo(Kind.REFUNDED);
        assertThat(first.movement().amount()).isEqualTo(1200);
        assertThat(first.movement().reference()).isEqualTo("re,\"1\"");
        assertThat(first.movement().pending()).isTrue();
        assertThat(first.movement().at()).isEqualTo(Instant.parse("2026-05-03T00:00:00Z"));
        assertThat(rows.getLast().movement().amount()).isEqualTo(1200);
        assertThat(rows.getLast().movement().key()).isNull();
        assertThat(rows.getLast().order()).isNull();
    }

    @Test
    void namesEveryFaultWithItsLineAndTakesNothing() {
        assertThatThrownBy(() -> read(NAMES + """
                        yesterday,refunded,p,r,1.00,EUR
                        2026-05-03,stolen,p,r,1.00,EUR
                        2026-05-03,refunded,p,r,1.001,EUR
                        2026-05-03,refunded,p,r,1.00,euro
                        2026-05-03,refunded,p,,1.00,EUR
                        2026-05-03,refunded,p,r,1.00
                        2026-05-03,refunded,p,r,"1.00,EUR
                        2026-05-03,refunded,p,r,99999999999999999999,EUR
                        """))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors())
                                .extracting(Problem.Violation::pointer)
                                .contains("/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-03,refunded,p\u0000,r,1.00,EUR",
                "2026-05-03,refunded,p,r\u0000,1.00,EUR",
                "2026-05-03,refunded,p,\"r\u0007\",1.00,EUR",
                "+999999999-12-31T00:00:00Z,refunded,p,r,1.00,EUR",
                "-999999999-01-01T00:00:00Z,refunded,p,r,1.00,EUR",
                "9999-12-31,refunded,p,r,1.00,EUR",
                "1969-12-31,refunded,p,r,1.00,EUR",
                "2026-05-03,refunded,p,r,99999999999,EUR",
                "2026-05-03,refunded,p,r,1.00,XTS",
                "2026-05-03,refunded,p,r,1.00,XAU",
                "2026-05-03,refunded,p,r,1e9,EUR",
                "2026-05-03,refunded,p,r,0.00,EUR"
            })
    void whatNoDatabaseAndNoSumCanHoldIsAFaultOfItsLine(String row) {
        assertThatThrownBy(() -> read(NAMES + row + "\n"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.errors())
                                .extracting(Problem.Violation::pointer)
                                .contains("/2"));
    }

    @Test
    void wantsItsColumns() {
        for (var names : List.of("", "at,kind\n", NAMES.replace("payment", "payment,iban"), "at,at\n")) {
            assertThatThrownBy(() -> read(names)).as(names).isInstanceOf(Problem.class);
        }
    }
}
