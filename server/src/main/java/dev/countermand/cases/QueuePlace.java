package dev.countermand.cases;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.site.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place in the queue's order, from which a page goes on.
///
/// @param due an instant, or `infinity` for an item without one
record QueuePlace(String due, int part, String order, String kind, String subject) {

    private static final String NEVER = "infinity";
    private static final QueuePlace START = new QueuePlace("-infinity", 0, new UUID(0, 0).toString(), "", "");

    QueuePlace {
        Objects.requireNonNull(due);
        Objects.requireNonNull(order);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(subject);
    }

    static QueuePlace of(CaseQueue.Item item) {
        return new QueuePlace(
                item.due() == null ? NEVER : item.due().toString(),
                item.order().part(),
                item.order().id().value().toString(),
                item.kind(),
                item.subject());
    }

    /// Reads what [#text] gave; the start for null. Fails with INVALID for anything else.
    static QueuePlace parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(text);
            var place = Json.read(json, QueuePlace.class);
            var order = UUID.fromString(place.order());
            if (place.part() == Ids.part(order) && (place.due().equals(NEVER) || isInstant(place.due()))) {
                return new QueuePlace(place.due(), place.part(), order.toString(), place.kind(), place.subject());
            }
        } catch (IllegalArgumentException | Problem foreign) {
            // Answered below, like a place that is well-formed but impossible.
        }
        throw Problem.invalid("invalid_cursor", "/after", "Pass what the page before gave as `next`, or leave it out.");
    }

    private static boolean isInstant(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException foreign) {
            return false;
        }
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(this).getBytes(StandardCharsets.UTF_8));
    }
}
