package dev.countermand.cancellations;

import dev.countermand.kernel.OrderId;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.SellerId;
import dev.countermand.orders.Order;
import dev.countermand.payments.MoneyBack;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import tools.jackson.core.type.TypeReference;

/// Reads attempts joined with their lines, keeping the order of the rows.
final class CancellationRows implements ResultSetExtractor<List<Cancellation>> {

    private static final TypeReference<LinkedHashMap<String, Object>> FACTS = new TypeReference<>() {};

    private static final TypeReference<List<Change.Replacement>> REPLACEMENTS = new TypeReference<>() {};

    @Override
    public List<Cancellation> extractData(ResultSet row) throws SQLException {
        var found = new LinkedHashMap<UUID, Cancellation>();
        var lines = new LinkedHashMap<UUID, List<Cancellation.Line>>();
        while (row.next()) {
            var id = row.getObject("id", UUID.class);
            if (!found.containsKey(id)) {
                found.put(id, cancellation(row, id));
            }
            if (row.getString("line") != null) {
                lines.computeIfAbsent(id, none -> new ArrayList<>()).add(line(row));
            }
        }
        return found.values().stream()
                .map(c -> c.with(lines.getOrDefault(c.id().value(), List.of())))
                .toList();
    }

    private static Cancellation cancellation(ResultSet row, UUID id) throws SQLException {
        var refusal = row.getString("refusal");
        var follows = row.getObject("follows", UUID.class);
        return new Cancellation(
                new CancellationId(id),
                new OrderRef(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        new SellerId(row.getString("seller")),
                        row.getString("number")),
                CancellationStatus.valueOf(upper(row.getString("status"))),
                RequestReason.valueOf(upper(row.getString("reason"))),
                row.getString("note"),
                reason(refusal),
                row.getString("requested_by"),
                row.getString("waits_for"),
                row.getString("if_unable"),
                Payout.valueOf(upper(row.getString("payout"))),
                List.of(),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                instant(row, "deadline"),
                row.getString("silence"),
                instant(row, "settled_at"),
                row.getString("verdict_by"),
                follows == null ? null : new CancellationId(follows),
                row.getString("next"),
                Stored.read(row.getString("money"), MoneyBack.class),
                row.getString("policy_version"),
                Stored.read(row.getString("facts"), FACTS),
                change(row));
    }

    private static @Nullable Change change(ResultSet row) throws SQLException {
        var replacements = row.getString("replacements");
        var address = row.getString("address");
        return replacements == null
                ? null
                : new Change(
                        Stored.read(replacements, REPLACEMENTS),
                        address == null ? null : Stored.read(address, Order.Address.class),
                        row.getLong("more"));
    }

    private static Cancellation.Line line(ResultSet row) throws SQLException {
        return new Cancellation.Line(
                row.getString("line"),
                row.getString("sku"),
                row.getString("title"),
                row.getInt("requested"),
                row.getInt("at_once"),
                row.getInt("stopped"),
                row.getInt("asked"),
                row.getInt("held_open"),
                row.getInt("held_released"),
                row.getInt("too_late"),
                row.getInt("resumed"),
                row.getInt("followed"),
                row.getInt("departed"),
                row.getInt("refused"),
                reason(row.getString("because")));
    }

    private static @Nullable CancellationReason reason(@Nullable String word) {
        return word == null ? null : CancellationReason.valueOf(upper(word));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
