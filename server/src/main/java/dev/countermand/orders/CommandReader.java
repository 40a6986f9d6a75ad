package dev.countermand.orders;

import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Problem.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what warehouses and carriers tell, as strictly as snapshots. Pure.
final class CommandReader {

    /// Clocks differ, but not by more than this.
    private static final Duration FUTURE_MAX = Duration.ofDays(1);

    private final List<Violation> errors = new ArrayList<>();

    private CommandReader() {}

    /// `{lines?: [{line, quantity}]}`; null when there is no `lines`.
    static @Nullable Map<String, Integer> units(JsonNode body) {
        var reader = new CommandReader();
        var in = reader.root(body);
        var units = units(in);
        in.end();
        reader.finish();
        return units;
    }

    static Shipment.Parcel parcel(JsonNode body, Instant now) {
        var reader = new CommandReader();
        var in = reader.root(body);
        var parcel = new Shipment.Parcel(
                in.required("id", in.text("id", 200)),
                in.required("carrier", in.text("carrier", 100)),
                in.text("tracking", 200),
                time(in, "shippedAt", now),
                units(in));
        in.end();
        reader.finish();
        return parcel;
    }

    static Shipment.Event event(JsonNode body, Instant now) {
        var reader = new CommandReader();
        var in = reader.root(body);
        var status = in.parsed(
                "status",
                40,
                word -> Shipment.STATUSES.contains(word) ? word : null,
                "value",
                "Give one of " + String.join(", ", Shipment.STATUSES) + ".");
        var event = new Shipment.Event(in.required("status", status), time(in, "at", now), in.text("description", 500));
        in.end();
        reader.finish();
        return event;
    }

    /// An address under this name; null when it is null or missing.
    static Order.@Nullable Address address(JsonNode body, String name) {
        var reader = new CommandReader();
        var in = reader.root(body);
        var address = SnapshotReader.address(in, name);
        reader.finish();
        return address;
    }

    private Fields root(JsonNode body) {
        var in = Fields.root(body, errors);
        if (in == null) {
            throw Problem.invalid(errors);
        }
        return in;
    }

    private void finish() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private static @Nullable Instant time(Fields in, String name, Instant now) {
        var at = in.parsed(name, 40, Text::time, "time", "Give a time as in RFC 3339, such as 2026-11-20T10:15:00Z.");
        if (at != null && at.isAfter(now.plus(FUTURE_MAX))) {
            in.fault(name, "future", "This lies more than a day in the future: check the clock or the time zone.");
        }
        return at;
    }

    private static @Nullable Map<String, Integer> units(Fields in) {
        var given = in.objects("lines", 1, SnapshotReader.LINES_MAX);
        if (given == null) {
            return null;
        }
        var units = new LinkedHashMap<String, Integer>();
        for (var fields : given) {
            var line = fields.required("line", fields.text("line", 64));
            long quantity = fields.requiredWhole("quantity", fields.whole("quantity", 1, SnapshotReader.QUANTITY_MAX));
            fields.end();
            if (!line.isEmpty() && units.put(line, Math.toIntExact(quantity)) != null) {
                fields.fault("line", "duplicate", "This line is named twice: add the quantities up.");
            }
        }
        return units;
    }
}
