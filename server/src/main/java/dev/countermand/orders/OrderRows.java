package dev.countermand.orders;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// Turns rows of orders and lines into words.
final class OrderRows {

    private static final TypeReference<List<Order.Tender>> TENDERS = new TypeReference<>() {};

    private OrderRows() {}

    static OrderRef ref(ResultSet row) throws SQLException {
        return new OrderRef(
                new OrderId(row.getObject("id", UUID.class)),
                new SellerId(row.getString("seller")),
                row.getString("number"));
    }

    static Order order(ResultSet row, List<Order.Line> lines) throws SQLException {
        var shippingAddress = row.getString("shipping_address");
        return new Order(
                ref(row),
                row.getObject("version", Long.class),
                instant(row, "placed_at"),
                time(row, "taken_at"),
                row.getString("currency"),
                row.getBoolean("tax_included"),
                Jsonb.read(row.getString("customer"), Order.Customer.class),
                Jsonb.read(row.getString("billing_address"), Order.Address.class),
                shippingAddress == null ? null : Jsonb.read(shippingAddress, Order.Address.class),
                lines,
                row.getLong("shipping"),
                row.getLong("shipping_tax"),
                row.getObject("shipping_standard", Long.class),
                row.getLong("fees"),
                row.getLong("discount"),
                Jsonb.read(row.getString("tenders"), TENDERS),
                row.getLong("amount_due"),
                Jsonb.object(row.getString("metadata")));
    }

    static Order.Line line(ResultSet row) throws SQLException {
        return new Order.Line(
                row.getString("line"),
                row.getString("sku"),
                row.getString("title"),
                row.getInt("quantity"),
                row.getLong("unit_price"),
                row.getLong("discount"),
                row.getLong("tax"),
                Order.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                instant(row, "accessed_at"),
                Jsonb.object(row.getString("attributes")),
                Jsonb.object(row.getString("metadata")),
                units(row),
                row.getString("replaces"));
    }

    static Units units(ResultSet row) throws SQLException {
        var byStage = new EnumMap<Stage, Integer>(Stage.class);
        for (var stage : Stage.values()) {
            byStage.put(stage, row.getInt(stage.word()));
        }
        return new Units(byStage);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable OffsetDateTime column(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
