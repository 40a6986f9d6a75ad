package dev.countermand.accounts.people;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Role;
import dev.countermand.kernel.SellerId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody of the shop, without anything secret.
///
/// @param everywhere whether every seller's orders are this person's business; then `sellers` is empty
/// @param canSignIn whether a password or passkey was chosen
/// @param disabledAt since when this person may not come in; null for those who may
public record Person(
        Id id,
        String email,
        String name,
        Role role,
        boolean everywhere,
        Set<SellerId> sellers,
        boolean canSignIn,
        String language,
        Instant createdAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant disabledAt) {

    /// The public name of a person: `per_…`.
    public record Id(UUID value) {

        private static final String PREFIX = "per";

        static Id mint(Instant at) {
            return new Id(Ids.mint(0, at));
        }

        /// Reads the public form; empty for anything else.
        public static Optional<Id> parse(@Nullable String text) {
            return text == null
                    ? Optional.empty()
                    : Optional.ofNullable(Ids.parse(PREFIX, text)).map(Id::new);
        }

        @Override
        public String toString() {
            return Ids.text(PREFIX, value);
        }
    }

    /// Whether this person may be let in at all: not disabled, and at home somewhere.
    public boolean isWelcome() {
        return disabledAt == null && (everywhere || !sellers.isEmpty());
    }

    /// Who acts when this person is at the desk. Only for somebody who is welcome.
    public Actor actor() {
        return Actor.of(role, name, sellers, Actor.Channel.DESK, id.toString());
    }

    /// `disabled`, `nowhere` (no seller left), `invited` (has not chosen a password yet) or `active`.
    public String state() {
        if (disabledAt != null) {
            return "disabled";
        }
        if (!isWelcome()) {
            return "nowhere";
        }
        return canSignIn ? "active" : "invited";
    }
}
