package dev.countermand.payments;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countermand.orders.Order;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;

/// The database itself refuses what would break a promise about money, however wrong the code may be.
class MoneyConstraintTests extends Shop {

    Order order = TestOrders.random(new java.util.Random(1));

    @BeforeEach
    void anOrderWithSomeOfEverything() {
        order = take("[" + card(4000, false) + "]");
        report(order, PaymentEvent.Type.CAPTURED, 2000L, "ch_1");
        cancel(order, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            payment | captured = 2001                     | payment_within_authorized
            payment | voided = 1                          | payment_within_authorized
            payment | void_open = 2001                    | payment_within_authorized
            payment | authorized = 3999                   | payment_within_authorized
            payment | refund_open = 2001                  | payment_within_captured
            payment | refunded = 1001                     | payment_within_captured
            payment | captured = 999                      | payment_within_captured
            payment | refunded = -1                       | payment_amounts
            payment | failed = -1                         | payment_amounts
            payment | lost = 1001                         | payment_within_captured
            payment | lost = -1                           | payment_disputes
            payment | disputed = -1                       | payment_disputes
            share   | given_back = 5                      | share_given_back
            share   | given_back = -1                     | share_given_back
            share   | order_discount = 4001               | share_amounts
            bill    | back = 4001                         | bill_never_more_than_paid
            bill    | kept = 1001                         | bill_never_more_than_paid
            bill    | not_due = 1                         | bill_due
            bill    | shipping_settled = 1                | bill_shipping
            bill    | already = 3001                      | bill_already
            effect  | done = 100001                       | effect_amount
            effect  | amount = 0                          | effect_amount
            effect  | state = 'done'                      | effect_done
            effect  | state = 'sent'                      | effect_intent
            effect  | state = 'gone', action = 'void', sent_at = planned_at | effect_state
            effect  | state = 'unknown', action = 'void', sent_at = planned_at | effect_unknown
            effect  | kind = 'gift'                       | effect_kind
            effect  | action = 'refund'                   | effect_intent
            effect  | held_for = 'dispute'                | effect_held
            effect  | held_for = 'mood', due_at = null    | effect_held_for
            effect  | replaced_at = planned_at            | effect_replaced
            """)
    void plantedViolationsAreRefused(String table, String planted, String constraint) {
        var where = table.equals("payment") || table.equals("effect") || table.equals("share") || table.equals("bill")
                ? " where part = :part and order_id = :order"
                : "";
        assertThatThrownBy(() -> jdbc.sql("update payments." + table + " set " + planted + where)
                        .params(Map.of(
                                "part",
                                order.ref().part(),
                                "order",
                                order.ref().id().value()))
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining(constraint);
    }
}
