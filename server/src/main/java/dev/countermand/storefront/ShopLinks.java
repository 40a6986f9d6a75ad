package dev.countermand.storefront;

import dev.countermand.accounts.Sellers;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Links by which a seller's shop sends a customer here whom it has already signed in.
@Component
public class ShopLinks {

    /// Two shops and a rotation of each.
    private static final int LIVE_MAX = 4;

    private static final int SECRET_BYTES = 32;
    private static final Logger LOG = LoggerFactory.getLogger(ShopLinks.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ShopLinkStore store;
    private final Sellers sellers;
    private final Clock clock;

    ShopLinks(ShopLinkStore store, Sellers sellers, Clock clock) {
        this.store = store;
        this.sellers = sellers;
        this.clock = clock;
    }

    /// A secret as it is listed: what it is stays with the shop.
    public record Secret(String id, Instant createdAt, String createdBy) {}

    /// A secret at the one time it is told.
    ///
    /// @param secret base64url, 32 bytes
    public record NewSecret(String id, String secret, Instant createdAt) {}

    /// What a link opens.
    ///
    /// @param customer the customer's id at the shop, or null
    /// @param order the order's number, or null
    /// @param lang the language to greet in, or null
    /// @param fresh false when this link had been used before
    public record Entry(
            @Nullable String customer,
            @Nullable String order,
            @Nullable String lang,
            boolean fresh) {}

    /// Makes a secret; earlier ones stay until they are revoked, so that a shop can change over without a
    /// gap. Fails with CONFLICT `too_many_secrets` beyond four, FORBIDDEN without the right to manage keys.
    @Transactional
    public NewSecret make(SellerId seller, Actor actor) {
        actor.require(Right.MANAGE_KEYS);
        sellers.ensure(seller);
        var id = UUID.randomUUID();
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        var now = clock.instant();
        if (!store.add(id, seller, bytes, actor.name(), now, LIVE_MAX)) {
            throw Problem.conflict("too_many_secrets", "There are four live secrets already: revoke one first.");
        }
        return new NewSecret(name(id), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), now);
    }

    /// The live ones, oldest first. Fails with FORBIDDEN without the right to manage keys.
    public List<Secret> list(SellerId seller, Actor actor) {
        actor.require(Right.MANAGE_KEYS);
        return store.live(seller);
    }

    /// Ends a secret at once: links signed with it open nothing more. Fails with NOT_FOUND for unknown,
    /// another's and revoked ones, FORBIDDEN without the right to manage keys.
    @Transactional
    public void revoke(SellerId seller, String id, Actor actor) {
        actor.require(Right.MANAGE_KEYS);
        if (parse(id)
                .filter(known -> store.revoke(seller, known, clock.instant()))
                .isEmpty()) {
            throw Problem.notFound();
        }
    }

    /// Reads a link and notes that it has been used. Fails with UNAUTHENTICATED `link_invalid` or
    /// `link_expired`; why exactly stands in the log, for whoever builds the shop's side.
    @Transactional
    public Entry accept(SellerId seller, String token) {
        var now = clock.instant();
        var reading =
                ShopToken.read(token, seller.value(), kid -> parse(kid).flatMap(id -> store.bytes(seller, id)), now);
        var read = reading.token();
        if (read == null) {
            LOG.info("a link of the shop of {} was refused: {}", seller, reading.why());
            throw Problem.of(
                    Problem.Kind.UNAUTHENTICATED,
                    reading.fault() == ShopToken.Fault.EXPIRED ? "shop_link_expired" : "link_invalid",
                    "This link of the shop does not open anything: go back to your orders there and open it again.");
        }
        boolean fresh = store.use(seller, read.print(), read.expires().plus(ShopToken.CLOCKS_DIFFER), now);
        return new Entry(read.customer(), read.order(), read.lang(), fresh);
    }

    static String name(UUID id) {
        return "lnk_" + id;
    }

    private static Optional<UUID> parse(String text) {
        try {
            return text.startsWith("lnk_") ? Optional.of(UUID.fromString(text.substring(4))) : Optional.empty();
        } catch (IllegalArgumentException strange) {
            return Optional.empty();
        }
    }
}
