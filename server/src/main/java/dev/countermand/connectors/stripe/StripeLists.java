package dev.countermand.connectors.stripe;

import dev.countermand.connectors.stripe.Unreadable.Why;
import dev.countermand.payments.spi.ProviderMovement;
import dev.countermand.payments.spi.ProviderMovement.Kind;
import dev.countermand.payments.spi.ProviderMovement.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lists what moved at Stripe: three of its lists, one after the other. Stripe lists by the day of making, and
/// a refund may fail and a dispute end long after it was made; so those two are read from further back.
@Component
class StripeLists {

    private static final int PAGE = 100;

    /// A refund may come back after weeks, a dispute takes two to three months.
    private static final Duration REFUNDS_BACK = Duration.ofDays(35);

    private static final Duration DISPUTES_BACK = Duration.ofDays(120);

    /// One of Stripe's lists.
    private enum Source {
        INTENTS("/v1/payment_intents", Duration.ZERO),
        REFUNDS("/v1/refunds", REFUNDS_BACK),
        DISPUTES("/v1/disputes", DISPUTES_BACK);

        private final String path;
        private final Duration back;

        Source(String path, Duration back) {
            this.path = path;
            this.back = back;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Nullable
        Source next() {
            var all = List.of(values());
            int next = all.indexOf(this) + 1;
            return next < all.size() ? all.get(next) : null;
        }
    }

    private record Read(List<ProviderMovement> movements, String last, boolean more) {}

    private final StripeAccounts accounts;
    private final StripeClient client;

    StripeLists(StripeAccounts accounts, StripeClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    /// Fails with `IllegalStateException` when Stripe does not tell: half a list would look like missing money.
    Page page(String seller, Instant since, @Nullable String after) {
        var key = accounts.key(seller)
                .orElseThrow(() -> new IllegalStateException("No key for Stripe can be used here for " + seller + "."));
        var cursor = after == null ? Source.INTENTS.word() + ':' : after;
        var source = source(cursor);
        var start = cursor.substring(cursor.indexOf(':') + 1);
        try {
            var read = read(key, source, since.minus(source.back), start);
            var following = source.next();
            var next =
                    read.more() ? source.word() + ':' + read.last() : following == null ? null : following.word() + ':';
            return new Page(read.movements(), next);
        } catch (Unreadable no) {
            throw new IllegalStateException(no.getMessage(), no);
        }
    }

    private static Source source(String cursor) {
        for (var source : Source.values()) {
            if (cursor.startsWith(source.word() + ':')) {
                return source;
            }
        }
        throw new IllegalArgumentException("not a cursor of ours");
    }

    private Read read(String key, Source source, Instant since, String after) throws Unreadable {
        var query = Form.EMPTY
                .with("created[gte]", Long.toString(since.getEpochSecond()))
                .with("limit", Integer.toString(PAGE));
        if (!after.isEmpty()) {
            query = query.with("starting_after", after);
        }
        var list = StripeReader.object(client.get(key, source.path, query));
        boolean more = list.path("has_more").asBoolean(false);
        return switch (source) {
            case INTENTS -> read(Wire.page(list, Wire.Intent::of), Wire.Intent::id, StripeLists::ofIntent, more);
            case REFUNDS -> read(Wire.page(list, Wire.Refund::of), Wire.Refund::id, StripeLists::ofRefund, more);
            case DISPUTES -> read(Wire.page(list, Wire.Dispute::of), Wire.Dispute::id, StripeLists::ofDispute, more);
        };
    }

    private static <T> Read read(List<T> objects, Function<T, String> id, Movements<T> movements, boolean more)
            throws Unreadable {
        var all = new ArrayList<ProviderMovement>();
        for (var object : objects) {
            // In what is no currency there is no order here.
            movements.of(object).stream()
                    .filter(movement -> movement.amount() > 0)
                    .forEach(all::add);
        }
        if (more && objects.isEmpty()) {
            throw new Unreadable(Why.NOT_UNDERSTOOD, "Stripe promises more and lists nothing.");
        }
        return new Read(all, objects.isEmpty() ? "" : id.apply(objects.getLast()), more);
    }

    private interface Movements<T> {
        List<ProviderMovement> of(T object) throws Unreadable;
    }

    private static List<ProviderMovement> ofIntent(Wire.Intent intent) throws Unreadable {
        var moved = new ArrayList<ProviderMovement>();
        if (intent.received() > 0) {
            moved.add(moved(intent, Kind.CAPTURED, intent.received()));
        }
        long rest = intent.amount() - intent.received();
        boolean over = intent.status().equals("canceled") || intent.status().equals("succeeded");
        if (over && rest > 0 && intent.tried()) {
            moved.add(moved(intent, Kind.RELEASED, rest));
        }
        return moved;
    }

    private static ProviderMovement moved(Wire.Intent intent, Kind kind, long amount) throws Unreadable {
        return movement(intent.id(), intent.id(), null, kind, false, amount, intent.currency(), intent.created());
    }

    private static List<ProviderMovement> ofRefund(Wire.Refund refund) throws Unreadable {
        var state = StripeRules.refund(refund.status())
                .orElseThrow(() -> new Unreadable(Why.NOT_UNDERSTOOD, "What is a refund that is " + refund.status()));
        var moved = movement(
                refund.id(),
                refund.payment(),
                refund.key(),
                switch (state) {
                    case OPEN, DONE -> Kind.REFUNDED;
                    case FAILED -> Kind.REFUND_FAILED;
                },
                refund.status().equals("pending") || refund.status().equals("requires_action"),
                refund.amount(),
                refund.currency(),
                refund.created());
        return refund.payment().isEmpty() ? List.of() : List.of(moved);
    }

    private static List<ProviderMovement> ofDispute(Wire.Dispute dispute) throws Unreadable {
        var state = StripeRules.dispute(dispute.status(), dispute.moved());
        if (state.isEmpty()) {
            return List.of();
        }
        var kind = switch (state.get()) {
            case OPEN -> Kind.DISPUTED;
            case DONE -> Kind.DISPUTE_LOST;
            case FAILED -> Kind.DISPUTE_WON;
        };
        return List.of(movement(
                dispute.id(),
                dispute.payment(),
                null,
                kind,
                kind == Kind.DISPUTED,
                dispute.amount(),
                dispute.currency(),
                dispute.created()));
    }

    private static ProviderMovement movement(
            String id,
            String payment,
            @Nullable String key,
            Kind kind,
            boolean pending,
            long amount,
            String currency,
            Instant at)
            throws Unreadable {
        var ours = currency.toUpperCase(Locale.ROOT);
        long minor = StripeAmounts.isKnown(ours) ? StandingRules.amount(amount, ours) : 0;
        return new ProviderMovement(id, payment, key, kind, pending, minor, ours, at);
    }
}
