package dev.countermand.notifications.webhooks;

import dev.countermand.kernel.Ids;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a seller wants to be told by HTTP.
///
/// @param id public id `whe_…`
/// @param kinds which facts, or groups such as `cancellation.*`; empty for all
/// @param contact the mail address that hears when it stops working; null for nobody
/// @param pausedWhy why the server itself switched it off: `failing` or `gone`; null while it did not
/// @param oldSecretUntil until when the secret before signs too; null when none does
/// @param silentUntil until when the other side wants to be left alone; null when it has not asked
/// @param deliveredAt when something arrived there last, to the minute
/// @param replaying whether a replay is under way
/// @param testResult what came of the last test, such as `200 in 35 ms`
public record Endpoint(
        String id,
        SellerId seller,
        String url,
        String description,
        List<String> kinds,
        @Nullable String contact,
        boolean enabled,
        @Nullable String pausedWhy,
        @Nullable Instant pausedAt,
        @Nullable Instant oldSecretUntil,
        @Nullable Instant silentUntil,
        @Nullable Instant deliveredAt,
        boolean replaying,
        @Nullable Instant testedAt,
        @Nullable String testResult,
        Instant createdAt) {

    static final String PREFIX = "whe";

    UUID uuid() {
        return Objects.requireNonNull(Ids.parse(PREFIX, id));
    }

    /// Whether it wants to hear facts of this kind.
    public boolean wants(String kind) {
        var group = kind.substring(0, kind.indexOf('.') + 1) + '*';
        return kinds.isEmpty() || kinds.contains(kind) || kinds.contains(group);
    }
}
