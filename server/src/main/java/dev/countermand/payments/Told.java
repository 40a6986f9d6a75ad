package dev.countermand.payments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody told about a movement.
///
/// @param origin who told: a constant of [Movement]
/// @param reference what he named: our effect, or his own name for the movement
/// @param id his own id of the event
/// @param at when it happened
/// @param message what he said about it
record Told(
        String origin,
        @Nullable String reference,
        @Nullable String id,
        Instant at,
        @Nullable String message) {

    /// What the snapshot says.
    static Told bySnapshot(Instant at) {
        return new Told(Movement.SNAPSHOT, null, null, at, null);
    }

    /// What a provider answered.
    static Told byGateway(@Nullable String reference, @Nullable String message, Instant at) {
        return new Told(Movement.GATEWAY, reference, null, at, message);
    }

    Movement moved(Scene scene, PaymentEvent.Type type, long amount, @Nullable Effect effect) {
        return new Movement(
                0,
                type,
                amount,
                effect == null ? null : effect.id(),
                reference,
                id,
                origin,
                at,
                scene.at(),
                scene.by());
    }
}
