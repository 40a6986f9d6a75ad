package dev.countermand.notifications.webhooks;

import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.outgoing.CallResult.Refused;
import dev.countermand.outgoing.OutgoingCalls;
import dev.countermand.outgoing.WebhookSignature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Sellers' endpoints. All of it needs the right to change settings; another's endpoint is as unknown as
/// none.
@Component
public class Webhooks {

    /// How long deliveries are kept, and how far back a replay reaches.
    public static final Duration KEPT = Duration.ofDays(30);

    static final int ENDPOINTS_MAX = 20;
    private static final Duration OVERLAP_MAX = Duration.ofDays(30);

    private final EndpointStore store;
    private final DeliveryLogStore deliveries;
    private final Courier courier;
    private final OutgoingCalls calls;
    private final Clock clock;

    Webhooks(EndpointStore store, DeliveryLogStore deliveries, Courier courier, OutgoingCalls calls, Clock clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.courier = courier;
        this.calls = calls;
        this.clock = clock;
    }

    /// What somebody wants an endpoint to be; null leaves it as it is.
    ///
    /// @param contact empty for nobody
    /// @param kinds empty for all
    public record Wish(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<String> kinds,
            @Nullable String contact,
            @Nullable Boolean enabled) {}

    /// Looks at what is wished before the transaction: the address is looked up. Fails with INVALID.
    public void check(Wish wish, boolean isNew) {
        Optional<Refused> address =
                wish.url() == null && !isNew ? Optional.empty() : calls.check(wish.url() == null ? "" : wish.url());
        var contact = wish.contact() == null || wish.contact().isEmpty() ? null : wish.contact();
        EndpointRules.check(address, wish.description(), contact, wish.kinds());
    }

    /// Makes one, inside the caller's transaction, after [#check]. Fails with CONFLICT
    /// `too_many_endpoints`.
    @Transactional(propagation = Propagation.MANDATORY)
    public Endpoint create(Actor actor, SellerId seller, Wish wish) {
        actor.require(Right.MANAGE_SETTINGS);
        store.lockSeller(seller);
        if (store.of(seller).size() >= ENDPOINTS_MAX) {
            throw Problem.conflict("too_many_endpoints", "A seller has at most " + ENDPOINTS_MAX + " endpoints.");
        }
        var endpoint = new Endpoint(
                Ids.text(Endpoint.PREFIX, Ids.mint(0, now())),
                seller,
                Objects.requireNonNull(wish.url()),
                wish.description() == null ? "" : wish.description(),
                wish.kinds() == null ? List.of() : List.copyOf(wish.kinds()),
                wish.contact() == null || wish.contact().isEmpty() ? null : wish.contact(),
                !Boolean.FALSE.equals(wish.enabled()),
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                now());
        store.add(endpoint, WebhookSignature.newSecret());
        return endpoint;
    }

    /// A seller's, oldest first.
    public List<Endpoint> list(Actor actor, SellerId seller) {
        if (!actor.sees(seller)) {
            throw Problem.notFound();
        }
        actor.require(Right.MANAGE_SETTINGS);
        return store.of(seller);
    }

    /// Fails with NOT_FOUND for another's.
    public Endpoint get(Actor actor, String id) {
        return mine(actor, Optional.ofNullable(Ids.parse(Endpoint.PREFIX, id)).flatMap(store::find));
    }

    private Endpoint locked(Actor actor, String id) {
        return mine(actor, Optional.ofNullable(Ids.parse(Endpoint.PREFIX, id)).flatMap(store::lock));
    }

    private static Endpoint mine(Actor actor, Optional<Endpoint> found) {
        var endpoint =
                found.filter(e -> actor.isStaff() && actor.sees(e.seller())).orElseThrow(Problem::notFound);
        actor.require(Right.MANAGE_SETTINGS);
        return endpoint;
    }

    /// Changes one, inside the caller's transaction, after [#check]. Switching it on again puts what was
    /// given up back into line, so that no order is told out of turn.
    @Transactional(propagation = Propagation.MANDATORY)
    public Endpoint change(Actor actor, String id, Wish wish) {
        var old = locked(actor, id);
        boolean enabled = wish.enabled() == null ? old.enabled() : wish.enabled();
        boolean again = enabled && !old.enabled();
        var contact = wish.contact() == null ? old.contact() : wish.contact();
        store.change(new Endpoint(
                old.id(),
                old.seller(),
                wish.url() == null ? old.url() : wish.url(),
                wish.description() == null ? old.description() : wish.description(),
                wish.kinds() == null ? old.kinds() : List.copyOf(wish.kinds()),
                contact == null || contact.isEmpty() ? null : contact,
                enabled,
                enabled ? null : old.pausedWhy(),
                enabled ? null : old.pausedAt(),
                old.oldSecretUntil(),
                again ? null : old.silentUntil(),
                old.deliveredAt(),
                old.replaying(),
                old.testedAt(),
                old.testResult(),
                old.createdAt()));
        if (again) {
            deliveries.failed(old.uuid(), Deliveries.FAILED_MAX).forEach(failed -> courier.again(failed, now()));
        }
        return store.find(old.uuid()).orElseThrow();
    }

    /// Takes one away, inside the caller's transaction. Nothing is sent there any more.
    @Transactional(propagation = Propagation.MANDATORY)
    public void delete(Actor actor, String id) {
        var endpoint = locked(actor, id);
        deliveries.failed(endpoint.uuid(), Deliveries.FAILED_MAX).forEach(failed -> courier.skip(failed, now()));
        store.delete(endpoint.uuid(), now());
    }

    /// The secret that signs now.
    public String secret(Actor actor, String id) {
        return store.secrets(get(actor, id).uuid()).orElseThrow().secret();
    }

    /// A new secret, inside the caller's transaction; the one before signs beside it for so long. Fails
    /// with INVALID for an overlap of more than 30 days.
    @Transactional(propagation = Propagation.MANDATORY)
    public String rotate(Actor actor, String id, Duration overlap) {
        var endpoint = locked(actor, id);
        if (overlap.isNegative() || overlap.compareTo(OVERLAP_MAX) > 0) {
            throw Problem.invalid("out_of_range", "/overlapHours", "The overlap is from 0 hours to 720 (30 days).");
        }
        var secret = WebhookSignature.newSecret();
        store.rotate(endpoint.uuid(), secret, now().plus(overlap));
        return secret;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
