package dev.countermand.connectors.fulfilment;

import dev.countermand.accounts.Sellers;
import dev.countermand.cancellations.spi.StopperChoice;
import dev.countermand.connectors.fulfilment.spi.WarehouseHost;
import dev.countermand.kernel.Actor;
import dev.countermand.kernel.Ids;
import dev.countermand.kernel.Problem;
import dev.countermand.kernel.Right;
import dev.countermand.kernel.SellerId;
import dev.countermand.outgoing.WebhookSignature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Which warehouse works for a seller: chosen, tried out, given a new secret. People (`manual`) work for
/// who has chosen nobody.
///
/// Everything here is NOT_FOUND for another's seller, and FORBIDDEN without the right to manage settings.
@Component
public class Partners implements StopperChoice {

    /// The kind for which people answer.
    public static final String MANUAL = "manual";

    /// How long both secrets are good after a rotation.
    public static final Duration OVERLAP = Duration.ofHours(24);

    private static final int LOG_MAX = 50;

    /// What a seller chooses.
    ///
    /// @param url for `http`: where calls go; null keeps what stands
    /// @param statusUrl for `http`: where the warehouse can be asked, with `{attempt}` in it; null for
    /// nowhere
    public record Choice(
            String kind, @Nullable String url, @Nullable String statusUrl) {}

    /// A partner whose secret its reader may see, this once.
    ///
    /// @param newSecret null when nothing new was made
    public record Chosen(Partner partner, @Nullable String newSecret) {}

    /// A page of the log.
    ///
    /// @param next pass as `after`; null on the last page
    public record Log(List<Exchange> lines, @Nullable String next) {}

    private static final String LOG_PREFIX = "log";

    private final PartnerStore store;
    private final CallStore calls;
    private final ChoiceRules rules;
    private final Wire wire;
    private final Messages messages;
    private final Sellers sellers;
    private final List<WarehouseHost> hosts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Partners(
            PartnerStore store,
            CallStore calls,
            ChoiceRules rules,
            Wire wire,
            Messages messages,
            Sellers sellers,
            List<WarehouseHost> hosts,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.calls = calls;
        this.rules = rules;
        this.wire = wire;
        this.messages = messages;
        this.sellers = sellers;
        this.hosts = hosts;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Optional<String> of(SellerId seller) {
        return store.kind(seller);
    }

    /// The names that can be chosen here.
    public List<String> kinds() {
        var kinds = new ArrayList<>(List.of(MANUAL, HttpStopper.NAME));
        hosts.forEach(host -> kinds.add(host.kind()));
        return kinds;
    }

    /// What the seller has chosen; empty while he has not.
    public Optional<Partner> find(SellerId seller, Actor actor) {
        check(seller, actor);
        return store.of(seller);
    }

    /// Chooses. The same choice again changes nothing. Fails with INVALID for an unknown kind and for
    /// addresses that must not be called, UNAVAILABLE when a warehouse this server knows does not
    /// answer; the choice stands then, and choosing it again goes on.
    public Chosen choose(SellerId seller, Choice choice, Actor actor) {
        check(seller, actor);
        rules.check(choice, kinds(), store.of(seller));
        var at = now();
        var fresh = new Partner(
                Ids.mint(0, at),
                seller,
                choice.kind(),
                choice.url(),
                choice.statusUrl(),
                WebhookSignature.newSecret(),
                at,
                null,
                null,
                at,
                actor.name());
        boolean added = Objects.requireNonNull(transaction.execute(status -> {
            sellers.ensure(seller);
            if (store.add(fresh)) {
                return true;
            }
            var stands = store.locked(seller).orElseThrow();
            store.update(changed(stands, choice, actor, at));
            return false;
        }));
        var partner = store.of(seller).orElseThrow();
        connect(partner, actor);
        return new Chosen(partner, added ? partner.secret() : null);
    }

    private static Partner changed(Partner stands, Choice choice, Actor actor, Instant at) {
        boolean http = choice.kind().equals(HttpStopper.NAME);
        return new Partner(
                stands.uuid(),
                stands.seller(),
                choice.kind(),
                http && choice.url() != null ? choice.url() : stands.url(),
                http ? choice.statusUrl() : stands.statusUrl(),
                stands.secret(),
                stands.secretAt(),
                stands.oldSecret(),
                stands.oldUntil(),
                at,
                actor.name());
    }

    /// Makes a new secret. The one before stays good for a day: what we send is signed with both, what
    /// comes may be signed with either. Fails with NOT_FOUND while nobody was chosen.
    public Chosen rotate(SellerId seller, Actor actor) {
        check(seller, actor);
        var at = now();
        var secret = WebhookSignature.newSecret();
        transaction.executeWithoutResult(status -> {
            var stands = store.locked(seller).orElseThrow(Problem::notFound);
            store.update(new Partner(
                    stands.uuid(),
                    seller,
                    stands.kind(),
                    stands.url(),
                    stands.statusUrl(),
                    secret,
                    at,
                    stands.secret(),
                    at.plus(OVERLAP),
                    at,
                    actor.name()));
        });
        var partner = store.of(seller).orElseThrow();
        connect(partner, actor);
        return new Chosen(partner, partner.secret());
    }

    private void connect(Partner partner, Actor actor) {
        host(partner)
                .ifPresent(host -> host.connect(
                        new WarehouseHost.Account(partner.id(), partner.seller(), partner.secret()), actor));
    }

    /// Sends the warehouse a message that asks for nothing, and tells how that went. Fails with CONFLICT
    /// `manual` while people answer.
    public Exchange test(SellerId seller, Actor actor) {
        check(seller, actor);
        var partner = store.of(seller).orElseThrow(Problem::notFound);
        var url = host(partner).map(host -> host.calls(partner.id()).toString()).orElse(partner.url());
        if (partner.kind().equals(MANUAL) || url == null) {
            throw Problem.conflict("manual", "People answer for this warehouse; there is nothing to call.");
        }
        var at = now();
        var message = Ids.text("msg", Ids.mint(0, at));
        return wire.say(partner, url, 0, new Wire.Said("test", message, null, null, messages.test(partner, at)));
    }

    /// Where the warehouse's callbacks come in.
    public String callback(Partner partner) {
        return messages.callback(partner);
    }

    /// What was sent and what came, newest first; 50 at a time.
    ///
    /// @param after from the previous page, or null
    public Log log(SellerId seller, @Nullable String after, Actor actor) {
        check(seller, actor);
        var last = after == null ? null : Ids.parse(LOG_PREFIX, after);
        if (after != null && last == null) {
            throw Problem.invalid("invalid_cursor", "after", "Pass what the page before called next.");
        }
        var lines = calls.log(seller, last, LOG_MAX + 1);
        if (lines.size() <= LOG_MAX) {
            return new Log(lines, null);
        }
        var shown = lines.subList(0, LOG_MAX);
        return new Log(shown, Ids.text(LOG_PREFIX, shown.getLast().id()));
    }

    private Optional<WarehouseHost> host(Partner partner) {
        return hosts.stream().filter(host -> host.kind().equals(partner.kind())).findFirst();
    }

    private static void check(SellerId seller, Actor actor) {
        if (!actor.sees(seller)) {
            throw Problem.notFound();
        }
        actor.require(Right.MANAGE_SETTINGS);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
