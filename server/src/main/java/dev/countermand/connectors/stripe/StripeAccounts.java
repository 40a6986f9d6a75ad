package dev.countermand.connectors.stripe;

import dev.countermand.accounts.OrderLinks;
import dev.countermand.accounts.Sellers;
import dev.countermand.connectors.stripe.StripeAccountStore.Row;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.site.HomeSecret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The sellers' accounts at Stripe. Keys come in and are used; they never come out again.
///
/// Everything here that takes an `Actor` is NOT_FOUND for another's seller, and FORBIDDEN without the right to
/// manage settings.
@Component
public class StripeAccounts {

    /// How long the signing secret before is good after a new one was entered: as long as Stripe can let the
    /// old one live when it is rolled.
    public static final Duration OVERLAP = Duration.ofHours(24);

    /// The events to choose at Stripe: all that tell of money going back, being held or being taken.
    public static final List<String> EVENTS = List.of(
            "charge.captured",
            "charge.dispute.closed",
            "charge.dispute.created",
            "charge.dispute.funds_reinstated",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.updated",
            "charge.expired",
            "charge.refunded",
            "payment_intent.amount_capturable_updated",
            "payment_intent.canceled",
            "payment_intent.succeeded",
            "refund.created",
            "refund.failed",
            "refund.updated");

    private static final String PLACE_KEY = "stripe key ";
    private static final String PLACE_HOOK = "stripe hook ";

    private final StripeAccountStore store;
    private final Sellers sellers;
    private final OrderLinks links;
    private final HomeSecret secret;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StripeAccounts(
            StripeAccountStore store,
            Sellers sellers,
            OrderLinks links,
            @Value("${countermand.payment-secret:}") String configured,
            @Value("${countermand.home:}") String home,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.sellers = sellers;
        this.links = links;
        this.secret = HomeSecret.of("payment", configured, home);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// What was set up; empty while nothing was.
    public Optional<StripeAccount> find(SellerId seller, Actor actor) {
        check(seller, actor);
        return store.of(seller).map(this::shown);
    }

    /// Sets up an account, or changes it. Fails with INVALID for what is no key or secret.
    ///
    /// @param key of the API; null keeps the one that stands
    /// @param webhookSecret what Stripe signs events with; null keeps the one that stands. The one before stays
    ///     good for a day
    public StripeAccount set(SellerId seller, @Nullable String key, @Nullable String webhookSecret, Actor actor) {
        check(seller, actor);
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        transaction.executeWithoutResult(status -> {
            sellers.ensure(seller);
            var stands = store.locked(seller).orElse(null);
            AccountRules.check(key, webhookSecret, stands != null && isReadable(stands));
            store.put(changed(seller, stands, key, webhookSecret, at, actor.name()));
        });
        return shown(store.of(seller).orElseThrow());
    }

    private Row changed(
            SellerId seller,
            @Nullable Row stands,
            @Nullable String key,
            @Nullable String webhookSecret,
            Instant at,
            String by) {
        var row = stands;
        if (key != null) {
            row = keyed(row != null && isReadable(row) ? row : null, seller, key, at, by);
        }
        if (row == null) {
            throw new IllegalStateException("an account without a key passed its rules");
        }
        if (webhookSecret != null && !webhookSecret.equals(plain(PLACE_HOOK, row, row.hook()))) {
            row = row.hooked(seal(PLACE_HOOK, seller, webhookSecret), at, at.plus(OVERLAP));
        }
        return row.changed(at, by);
    }

    private Row keyed(@Nullable Row stands, SellerId seller, String key, Instant at, String by) {
        var sealed = seal(PLACE_KEY, seller, key);
        boolean live = AccountRules.isLive(key);
        var hint = AccountRules.hint(key);
        return stands == null
                ? new Row(seller, live, hint, sealed, at, null, null, null, null, secret.name(), at, by)
                : stands.keyed(live, hint, sealed, at);
    }

    /// Forgets the account's secrets. What is under way there can then neither be sent nor read. Repeating it
    /// changes nothing.
    public void forget(SellerId seller, Actor actor) {
        check(seller, actor);
        store.remove(seller);
    }

    /// Where Stripe sends its events.
    public String hookAddress(SellerId seller) {
        return links.page("/v1/gateways/" + StripeGateway.NAME + "/notices/" + seller.value())
                .toString();
    }

    /// The key for calls; empty while there is none that this server can open.
    Optional<String> key(String seller) {
        return SellerId.isValid(seller)
                ? store.of(new SellerId(seller)).map(row -> plain(PLACE_KEY, row, row.key()))
                : Optional.empty();
    }

    /// Whether the seller's key moves real money; empty while there is none.
    Optional<Boolean> isLive(SellerId seller) {
        return store.of(seller).map(Row::live);
    }

    /// The secrets that Stripe may sign with now, the newest first.
    List<String> hookSecrets(SellerId seller, Instant at) {
        var good = new ArrayList<String>();
        store.of(seller).ifPresent(row -> {
            add(good, plain(PLACE_HOOK, row, row.hook()));
            if (row.oldHookUntil() != null && at.isBefore(row.oldHookUntil())) {
                add(good, plain(PLACE_HOOK, row, row.oldHook()));
            }
        });
        return good;
    }

    private static void add(List<String> good, @Nullable String secret) {
        if (secret != null) {
            good.add(secret);
        }
    }

    private StripeAccount shown(Row row) {
        return new StripeAccount(
                row.seller(),
                row.live(),
                row.keyHint(),
                row.keyAt(),
                isReadable(row),
                row.hookAt(),
                row.oldHookUntil(),
                row.changedAt(),
                row.changedBy());
    }

    private boolean isReadable(Row row) {
        return plain(PLACE_KEY, row, row.key()) != null;
    }

    private byte[] seal(String place, SellerId seller, String plain) {
        return secret.seal(place + seller.value(), plain.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable String plain(String place, @Nullable Row row, byte @Nullable [] sealed) {
        if (row == null || sealed == null) {
            return null;
        }
        return secret.open(place + row.seller().value(), sealed)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse(null);
    }

    private static void check(SellerId seller, Actor actor) {
        if (!actor.sees(seller)) {
            throw Problem.notFound();
        }
        actor.require(Right.MANAGE_SETTINGS);
    }
}
