package dev.countermand.notifications.webhooks;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.notifications.webhooks.Delivery.Status;
import dev.countermand.notifications.webhooks.DeliveryStore.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads rows of deliveries.
final class DeliveryRows {

    private DeliveryRows() {}

    static Delivery delivery(ResultSet row, int n) throws SQLException {
        var status = Status.valueOf(row.getString("status"));
        return new Delivery(
                Ids.text(Delivery.PREFIX, row.getObject("id", UUID.class)),
                Ids.text(Delivery.EVENT_PREFIX, row.getObject("event", UUID.class)),
                Ids.text(Endpoint.PREFIX, row.getObject("endpoint", UUID.class)),
                order(row),
                row.getLong("seq"),
                row.getLong("cursor"),
                row.getString("kind"),
                status,
                row.getInt("attempts"),
                status == Status.PENDING ? instant(row, "next_try") : null,
                row.getObject("last_status", Integer.class),
                row.getString("last_error"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "delivered_at"));
    }

    static Claim claim(ResultSet row, int n) throws SQLException {
        return new Claim(
                order(row),
                row.getObject("id", UUID.class),
                row.getObject("endpoint", UUID.class),
                row.getObject("event", UUID.class),
                row.getString("kind"),
                row.getString("body"),
                row.getInt("attempts"),
                row.getInt("tries"),
                Objects.requireNonNull(instant(row, "first_try")));
    }

    static Delivery.Attempt attempt(ResultSet row, int n) throws SQLException {
        return new Delivery.Attempt(
                row.getInt("number"),
                Objects.requireNonNull(instant(row, "at")),
                row.getLong("took_millis"),
                row.getObject("status", Integer.class),
                row.getString("trouble"),
                row.getString("answer"));
    }

    static OrderRef order(ResultSet row) throws SQLException {
        return new OrderRef(
                new OrderId(row.getObject("order_id", UUID.class)),
                new SellerId(row.getString("seller")),
                row.getString("order_number"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
