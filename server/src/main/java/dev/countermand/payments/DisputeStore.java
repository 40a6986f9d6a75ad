package dev.countermand.payments;

import static dev.countermand.payments.PaymentStore.instant;
import static dev.countermand.payments.PaymentStore.sql;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// SQL of disputes.
@Repository
class DisputeStore {

    private final JdbcClient jdbc;

    DisputeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Dispute dispute) {
        jdbc.sql("""
                insert into payments.dispute (part, id, order_id, payment_id, reference, state, amount, counted,
                    refunding, reason, opened_at, answer_by)
                values (:part, :id, :order, :payment, :reference, :state, :amount, :counted,
                    :refunding, :reason, :openedAt, :answerBy)
                """)
                .param("part", Ids.part(dispute.id()))
                .param("id", dispute.id())
                .param("order", dispute.orderId())
                .param("payment", dispute.paymentId())
                .param("reference", dispute.reference())
                .param("state", dispute.state().word())
                .param("amount", dispute.amount())
                .param("counted", dispute.counted())
                .param("refunding", dispute.refunding())
                .param("reason", dispute.reason(), Types.VARCHAR)
                .param("openedAt", sql(dispute.openedAt()))
                .param("answerBy", sql(dispute.answerBy()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /// Closes it, or closes it otherwise; false when it is not in the given state any more.
    boolean close(Dispute.State from, Dispute after) {
        return jdbc.sql("""
                update payments.dispute
                   set state = :state, counted = :counted, closed_at = :at
                 where part = :part and id = :id and state = :from
                """)
                        .param("part", Ids.part(after.id()))
                        .param("id", after.id())
                        .param("from", from.word())
                        .param("state", after.state().word())
                        .param("counted", after.counted())
                        .param("at", sql(after.closedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    /// The disputes about an order's payments, the oldest first.
    List<Dispute> of(OrderRef order) {
        return jdbc.sql("""
                select id, order_id, payment_id, reference, state, amount, counted, refunding, reason, opened_at,
                       answer_by, closed_at
                  from payments.dispute
                 where part = :part and order_id = :order
                 order by opened_at, id
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query(DisputeStore::dispute)
                .list();
    }

    private static Dispute dispute(ResultSet row, int n) throws SQLException {
        return new Dispute(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getObject("payment_id", UUID.class),
                row.getString("reference"),
                Dispute.State.of(row.getString("state")),
                row.getLong("amount"),
                row.getLong("counted"),
                row.getLong("refunding"),
                row.getString("reason"),
                Objects.requireNonNull(instant(row, "opened_at")),
                instant(row, "answer_by"),
                instant(row, "closed_at"));
    }
}
