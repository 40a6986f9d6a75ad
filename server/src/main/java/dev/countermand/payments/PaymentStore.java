package dev.countermand.payments;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.payments.spi.PaymentGateway;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Payments, and the journal of what moved.
@Component
class PaymentStore {

    private final JdbcClient jdbc;

    PaymentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OrderRef order, Payment payment, Instant at) {
        jdbc.sql("""
                insert into payments.payment (part, id, order_id, caller_id, position, tender, gateway, authorized,
                    captured, voided, void_open, refunded, refund_open, failed, reference, scheme, taken_at,
                    look_at)
                values (:part, :id, :order, :caller, :position, :tender, :gateway, :authorized,
                    :captured, :voided, :voidOpen, :refunded, :refundOpen, :failed, :reference, :scheme, :at,
                    :lookAt)
                """)
                .param("part", order.part())
                .param("id", payment.id())
                .param("order", order.id().value())
                .param("caller", payment.callerId())
                .param("position", payment.position())
                .param("tender", payment.tender())
                .param("gateway", payment.gateway())
                .param("authorized", payment.authorized())
                .param("captured", payment.captured())
                .param("voided", payment.voided())
                .param("voidOpen", payment.voidOpen())
                .param("refunded", payment.refunded())
                .param("refundOpen", payment.refundOpen())
                .param("failed", payment.failed())
                .param("reference", payment.provider().reference(), Types.VARCHAR)
                .param("scheme", payment.provider().scheme(), Types.VARCHAR)
                .param("at", sql(at))
                .param("lookAt", sql(payment.provider().lookAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /// Which order a payment belongs to.
    Optional<OrderRef> orderOf(UUID payment) {
        return jdbc.sql("""
                select b.order_id, b.seller, b.number
                  from payments.payment p
                  join payments.bill b on b.part = p.part and b.order_id = p.order_id
                 where p.part = :part and p.id = :id
                """)
                .param("part", Ids.part(payment))
                .param("id", payment)
                .query((row, n) -> new OrderRef(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        new SellerId(row.getString("seller")),
                        row.getString("number")))
                .optional();
    }

    /// The tenders, in the order of the snapshot.
    List<Payment> payments(OrderRef order) {
        return jdbc.sql("""
                select id, caller_id, position, tender, gateway, authorized, captured, voided, void_open, refunded,
                       refund_open, failed, lost, disputed, reference, scheme, taken_at, expires_at, expired_at,
                       looked_at, look_at
                  from payments.payment
                 where part = :part and order_id = :order
                 order by position
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query(PaymentStore::payment)
                .list();
    }

    /// Of many orders, each in the order of its snapshot.
    Map<OrderId, List<Payment>> payments(List<OrderRef> orders) {
        var payments = new HashMap<OrderId, List<Payment>>();
        jdbc.sql("""
                select p.*
                  from unnest(:parts::smallint[], :orders::uuid[]) as k(part, id)
                  join payments.payment p on p.part = k.part and p.order_id = k.id
                 order by p.part, p.order_id, p.position
                """)
                .param("parts", orders.stream().mapToInt(OrderRef::part).toArray())
                .param(
                        "orders",
                        orders.stream().map(o -> o.id().value().toString()).toArray(String[]::new))
                .query((RowCallbackHandler) row -> payments.computeIfAbsent(
                                new OrderId(row.getObject("order_id", UUID.class)), id -> new ArrayList<>())
                        .add(payment(row, 0)));
        return payments;
    }

    /// Moves a payment's counters. What would break a promise about money fails by its check.
    void apply(UUID payment, Change change) {
        int changed = jdbc.sql("""
                update payments.payment
                   set captured = captured + :captured,
                       voided = voided + :voided,
                       void_open = void_open + :voidOpen,
                       refunded = refunded + :refunded,
                       refund_open = refund_open + :refundOpen,
                       failed = failed + :failed,
                       lost = lost + :lost,
                       disputed = disputed + :disputed
                 where part = :part and id = :id
                """)
                .param("part", Ids.part(payment))
                .param("id", payment)
                .param("captured", change.captured())
                .param("voided", change.voided())
                .param("voidOpen", change.voidOpen())
                .param("refunded", change.refunded())
                .param("refundOpen", change.refundOpen())
                .param("failed", change.failed())
                .param("lost", change.lost())
                .param("disputed", change.disputed())
                .update();
        if (changed != 1) {
            throw new IllegalStateException("no payment " + payment);
        }
    }

    /// Appends to a payment's journal.
    void append(UUID payment, UUID order, Movement movement) {
        jdbc.sql("""
                insert into payments.movement (part, payment_id, seq, order_id, type, amount, effect_id, reference,
                    told_id, origin, at, recorded_at, actor)
                select :part, :payment, coalesce(max(seq), 0) + 1, :order, :type, :amount, :effect, :reference,
                       :toldId, :origin, :at, :recordedAt, :actor
                  from payments.movement
                 where part = :part and payment_id = :payment
                """)
                .param("part", Ids.part(payment))
                .param("payment", payment)
                .param("order", order)
                .param("type", movement.type().word())
                .param("amount", movement.amount())
                .param("effect", movement.effect(), Types.OTHER)
                .param("reference", movement.reference(), Types.VARCHAR)
                .param("toldId", movement.toldId(), Types.VARCHAR)
                .param("origin", movement.origin())
                .param("at", sql(movement.at()))
                .param("recordedAt", sql(movement.recordedAt()))
                .param("actor", movement.actor())
                .update();
    }

    /// The journals of an order's payments, each oldest first.
    Map<UUID, List<Movement>> movements(OrderRef order) {
        var journals = new HashMap<UUID, List<Movement>>();
        jdbc.sql("""
                select payment_id, seq, type, amount, effect_id, reference, told_id, origin, at, recorded_at, actor
                  from payments.movement
                 where part = :part and order_id = :order
                 order by payment_id, seq
                """)
                .param("part", order.part())
                .param("order", order.id().value())
                .query((RowCallbackHandler) row -> journals.computeIfAbsent(
                                row.getObject("payment_id", UUID.class), id -> new ArrayList<>())
                        .add(movement(row)));
        return journals;
    }

    private static Movement movement(ResultSet row) throws SQLException {
        return new Movement(
                row.getInt("seq"),
                PaymentEvent.Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                row.getLong("amount"),
                row.getObject("effect_id", UUID.class),
                row.getString("reference"),
                row.getString("told_id"),
                row.getString("origin"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"));
    }

    private static Payment payment(ResultSet row, int n) throws SQLException {
        return new Payment(
                row.getObject("id", UUID.class),
                row.getString("caller_id"),
                row.getInt("position"),
                row.getString("tender"),
                row.getString("gateway"),
                row.getLong("authorized"),
                row.getLong("captured"),
                row.getLong("voided"),
                row.getLong("void_open"),
                row.getLong("refunded"),
                row.getLong("refund_open"),
                row.getLong("failed"),
                row.getLong("lost"),
                row.getLong("disputed"),
                new Payment.AtProvider(
                        row.getString("reference"),
                        row.getString("scheme"),
                        instant(row, "taken_at"),
                        instant(row, "expires_at"),
                        instant(row, "expired_at"),
                        instant(row, "looked_at"),
                        instant(row, "look_at")));
    }

    /// What a provider is told about a payment.
    static PaymentGateway.At at(ResultSet row) throws SQLException {
        return new PaymentGateway.At(
                row.getString("seller"),
                row.getString("number"),
                row.getString("caller_id"),
                row.getString("reference"),
                row.getString("currency"));
    }

    static @Nullable OffsetDateTime sql(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
