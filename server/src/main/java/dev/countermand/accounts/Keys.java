package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.SellerId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// API keys: who holds one acts as the operator, a seller, or a seller's warehouse. The server keeps
/// their hashes only.
@Component
public class Keys {

    private static final int PAGE_SIZE = 100;

    private final AccountStore store;
    private final KeyRing ring;
    private final Sellers sellers;
    private final Clock clock;

    Keys(AccountStore store, KeyRing ring, Sellers sellers, Clock clock) {
        this.store = store;
        this.ring = ring;
        this.sellers = sellers;
        this.clock = clock;
    }

    /// What a key is good for.
    public enum Role {
        OPERATOR,
        SELLER,
        WAREHOUSE
    }

    /// The public name of an API key: `key_…`.
    public record KeyId(UUID value) {

        private static final String PREFIX = "key";

        /// The key that the operator's settings name, or that was made at the first start.
        static final KeyId FIRST = new KeyId(new UUID(0, 0));

        static KeyId mint(Instant at) {
            return new KeyId(Ids.mint(0, at));
        }

        /// Reads the public form; empty for anything else.
        public static Optional<KeyId> parse(String text) {
            return Optional.ofNullable(Ids.parse(PREFIX, text)).map(KeyId::new);
        }

        @Override
        public String toString() {
            return Ids.text(PREFIX, value);
        }
    }

    /// A key as anybody may see it who may see it at all: without the key itself.
    ///
    /// @param seller null for the operator's
    public record Key(
            KeyId id,
            @Nullable SellerId seller,
            Role role,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    /// A new key, told this once.
    public record NewKey(KeyId id, String key, SellerId seller, Role role, String name) {}

    /// Makes a key, and the seller when he is not known yet. The operator makes any seller's; a seller
    /// makes his warehouse's. Fails with FORBIDDEN for everybody else, INVALID for a role that a seller
    /// cannot have.
    @Transactional
    public NewKey create(Actor actor, SellerId seller, Role role, String name) {
        if (role == Role.OPERATOR) {
            throw Problem.invalid("wrong_role", "/role", "A seller's key is of the role seller or warehouse.");
        }
        boolean may = actor.kind() == Actor.Kind.OPERATOR
                || (actor.kind() == Actor.Kind.SELLER && role == Role.WAREHOUSE && actor.sees(seller));
        if (!may) {
            throw forbidden();
        }
        sellers.ensure(seller);
        String key = KeyRing.generate();
        var id = KeyId.mint(clock.instant());
        store.addKey(id, seller, role, name, KeyRing.sha256(key), clock.instant());
        return new NewKey(id, key, seller, role, name);
    }

    /// The keys this actor may see, oldest first, revoked ones too; at most 100.
    ///
    /// @param seller whose; null for everybody's
    /// @param after the last one already seen; null for the beginning
    public List<Key> list(Actor actor, @Nullable SellerId seller, @Nullable KeyId after) {
        return switch (actor.kind()) {
            case OPERATOR -> store.listKeys(seller, after, PAGE_SIZE);
            case SELLER -> store.listKeys(actor.seller(seller == null ? null : seller.value()), after, PAGE_SIZE);
            case WAREHOUSE, SHOPPER, SYSTEM -> throw forbidden();
        };
    }

    /// Makes a key worthless: here at once, on every other process within 5 s. Revoking it again
    /// changes nothing. Fails with NOT_FOUND for another's key, CONFLICT `first_key` for the key the
    /// operator's settings name.
    public void revoke(Actor actor, KeyId id) {
        var row = store.findKey(id).orElseThrow(Problem::notFound);
        boolean may = switch (actor.kind()) {
            case OPERATOR -> true;
            case SELLER -> row.seller() != null && actor.sees(row.seller());
            case WAREHOUSE, SHOPPER, SYSTEM -> throw forbidden();
        };
        if (!may) {
            throw Problem.notFound();
        }
        if (id.equals(KeyId.FIRST)) {
            throw Problem.conflict(
                    "first_key", "This is the operator's first key: replace it by starting with another API key.");
        }
        store.revokeKey(id, clock.instant());
        ring.forget();
    }

    private static Problem forbidden() {
        return Problem.of(
                Problem.Kind.FORBIDDEN,
                "forbidden",
                "This key may not do that. The operator makes a seller's keys; a seller makes his warehouse's.");
    }
}
