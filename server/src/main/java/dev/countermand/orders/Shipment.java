package dev.countermand.orders;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.OrderRef;
import dev.countermand.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A parcel as we know it: claimed before its label was printed, or reported after it had left.
///
/// @param uuid our identifier; the public form is `publicId()`
/// @param id the warehouse's own id, unique per order
/// @param report whether it was told after it had left
/// @param shippedAt when it left, for a report; else null
/// @param status the carrier's latest word by his own clock; `claimed` or `shipped` before there is one
/// @param events what the carrier said, by his own clock
public record Shipment(
        UUID uuid,
        OrderRef order,
        String id,
        String carrier,
        @Nullable String tracking,
        boolean report,
        @Nullable Instant shippedAt,
        Instant takenAt,
        String status,
        List<Line> lines,
        List<Event> events) {

    /// What a carrier may say. Arrived and lost parcels move their units, the rest is recorded.
    public static final List<String> STATUSES = List.of(
            "in_transit",
            "out_for_delivery",
            "delivered",
            "delivery_failed",
            "refused",
            "returned_to_sender",
            "lost",
            "exception");

    /// The public form of our identifier, `shp_…`.
    public String publicId() {
        return Ids.text("shp", uuid);
    }

    /// What of a line is in the parcel.
    ///
    /// @param quantity units that this parcel took
    /// @param fromStopping of them, units that an attempt to cancel was holding
    /// @param fromCanceled of them, units that had been canceled: only a report does that
    /// @param excess units told to be in it that had shipped before, as far as we know
    /// @param delivered of `quantity`, units that arrived
    /// @param lost of `quantity`, units that the carrier lost
    public record Line(
            String line, int quantity, int fromStopping, int fromCanceled, int excess, int delivered, int lost) {}

    /// What the carrier said.
    ///
    /// @param status one of [#STATUSES]
    /// @param at by the carrier's clock; null, only when it is told, means now, unless the same status was
    /// told
    ///     before
    public record Event(
            String status, @Nullable Instant at, @Nullable String description) {

        /// Reads it in the form of the API. Fails with INVALID and every violation.
        public static Event read(JsonNode body, Instant now) {
            return CommandReader.event(body, now);
        }
    }

    /// A parcel as the warehouse tells it.
    ///
    /// @param id the warehouse's own id, unique per order
    /// @param shippedAt when it left: then this is a report; null when it claims units before the label is
    ///     printed
    /// @param units line → how many; null means every unit that has not shipped, canceled ones included
    public record Parcel(
            String id,
            String carrier,
            @Nullable String tracking,
            @Nullable Instant shippedAt,
            @Nullable Map<String, Integer> units) {

        /// Reads it in the form of the API. Fails with INVALID and every violation.
        public static Parcel read(JsonNode body, Instant now) {
            return CommandReader.parcel(body, now);
        }
    }

    /// What became of a parcel or a carrier's word.
    ///
    /// @param shipment as it stands now; null when refused
    /// @param repeated whether the same was told before; then nothing moved
    /// @param refusal CONFLICT `units_canceled` or `already_shipped` with `shippable`, or
    /// `shipment_conflict`
    public record Result(
            @Nullable Shipment shipment,
            boolean repeated,
            @Nullable Problem refusal) {

        /// The shipment. Fails with the refusal.
        public Shipment orThrow() {
            if (shipment == null) {
                throw refusal == null ? new IllegalStateException("neither granted nor refused") : refusal;
            }
            return shipment;
        }
    }
}
