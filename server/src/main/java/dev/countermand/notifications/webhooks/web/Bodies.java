package dev.countermand.notifications.webhooks.web;

import dev.countermand.kernel.Problem;
import dev.countermand.notifications.webhooks.Deliveries;
import dev.countermand.notifications.webhooks.Delivery;
import dev.countermand.notifications.webhooks.Endpoint;
import dev.countermand.notifications.webhooks.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What programs send and read about webhooks.
final class Bodies {

    private Bodies() {}

    record NewEndpoint(
            @Nullable String seller,
            @Nullable String url,
            @Nullable String description,
            @Nullable List<String> kinds,
            @Nullable String contact,
            @Nullable Boolean enabled) {

        Webhooks.Wish wish() {
            return new Webhooks.Wish(url, description, kinds, contact, enabled);
        }
    }

    record EndpointJson(
            String id,
            String seller,
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
            Instant createdAt,
            @Nullable String secret) {

        /// @param secret told when it is made, else null
        static EndpointJson of(Endpoint endpoint, @Nullable String secret) {
            return new EndpointJson(
                    endpoint.id(),
                    endpoint.seller().value(),
                    endpoint.url(),
                    endpoint.description(),
                    endpoint.kinds(),
                    endpoint.contact(),
                    endpoint.enabled(),
                    endpoint.pausedWhy(),
                    endpoint.pausedAt(),
                    endpoint.oldSecretUntil(),
                    endpoint.silentUntil(),
                    endpoint.deliveredAt(),
                    endpoint.replaying(),
                    endpoint.createdAt(),
                    secret);
        }
    }

    record Endpoints(List<EndpointJson> endpoints) {}

    record Secret(String secret) {}

    record Rotation(@Nullable Integer overlapHours) {}

    /// One of `failed`, `after` and `since`.
    record Replay(
            @Nullable Boolean failed,
            @Nullable Long after,
            @Nullable Instant since,
            @Nullable Boolean all) {}

    record Replayed(int replayed) {}

    record DeliveryJson(
            String id,
            String event,
            String endpoint,
            String order,
            String orderId,
            long seq,
            long cursor,
            String kind,
            String status,
            int attempts,
            @Nullable Instant nextTry,
            @Nullable Integer lastStatus,
            @Nullable String lastError,
            Instant createdAt,
            @Nullable Instant deliveredAt) {

        static DeliveryJson of(Delivery delivery) {
            return new DeliveryJson(
                    delivery.id(),
                    delivery.event(),
                    delivery.endpoint(),
                    delivery.order().number(),
                    delivery.order().id().toString(),
                    delivery.seq(),
                    delivery.cursor(),
                    delivery.kind(),
                    delivery.status().name().toLowerCase(Locale.ROOT),
                    delivery.attempts(),
                    delivery.nextTry(),
                    delivery.lastStatus(),
                    delivery.lastError(),
                    delivery.createdAt(),
                    delivery.deliveredAt());
        }
    }

    /// @param next pass as `before` to go on; null on the last page
    record DeliveryList(
            List<DeliveryJson> deliveries, @Nullable Long next) {}

    /// @param body what is sent, as text
    record DeliveryDetail(DeliveryJson delivery, String body, List<Delivery.Attempt> attempts) {

        static DeliveryDetail of(Deliveries.Detail detail) {
            return new DeliveryDetail(DeliveryJson.of(detail.delivery()), detail.body(), detail.attempts());
        }
    }

    /// Reads the name of a status; null for none. Fails with INVALID for another word.
    static Delivery.@Nullable Status status(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return null;
        }
        for (var status : Delivery.Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(word)) {
                return status;
            }
        }
        throw Problem.invalid("unknown_status", "/status", "There is no such status of a delivery.");
    }

    /// Reads a bounded number. Fails with INVALID for anything else.
    static long number(String name, String text, long least, long most) {
        if (text.matches("\\d{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw Problem.invalid("out_of_range", "/" + name, "`" + name + "` must be a whole number from " + least + ".");
    }
}
