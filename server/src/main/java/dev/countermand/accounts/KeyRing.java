package dev.countermand.accounts;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.SellerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// The live keys, remembered for a moment: a request costs no query, and a revoked key is refused
/// everywhere soon.
@Component
class KeyRing {

    private static final Duration REMEMBERED = Duration.ofSeconds(4);
    private static final Duration STAMP_EVERY = Duration.ofMinutes(1);
    private static final int REMEMBERED_MAX = 10_000;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AccountStore store;
    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    KeyRing(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// A live key with its hash, to which cookies are bound.
    record Row(Keys.Key key, String sha256Hex) {

        /// Who acts when this key is shown at that door.
        Actor actor(Actor.Channel channel) {
            var sellers = key.seller() == null ? Set.<SellerId>of() : Set.of(key.seller());
            return new Actor(
                    key.role().kind(),
                    key.name(),
                    sellers,
                    null,
                    channel,
                    sellers.isEmpty(),
                    key.rights(),
                    key.id().toString());
        }
    }

    private record Seen(Row row, Instant at) {}

    static String generate() {
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        return "cmk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<Row> byKey(String key) {
        byte[] hash = sha256(key);
        return find(HexFormat.of().formatHex(hash), () -> store.findLive(hash));
    }

    Optional<Row> byId(Keys.KeyId id) {
        return find(id.toString(), () -> store.findLive(id));
    }

    /// Whether this key was good here not long ago; it need not be any more.
    boolean isFamiliar(String key) {
        return seen.containsKey(HexFormat.of().formatHex(sha256(key)));
    }

    /// Forgets everything, so that the next request reads what was just changed.
    void forget() {
        seen.clear();
    }

    private Optional<Row> find(String name, Supplier<Optional<Row>> query) {
        Instant now = clock.instant();
        var remembered = seen.get(name);
        if (remembered != null && isFresh(remembered, now)) {
            return Optional.of(remembered.row()).filter(row -> row.key().isAlive(now));
        }
        var row = query.get().filter(found -> found.key().isAlive(now));
        if (row.isEmpty()) {
            seen.remove(name);
            return row;
        }
        if (seen.size() >= REMEMBERED_MAX) {
            seen.clear();
        }
        seen.put(name, new Seen(row.get(), now));
        stamp(row.get(), now);
        return row;
    }

    // A clock that was set back must not keep a revoked key alive.
    private static boolean isFresh(Seen remembered, Instant now) {
        return !now.isBefore(remembered.at()) && now.isBefore(remembered.at().plus(REMEMBERED));
    }

    private void stamp(Row row, Instant now) {
        var last = row.key().lastUsedAt();
        if (last == null || last.plus(STAMP_EVERY).isBefore(now)) {
            store.stampUse(row.key().id(), now, now.minus(STAMP_EVERY));
        }
    }
}
