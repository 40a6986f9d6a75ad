package dev.countermand.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countermand.AppTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Every way to look for an order is a stretch of one index of one seller, read in its order: the plan says
/// so, whatever the size of the table.
@AppTest
class OrderSearchPlanTests {

    private static final List<String> INDEXES = List.of(
            "shop_order_number",
            "shop_order_email",
            "shop_order_name",
            "shop_order_surname",
            "shop_order_phone",
            "shop_order_phone_end",
            "line_sku",
            "shipment_tracking");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void readsAStretchOfItsOwnIndexForEachSeller() {
        assertThat(OrderSearchStore.STATEMENTS).hasSameSizeAs(INDEXES);
        for (int way = 0; way < INDEXES.size(); way++) {
            var plan = String.join("\n", plan(OrderSearchStore.STATEMENTS.get(way)));
            var reading = plan.substring(Math.max(0, plan.indexOf("using " + INDEXES.get(way) + " ")));
            assertThat(plan).contains("using " + INDEXES.get(way) + " ");
            assertThat(reading.lines().skip(1).findFirst().orElse(""))
                    .as(plan)
                    .contains("Index Cond", "seller = s.seller", ">=", "<");
            assertThat(plan.lines().filter(line -> line.contains("Sort (")).count())
                    .as("only the sellers' first rows are sorted:\n" + plan)
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theFirstPageBeginsWhereTheFindingsBeginAndTheNextBehindTheLast() {
        var asked = OrderSearchStore.asked("030123");
        var last = new ListCursor(0, "0301239", new UUID(0, 1));
        for (int way = 0; way < INDEXES.size(); way++) {
            assertThat(OrderSearchStore.begin(way, asked, ListCursor.first(way)))
                    .isNotEqualTo("")
                    .isIn(asked.values());
            assertThat(OrderSearchStore.begin(way, asked, last)).isEqualTo("0301239");
        }
        assertThat(OrderSearchStore.begin(0, asked, ListCursor.first(0))).isEqualTo("030123");
    }

    private List<String> plan(String statement) {
        Map<String, @Nullable Object> params = new HashMap<>(OrderSearchStore.asked("030123"));
        params.put("sellers", new String[] {"a", "b"});
        params.put("stage", null);
        params.put("key", "");
        params.put("id", "00000000-0000-0000-0000-000000000000");
        params.put("limit", 9);
        var lines = new ArrayList<String>();
        transaction.executeWithoutResult(status -> {
            // A small table would be read whole: this asks what a large one gets.
            for (var way : List.of("seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort", "material")) {
                jdbc.sql("set local enable_" + way + " = off").update();
            }
            lines.addAll(jdbc.sql("explain " + statement)
                    .params(params)
                    .query(String.class)
                    .list());
        });
        return lines;
    }
}
