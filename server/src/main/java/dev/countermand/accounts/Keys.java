package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// API keys: who holds one acts as the operator, a seller, or a seller's warehouse. The server keeps
/// their hashes only.
@Component
public class Keys {

    private static final int PAGE_SIZE = 100;
    private static final Duration OVERLAP_MAX = Duration.ofDays(30);
    private static final Duration LIFE_MAX = Duration.ofDays(3653);

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
        OPERATOR(dev.countermand.kernel.Role.OPERATOR),
        SELLER(dev.countermand.kernel.Role.SELLER_ADMIN),
        WAREHOUSE(dev.countermand.kernel.Role.WAREHOUSE);

        private final dev.countermand.kernel.Role role;

        Role(dev.countermand.kernel.Role role) {
            this.role = role;
        }

        /// In which capacity somebody with such a key acts.
        public Actor.Kind kind() {
            return role.kind();
        }

        /// What such a key may do unless it is made for less. A seller's key is no person, so it has no
        /// say about people.
        public Set<Right> rights() {
            return this == SELLER
                    ? role.rights().stream()
                            .filter(right -> right != Right.MANAGE_PEOPLE)
                            .collect(Collectors.toUnmodifiableSet())
                    : role.rights();
        }
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
    /// @param rights what it may do
    /// @param expiresAt when it becomes worthless; null for never
    /// @param replacedBy the key that takes its place
    public record Key(
            KeyId id,
            @Nullable SellerId seller,
            Role role,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt,
            Set<Right> rights,
            @Nullable Instant expiresAt,
            @Nullable KeyId replacedBy) {

        /// @param rights null for all that the role may
        public Key(
                KeyId id,
                @Nullable SellerId seller,
                Role role,
                String name,
                Instant createdAt,
                @Nullable Instant lastUsedAt,
                @Nullable Instant revokedAt,
                @Nullable Set<Right> rights,
                @Nullable Instant expiresAt,
                @Nullable KeyId replacedBy) {
            this.id = id;
            this.seller = seller;
            this.role = role;
            this.name = name;
            this.createdAt = createdAt;
            this.lastUsedAt = lastUsedAt;
            this.revokedAt = revokedAt;
            this.rights = role.rights().stream()
                    .filter(right -> rights == null || rights.contains(right))
                    .collect(Collectors.toCollection(TreeSet::new));
            this.expiresAt = expiresAt;
            this.replacedBy = replacedBy;
        }

        /// Whether it opens anything now.
        public boolean isAlive(Instant at) {
            return revokedAt == null && (expiresAt == null || expiresAt.isAfter(at));
        }
    }

    /// A new key, told this once.
    public record NewKey(
            KeyId id,
            String key,
            SellerId seller,
            Role role,
            String name,
            @Nullable Instant expiresAt) {}

    /// What a key is to be.
    ///
    /// @param rights null for all that the role may
    /// @param expiresAt null for never
    public record Wanted(
            SellerId seller,
            Role role,
            String name,
            @Nullable Set<Right> rights,
            @Nullable Instant expiresAt) {}

    /// Makes a key with all the rights of its role, that does not expire. Fails as the other one does.
    @Transactional
    public NewKey create(Actor actor, SellerId seller, Role role, String name) {
        return create(actor, new Wanted(seller, role, name, null, null));
    }

    /// Makes a key, and the seller when he is not known yet. The operator makes any seller's; a seller's
    /// key makes his warehouse's; a person who manages a seller's keys makes both. Fails with FORBIDDEN for
    /// everybody else, INVALID for a role that a seller cannot have, rights that its maker has not got, or
    /// an end in the past.
    @Transactional
    public NewKey create(Actor actor, Wanted wanted) {
        if (wanted.role() == Role.OPERATOR) {
            throw Problem.invalid("wrong_role", "/role", "A seller's key is of the role seller or warehouse.");
        }
        boolean mayAny = actor.everywhere() || isPerson(actor);
        boolean may = actor.may(Right.MANAGE_KEYS)
                && actor.sees(wanted.seller())
                && (mayAny || wanted.role() == Role.WAREHOUSE);
        if (!may) {
            throw forbidden();
        }
        check(actor, wanted);
        sellers.ensure(wanted.seller());
        return add(wanted);
    }

    private void check(Actor actor, Wanted wanted) {
        var rights = wanted.rights() == null ? wanted.role().rights() : wanted.rights();
        if (rights.isEmpty() || !wanted.role().rights().containsAll(rights)) {
            throw Problem.invalid(
                    "wrong_rights", "/rights", "Name one or more of the rights that keys of this role may have.");
        }
        if (!actor.rights().containsAll(rights)) {
            throw Problem.invalid("wrong_rights", "/rights", "A key cannot have more rights than who makes it.");
        }
        var end = wanted.expiresAt();
        if (end != null
                && !(end.isAfter(clock.instant())
                        && end.isBefore(clock.instant().plus(LIFE_MAX)))) {
            throw Problem.invalid("wrong_end", "/expiresAt", "Give a time within the next ten years, or none.");
        }
    }

    private static boolean isPerson(Actor actor) {
        return actor.id() != null && actor.id().startsWith("per_");
    }

    private NewKey add(Wanted wanted) {
        String key = KeyRing.generate();
        var id = KeyId.mint(clock.instant());
        store.addKey(id, wanted, KeyRing.sha256(key), clock.instant());
        return new NewKey(id, key, wanted.seller(), wanted.role(), wanted.name(), wanted.expiresAt());
    }

    /// Makes a key that takes this one's place: the same in everything but the secret. The old one works
    /// on for the overlap, so that programs can be changed one by one. Fails with NOT_FOUND for another's
    /// key, CONFLICT `not_alive` for one that is revoked, has expired, or was replaced before, `first_key`.
    ///
    /// @param overlap at most 30 days
    @Transactional
    public NewKey rotate(Actor actor, KeyId id, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(OVERLAP_MAX) > 0) {
            throw Problem.invalid("wrong_overlap", "/overlap", "Give PT0S to P30D.");
        }
        store.lockKey(id);
        var old = managed(actor, id);
        var now = clock.instant();
        var seller = old.seller();
        if (seller == null || !old.isAlive(now) || old.replacedBy() != null) {
            throw Problem.conflict("not_alive", "This key is revoked, has expired, or was replaced before.");
        }
        var life = old.expiresAt() == null ? null : Duration.between(old.createdAt(), old.expiresAt());
        var end = life == null ? null : now.plus(life).truncatedTo(ChronoUnit.MICROS);
        var rights = old.rights().equals(old.role().rights()) ? null : old.rights();
        var made = add(new Wanted(seller, old.role(), old.name(), rights, end));
        store.replaceKey(id, made.id(), now.plus(overlap));
        ring.forget();
        return made;
    }

    /// The keys this actor may see, oldest first, revoked ones too; at most 100.
    ///
    /// @param seller whose; null for everybody's
    /// @param after the last one already seen; null for the beginning
    public List<Key> list(Actor actor, @Nullable SellerId seller, @Nullable KeyId after) {
        if (!actor.may(Right.MANAGE_KEYS)) {
            throw forbidden();
        }
        if (seller != null) {
            return store.listKeys(Set.of(actor.seller(seller.value())), after, PAGE_SIZE);
        }
        return store.listKeys(actor.everywhere() ? null : actor.sellers(), after, PAGE_SIZE);
    }

    /// Makes a key worthless: here at once, on every other process within 5 s. Revoking it again
    /// changes nothing. Fails with NOT_FOUND for another's key, CONFLICT `first_key` for the key the
    /// operator's settings name.
    public void revoke(Actor actor, KeyId id) {
        managed(actor, id);
        store.revokeKey(id, clock.instant());
        ring.forget();
    }

    private Key managed(Actor actor, KeyId id) {
        var row = store.findKey(id).orElseThrow(Problem::notFound);
        if (!actor.may(Right.MANAGE_KEYS)) {
            throw forbidden();
        }
        if (!actor.everywhere() && (row.seller() == null || !actor.sees(row.seller()))) {
            throw Problem.notFound();
        }
        if (id.equals(KeyId.FIRST)) {
            throw Problem.conflict(
                    "first_key", "This is the operator's first key: replace it by starting with another API key.");
        }
        return row;
    }

    private static Problem forbidden() {
        return Problem.of(
                Problem.Kind.FORBIDDEN,
                "forbidden",
                "This key may not do that. The operator makes a seller's keys; a seller makes his warehouse's.");
    }
}
